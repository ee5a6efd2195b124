"""Questions about accounts."""

from django.db import models

from thidua.base.accounts.models import User

SAMPLE_PASSWORD = "thidua-mau"  # noqa: S105  of the sample's accounts only; shown on the log-in page while they exist


def samples() -> models.QuerySet[User]:
    """The accounts of the sample, in the order in which they were made."""
    return User.objects.filter(is_sample=True, is_active=True).order_by("pk")
