"""What a rule may look at: the facts of one person or collective, as the book of honours and the records show them.

Filled by `domain/dossiers/facts.py`. Rule of thumb for whoever fills it: leave out what is not recorded. An absent
year, count or date yields "cannot tell" where it matters; only a recorded absence yields "not met".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from thidua.law.masks import NOTHING, Mask, years_of

Subject = Literal["individual", "collective", "household"]

GRADES = ("khong_hoan_thanh", "hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac")
"""Quality grades from the lowest up. Keep the grade as it was given; the instrument of grading is not read here."""

REACH = ("co_so", "bo_tinh", "toan_quoc")
"""Reach of an initiative or topic from the lowest up."""

DISCIPLINE = ("khien_trach", "canh_cao", "nang_hon")
"""Rungs of discipline that the emulation law names; `nang_hon` stands for everything above a warning."""

CLAIMS = {
    "movement": ("xuất sắc trong phong trào thi đua", "outstanding in an emulation movement"),
    "thematic_movement": ("dẫn đầu phong trào thi đua theo chuyên đề", "leads a thematic emulation movement"),
    "feat": ("thành tích đột xuất", "sudden feat"),
    "achievements": ("nhiều thành tích có phạm vi ảnh hưởng", "many achievements with reach"),
    "contribution": ("có nhiều đóng góp", "many contributions"),
    "combat": ("mưu trí, sáng tạo trong chiến đấu, phục vụ chiến đấu", "resourceful and creative in combat"),
    "worker": ("công nhân, nông dân, người lao động trực tiếp", "worker, farmer, direct labour"),
    "cluster_leader": ("dẫn đầu cụm, khối thi đua", "leads a cluster or block"),
    "central_cluster_leader": (
        "dẫn đầu cụm thi đua do Hội đồng Thi đua - Khen thưởng Trung ương tổ chức",
        "leads a cluster organised by the Central Council",
    ),
    "standard_lao_dong_tien_tien": (
        "thủ trưởng xác nhận đạt tiêu chuẩn Lao động tiên tiến",
        "the head of the unit confirms the standard of Advanced Worker",
    ),
}
"""Grounds that only people can judge and that a proposer must claim before they count; Vietnamese and English names."""


@dataclass(frozen=True)
class Members:
    """The members of a collective in the judged year, counted. None or an absent key: not recorded.

    `awards`: members with the title in the judged year. `grades`: members at exactly that grade. `discipline`: members
    whose heaviest discipline in the year is exactly that rung. `graded`: those who have a grade at all.
    """

    total: int | None = None
    graded: int | None = None
    awards: Mapping[str, int | None] = field(default_factory=dict)
    grades: Mapping[str, int | None] = field(default_factory=dict)
    discipline: Mapping[str, int | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Vote:
    """A council's ballot on one award: `members` of the whole council, those present or not; `secret` None = unrecorded."""

    members: int
    yes: int
    secret: bool | None = None


