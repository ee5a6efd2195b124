"""The page that shows every component in every state; for developers and for the tests of the look."""

from django.shortcuts import render

from thidua.doors.ui.showcase import samples


def components(request):
    """Show the style guide with its invented Vietnamese sample content; needs no database."""
    return render(request, "ui/components.html", samples())
