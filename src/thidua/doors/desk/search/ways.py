"""The ways that the palette offers beside what it finds: the actor's subjects, and the acts that begin something."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thidua.domain.councils import access as councils
from thidua.domain.decisions import access as decisions
from thidua.domain.dossiers import access as dossiers
from thidua.domain.movements import access as movements
from thidua.domain.organisations.models import Unit
from thidua.doors.http import navigation

BEGINNINGS = [
    (movements, "draft", _("Thêm phong trào thi đua"), "desk:movement-draft"),
    (dossiers, "open", _("Thêm hồ sơ đề nghị"), "desk:dossier-open"),
    (councils, "establish", _("Thêm hội đồng"), "desk:council-establish"),
    (decisions, "draft", _("Thêm quyết định khen thưởng"), "desk:decision-draft"),
]


def ways(actor):
    """Label, icon and address of each."""
    found = [{"label": one["label"], "icon": one["icon"], "url": one["url"]} for one in navigation(actor, "")]
    unit = Unit(pk=actor.unit_id, name=actor.unit_name) if actor.unit_id is not None else None
    if unit is not None:
        found += [
            {"label": label, "icon": "plus", "url": reverse(name)}
            for access, verb, label, name in BEGINNINGS
            if access.may(actor, verb, unit)
        ]
    return found
