"""The account."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Somebody who can log in, by user name and password."""

    display_name = models.CharField(_("họ và tên"), max_length=120, blank=True)
    is_sample = models.BooleanField(_("tài khoản mẫu"), default=False)

    class Meta:
        verbose_name = _("tài khoản")

    def __str__(self) -> str:
        return self.display_name or self.username