@dataclass(frozen=True)
class Facts:
    """Everything the law may look at for one nominee. Bit 0 of each mask is `year`, the achievement year judged.

    - `titles`: award id → achieved in the year (year of achievement, not of the decision), from the book of honours.
      An equivalent title of the armed forces (chien_si_tien_tien, don_vi_quyet_thang) is looked at only where it has a
      mask: leave it out for civilians, give it where the book knows of it.
    - `grades`: year → grade; for a collective its own grade. Absent = not recorded.
    - `initiatives`, `topics`: reach → an initiative recognised (a topic accepted) with that reach in the year.
      From one complete register use `masks.register(REACH, held, known, year)`, so that every reach is known.
    - `initiative_counts`, `topic_counts`: reach → year → how many distinct ones of that reach or higher; only where
      two are asked within two years. Without a count, a yes is "at least one", a recorded no is zero.
    - `discipline`: rung → disciplined at exactly that rung in the year; `masks.register(DISCIPLINE, …)` fills all.
    - `months_employed`: months since recruitment when judged.
    - `members`: collectives only.
    - `prior_decisions`: award id → day of the decision on the latest such title (rule on the year of proposal).
    - `votes`: award id → ballot, once the council has met.
    - `claims`: keys of CLAIMS that the proposer claims, the written ground being kept in the dossier.
    """

    subject: Subject
    year: int
    titles: Mapping[str, Mask] = field(default_factory=dict)
    grades: Mapping[int, str] = field(default_factory=dict)
    initiatives: Mapping[str, Mask] = field(default_factory=dict)
    topics: Mapping[str, Mask] = field(default_factory=dict)
    initiative_counts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    topic_counts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    discipline: Mapping[str, Mask] = field(default_factory=dict)
    months_employed: int | None = None
    members: Members | None = None
    prior_decisions: Mapping[str, date] = field(default_factory=dict)
    votes: Mapping[str, Vote] = field(default_factory=dict)
    claims: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.subject not in get_args(Subject):
            raise ValueError(f"subject: {self.subject!r} is none of {', '.join(get_args(Subject))}")
        _only("grade", self.grades.values(), GRADES)
        _only("reach of an initiative", [*self.initiatives, *self.initiative_counts], REACH)
        _only("reach of a topic", [*self.topics, *self.topic_counts], REACH)
        _only("discipline", self.discipline, DISCIPLINE)
        _only("claim", self.claims, CLAIMS)
        if self.members:
            _only("grade of members", self.members.grades, GRADES)
            _only("discipline of members", self.members.discipline, DISCIPLINE)

    def title(self, award: str) -> Mask:
        """In which years the title was achieved."""
        return self.titles.get(award, NOTHING)

    def graded(self, at_least: str) -> Mask:
        """In which years the grade was at least this."""
        floor = GRADES.index(at_least)
        held = [year for year, grade in self.grades.items() if GRADES.index(grade) >= floor]
        return Mask.of(held, self.grades, self.year)

    def disciplined(self, from_level: str) -> Mask:
        """In which years there was a discipline of this rung or heavier."""
        return _any_of(self.discipline, DISCIPLINE[DISCIPLINE.index(from_level) :])

    def reached(self, what: str, level: str, *, higher_counts: bool = True) -> Mask:
        """In which years an initiative ("initiatives") or topic ("topics") reached the level; a wider reach counts too."""
        source = self.initiatives if what == "initiatives" else self.topics
        return _any_of(source, REACH[REACH.index(level) :] if higher_counts else (level,))

    def count_of(self, what: str, level: str, year: int, *, higher_counts: bool = True) -> tuple[int, int | None]:
        """At least and at most how many initiatives or topics of the reach stand in the year; None = no upper bound known."""
        counts = self.initiative_counts if what == "initiatives" else self.topic_counts
        exact = counts.get(level, {}).get(year)
        mask = self.reached(what, level, higher_counts=higher_counts)
        bit = 1 << (self.year - year)
        least = max(exact or 0, 1 if mask.yes & bit else 0)
        if exact is not None:
            return least, least
        return least, 0 if mask.no & bit else None

    def to_json(self) -> dict[str, Any]:
        """The facts as plain JSON values, to be stored with the finding that saw them; `from_json` reads them back."""
        members, year = self.members, self.year
        return {
            "subject": self.subject,
            "year": year,
            "titles": _masks_out(self.titles, year),
            "grades": {str(one): grade for one, grade in sorted(self.grades.items())},
            "initiatives": _masks_out(self.initiatives, year),
            "topics": _masks_out(self.topics, year),
            "initiative_counts": _counts_out(self.initiative_counts),
            "topic_counts": _counts_out(self.topic_counts),
            "discipline": _masks_out(self.discipline, year),
            "months_employed": self.months_employed,
            "members": members
            and {
                "total": members.total,
                "graded": members.graded,
                "awards": dict(members.awards),
                "grades": dict(members.grades),
                "discipline": dict(members.discipline),
            },
            "prior_decisions": {award: day.isoformat() for award, day in sorted(self.prior_decisions.items())},
            "votes": {
                award: {"members": vote.members, "yes": vote.yes, "secret": vote.secret}
                for award, vote in sorted(self.votes.items())
            },
            "claims": sorted(self.claims),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Facts":
        """The facts that `to_json` wrote. Keys that are absent are not recorded; an unknown key is an error."""
        _only("fact", stored, cls.__dataclass_fields__)
        year = int(stored["year"])
        members = stored.get("members")
        return cls(
            subject=stored["subject"],
            year=year,
            titles=_masks_in(stored.get("titles"), year),
            grades={int(one): grade for one, grade in (stored.get("grades") or {}).items()},
            initiatives=_masks_in(stored.get("initiatives"), year),
            topics=_masks_in(stored.get("topics"), year),
            initiative_counts=_counts_in(stored.get("initiative_counts")),
            topic_counts=_counts_in(stored.get("topic_counts")),
            discipline=_masks_in(stored.get("discipline"), year),
            months_employed=stored.get("months_employed"),
            members=Members(**members) if members is not None else None,
            prior_decisions={
                award: day if isinstance(day, date) else date.fromisoformat(day)
                for award, day in (stored.get("prior_decisions") or {}).items()
            },
            votes={award: Vote(**vote) for award, vote in (stored.get("votes") or {}).items()},
            claims=frozenset(stored.get("claims") or ()),
        )


def _any_of(source: Mapping[str, Mask], keys: Iterable[str]) -> Mask:
    masks = [source.get(key, NOTHING) for key in keys]
    out = masks[0]
    for mask in masks[1:]:
        out = out | mask
    return out


def _only(what: str, given: Iterable[str], allowed: Iterable[str]) -> None:
    if unknown := sorted(set(given) - set(allowed)):
        raise ValueError(f"{what}: {', '.join(unknown)} is none of {', '.join(allowed)}")


def _masks_out(masks: Mapping[str, Mask], year: int) -> dict[str, dict[str, list[int]]]:
    return {
        key: {"held": list(years_of(mask.yes, year)), "known": list(years_of(mask.known, year))}
        for key, mask in sorted(masks.items())
    }


def _masks_in(stored: Mapping[str, Mapping[str, Iterable[int]]] | None, year: int) -> dict[str, Mask]:
    return {key: Mask.of(one.get("held", ()), one.get("known", ()), year) for key, one in (stored or {}).items()}


def _counts_out(counts: Mapping[str, Mapping[int, int]]) -> dict[str, dict[str, int]]:
    return {level: {str(year): n for year, n in sorted(years.items())} for level, years in sorted(counts.items())}


def _counts_in(stored: Mapping[str, Mapping[Any, int]] | None) -> dict[str, dict[int, int]]:
    return {level: {int(year): n for year, n in years.items()} for level, years in (stored or {}).items()}
