"""What an agency settles: parameters and confirmations, each with its period and its text."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from thidua.domain.organisations.models import Unit


class AgencyParameter(models.Model):
    """A number that the law leaves to the agency, such as a vote threshold, for a period."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("quy định"), max_length=80)
    value = models.CharField(_("giá trị"), max_length=40)
    basis = models.CharField(_("văn bản quy định"), max_length=300)
    from_on = models.DateField(_("từ ngày"))
    until_on = models.DateField(_("đến trước ngày"), null=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "from_on"]
        constraints = [models.UniqueConstraint(name="parameter_once", fields=["unit", "name", "from_on"])]

    def __str__(self) -> str:
        return f"{self.name} = {self.value}"


class Confirmation(models.Model):
    """The agency's word that a rule whose text is not verified goes on: by whom, on which day, with which text."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    rule_id = models.CharField(_("quy tắc"), max_length=60)
    confirmed_by = models.CharField(_("người xác nhận"), max_length=120)
    confirmed_on = models.DateField(_("ngày xác nhận"))
    text = models.TextField(_("căn cứ"))
    account = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["rule_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="confirmation_once", fields=["unit", "rule_id"], condition=models.Q(withdrawn_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return self.rule_id
