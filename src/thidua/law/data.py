"""The law data, loaded once and checked: awards, instruments, rules, parameters."""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from thidua.law import reading, schema
from thidua.law.provisions import Authority, Award, Instrument, Known, Parameter, Rule, Source, Transition
from thidua.law.reading import LawDataError

__all__ = [
    "VERSION", "Award", "Instrument", "LawDataError", "Parameter", "Rule", "Source", "Transition", "UnknownAward",
    "authorities_of", "award", "awards", "instruments", "judged", "ladder", "parameters", "regime", "rule", "rules",
    "rules_of", "transitions", "turning_points",
]  # fmt: skip

HERE = Path(__file__).parent

LADDERS = {
    "individual": (
        "lao_dong_tien_tien",
        "chien_si_thi_dua_co_so",
        "chien_si_thi_dua_bo_tinh",
        "chien_si_thi_dua_toan_quoc",
        "bang_khen_bo_tinh",
    ),
    "collective": (
        "tap_the_lao_dong_tien_tien",
        "tap_the_lao_dong_xuat_sac",
        "co_thi_dua_bo_tinh",
        "co_thi_dua_chinh_phu",
        "bang_khen_bo_tinh",
    ),
}


class UnknownAward(KeyError):
    """No award of this id stands in the catalogue."""

    def __str__(self) -> str:
        return f"unknown award {self.args[0]!r}"


@dataclass(frozen=True, kw_only=True)
class Law(Known):
    """Everything that the files of one folder say."""

    rules: Mapping[str, Rule]
    authorities: tuple[Authority, ...]
    transitions: tuple[Transition, ...]


def load(root: Path) -> Law:
    """Read and check all law files of a folder. Raises LawDataError with file and line."""
    awards: dict[str, Award] = {}
    for entry in reading.entries(root / "awards.yaml", "awards", root):
        one = schema.award(entry, awards)
        awards[one.id] = one
    instruments: dict[str, Instrument] = {}
    for entry in reading.entries(root / "instruments.yaml", "instruments", root):
        text = schema.instrument(entry, instruments)
        instruments[text.id] = text
    sources: dict[str, Source] = {}
    for entry in _optional(root / "sources.yaml", "sources", root):
        place = schema.source(entry, sources)
        sources[place.id] = place
    parameters: dict[str, Parameter] = {}
    for path in sorted((root / "parameters").glob("*.yaml")):
        for entry in reading.entries(path, "parameters", root):
            number = schema.parameter(entry, parameters, Known(awards, instruments))
            parameters[number.id] = number
    known = Known(awards, instruments, parameters, sources)
    rules: dict[str, Rule] = {}
    for path in sorted((root / "rules").glob("*.yaml")):
        for entry in reading.entries(path, "rules", root):
            provision = schema.rule(entry, rules, known)
            rules[provision.id] = provision
    authorities = tuple(
        schema.authority(entry, known) for entry in reading.entries(root / "authorities.yaml", "authorities", root)
    )
    transitions = tuple(
        schema.transition(entry, known) for entry in _optional(root / "transitions.yaml", "transitions", root)
    )
    return Law(awards, instruments, parameters, sources, rules=rules, authorities=authorities, transitions=transitions)


def _optional(path: Path, key: str, root: Path) -> list[reading.Entry]:
    return reading.entries(path, key, root) if path.exists() else []


@cache
def law() -> Law:
    """The law that ships with the program."""
    return load(HERE)


def _version(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        name = path.relative_to(root)
        if name.parts[0] != "cases":
            digest.update(name.as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


VERSION = _version(HERE)
"""The hash of the law data; a stored finding keeps it."""


def award(award_id: str) -> Award:
    """The award of this id. Raises UnknownAward."""
    try:
        return law().awards[award_id]
    except KeyError:
        raise UnknownAward(award_id) from None


def awards() -> tuple[Award, ...]:
    """All awards of the catalogue, in its order."""
    return tuple(law().awards.values())


def instruments() -> tuple[Instrument, ...]:
    """All instruments that the data cites."""
    return tuple(law().instruments.values())


def ladder(subject: str) -> tuple[str, ...]:
    """The award ids of the subject's ladder, from the first rung up; the certificate stands last. Household: none."""
    return LADDERS.get(subject, ())


def parameters() -> tuple[Parameter, ...]:
    """All numbers and choices that the law leaves to an agency."""
    return tuple(law().parameters.values())


def rules() -> tuple[Rule, ...]:
    """All rules of all regimes."""
    return tuple(law().rules.values())


def rule(rule_id: str) -> Rule:
    """The rule of this id. Raises KeyError."""
    return law().rules[rule_id]


@cache
def rules_of(award_id: str, subject: str | None = None) -> tuple[Rule, ...]:
    """The rules on an award under every regime; for one subject, those that bear on it."""
    return tuple(
        one for one in rules() if award_id in one.awards and (subject is None or one.subject in (subject, "any"))
    )


@cache
def judged(subject: str) -> tuple[str, ...]:
    """The awards for the subject on which there is a rule, in the order of the catalogue."""
    return tuple(
        one.id
        for one in awards()
        if subject in one.subjects and any(rule.role != "constraint" for rule in rules_of(one.id, subject))
    )


@cache
def authorities_of(award_id: str) -> tuple[Authority, ...]:
    """Who decided the award in which period, the earliest first."""
    return tuple(sorted((one for one in law().authorities if one.award == award_id), key=lambda one: one.since))


def transitions() -> tuple[Transition, ...]:
    """What the law says of files that were under way when it changed."""
    return law().transitions


def regime(on: date) -> int:
    """A number that changes whenever some rule begins or ends: on two days of one number the same rules hold."""
    return bisect_right(turning_points(), on)


@cache
def turning_points() -> tuple[date, ...]:
    """The days on which some rule begins or ends, in order."""
    return tuple(sorted({day for one in rules() for day in (one.since, one.until) if day is not None}))
