"""Initiatives."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.domain.initiatives.enums import Kind, Reach
from thidua.domain.people.models import Person


class Initiative(models.Model):
    """A recognised initiative or topic of one author, counted in the year of recognition."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("tác giả"))
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices, default=Kind.INITIATIVE)
    title = models.CharField(_("tên sáng kiến"), max_length=300)
    reach = models.CharField(_("phạm vi"), max_length=10, choices=Reach.choices)
    recognised_by = models.CharField(_("quyết định công nhận"), max_length=200)
    version = models.PositiveIntegerField(default=0)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "pk"]
        verbose_name = _("sáng kiến")

    def __str__(self) -> str:
        return self.title
