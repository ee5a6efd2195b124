"""Who finds what: the marks by which the index is narrowed, and the rows that each app lets the actor see."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.decisions import access as decisions
from thidua.domain.dossiers import access as dossiers
from thidua.domain.dossiers.models import Paper
from thidua.domain.lookup.enums import Kind
from thidua.domain.movements import access as movements
from thidua.domain.movements.models import Movement
from thidua.domain.organisations.models import Unit
from thidua.domain.organisations.queries import by_path
from thidua.domain.people import access as people
from thidua.domain.people.enums import Role
from thidua.domain.register import access as register
from thidua.kernel.actor import Actor
from thidua.kernel.rights import YES, Right, Rights, no

READERS = (Role.CLERK, Role.APPRAISER, Role.SECRETARY, Role.SIGNER, Role.AUDITOR)
"""Who finds the people and units of a subtree."""


def may_rebuild(actor: Actor, thing: object) -> Right:
    """The operator's command line and the workers."""
    return YES if actor.is_system else no(_("Chỉ mục tra cứu do người vận hành hệ thống lập lại bằng dòng lệnh."))


RIGHTS: Rights = {"rebuild": may_rebuild}


def may(actor: Actor, verb: str, thing: object) -> Right:
    """Whether the actor may do this to the index."""
    return RIGHTS[verb](actor, thing)


def visible_to(actor: Actor, kind: Kind) -> models.QuerySet[Any]:
    """The things of the kind that the actor may see: the last word on what is found."""
    rows: models.QuerySet[Any] = VISIBLE[kind](actor)
    return rows


def _units(actor: Actor) -> models.QuerySet[Unit]:
    """Units of the actor's subtrees."""
    return Unit.objects.all() if actor.is_system else Unit.objects.filter(by_path(actor.paths(*READERS)))


def _movements(actor: Actor) -> models.QuerySet[Movement]:
    return Movement.objects.all() if actor.is_system else movements.visible_to(actor)


def _papers(actor: Actor) -> models.QuerySet[Paper]:
    return Paper.objects.filter(
        models.Exists(dossiers.visible_to(actor).filter(pk=models.OuterRef("dossier")).order_by())
    )


VISIBLE = {
    Kind.PERSON: people.visible_to,
    Kind.UNIT: _units,
    Kind.ENTRY: lambda actor: register.visible_to(actor).standing(),  # type: ignore[attr-defined]
    Kind.DOSSIER: dossiers.visible_to,
    Kind.DECISION: decisions.visible_to,
    Kind.MOVEMENT: _movements,
    Kind.PAPER: _papers,
}


def marks(actor: Actor) -> dict[Kind, list[str] | None]:
    """By which marks the index is narrowed for each kind: nothing that the actor may see lacks all of them.

    `_u`: lies in this subtree; `_s`, `_v`: was sent into it, or is meant for it; `_o`: is of this very unit; `_l`: is seen
    by all below this unit; `_p`: is about this person; `_all`: by everybody with a role. `None`: not narrowed.
    """
    if actor.is_system:
        return dict.fromkeys(Kind)
    own = [f"_p{actor.person_id}"] if actor.person_id is not None else []
    audited = _under(actor, (Role.AUDITOR,))
    sent = [
        *_under(actor, dossiers.MAKERS),
        *audited,
        *_under(actor, (*dossiers.RECEIVERS, Role.TELLER), "s"),
        *_under(actor, (Role.AUDITOR,), "v"),
    ]
    return {
        Kind.PERSON: [*_under(actor, READERS), *own],
        Kind.UNIT: _under(actor, READERS),
        Kind.ENTRY: [*_under(actor, register.READERS), *own, *(["_all"] if actor.grants else [])],
        Kind.DOSSIER: sent,
        Kind.DECISION: [*_own(actor, decisions.READERS), *audited, *_above(actor, decisions.READERS)],
        Kind.MOVEMENT: [*_under(actor, movements.READERS), *_above(actor, movements.READERS)],
        Kind.PAPER: sent,
    }


def _under(actor: Actor, roles: tuple[Role, ...], mark: str = "u") -> list[str]:
    return list(dict.fromkeys(f"_{mark}{grant.unit_id}" for grant in actor.grants if grant.role in roles))


def _own(actor: Actor, roles: tuple[Role, ...]) -> list[str]:
    return _under(actor, roles, "o")


def _above(actor: Actor, roles: tuple[Role, ...]) -> list[str]:
    paths = actor.paths(*roles)
    return list(dict.fromkeys(f"_l{id}" for path in paths for id in path.strip("/").split("/")))
