"""Pages that anyone may see."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


@login_not_required
def home(request):
    """The portal's front page."""
    return render(request, "public/home.html")
