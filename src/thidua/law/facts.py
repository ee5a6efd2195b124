"""What a rule may look at: the facts of one person or collective, as the book of honours and the records show them.

Filled by `domain/profiles/facts.py`. Rule of thumb for whoever fills it: leave out what is not recorded. An absent
year, count or date yields "cannot tell" where it matters; only a recorded absence yields "not met".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, get_args

from thidua.law.claims import CLAIMS
from thidua.law.masks import Mask, years_of

Subject = Literal["individual", "collective", "household"]

GRADES = ("khong_hoan_thanh", "hoan_thanh", "hoan_thanh_tot", "hoan_thanh_xuat_sac")
"""Quality grades from the lowest up. Keep the grade as it was given; the instrument of grading is not read here."""

REACH = ("co_so", "quan_khu", "bo_tinh", "toan_quan", "toan_quoc")
"""Reach of an initiative or topic from the lowest up; quan_khu and toan_quan are those of the armed forces."""

STUDY = ("yeu", "trung_binh", "kha", "gioi", "xuat_sac")
"""Results of a study of a year or more, from the lowest up."""

SERVICE = (
    "army", "police", "forces", "teaching", "education", "medicine", "health", "arts", "circus_dance", "craft",
    "contribution",
)  # fmt: skip
"""What years of service are counted in. `education` and `health` are the whole time in the sector, managers' included."""

DISCIPLINE = ("khien_trach", "canh_cao", "nang_hon")
"""Rungs of discipline that the emulation law names; `nang_hon` stands for everything above a warning."""


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
class Work:
    """One recognised initiative (accepted topic) by its id, and the awards that it has already supported."""

    kind: Literal["initiative", "topic"]
    id: str
    year: int
    level: str
    used_for: tuple[str, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Everything the law may look at for one nominee. Bit 0 of each mask is `year`, the achievement year judged.

    - `titles`: award id → achieved in the year (year of achievement, not of the decision), from the book of honours.
      Of an award for a longer span the year in which the span ends; where the decision names none, the decision's.
      An equivalent title of the armed forces (chien_si_tien_tien, don_vi_quyet_thang) is looked at only where it has a
      mask: leave it out for civilians, give it where the book knows of it.
    - `grades`: year → grade; for a collective its own grade. Absent = not recorded.
    - `initiatives`, `topics`: reach → an initiative recognised (a topic accepted) with that reach in the year.
      From one complete register use `masks.register(REACH, held, known, year)`, so that every reach is known.
    - `initiative_counts`, `topic_counts`: reach → year → how many distinct ones of that reach or higher; only where
      two are asked within two years. Without a count, a yes is "at least one", a recorded no is zero.
    - `works`: those that are known one by one, with what they were used for; they count in their years beside the
      masks, and one that was used up does not count again (agency parameter `initiative_reuse`).
    - `discipline`: rung → disciplined at exactly that rung in the year; `masks.register(DISCIPLINE, …)` fills all.
    - `study`: year → result of a study of a year or more that filled it.
    - `months_employed`: months since recruitment when judged.
    - `service`, `hard_service`: months counted in each of SERVICE, and those of them in hard areas that count twice.
    - `posts`: post of a service table → months in it; given at all, it holds every post.
    - `sex`, `retires_later`: "male" or "female"; whether the higher retirement age applies to her.
    - `disciplined_in_post`, `proceedings`: whether disciplined in these posts; whether proceedings are under way.
    - `founded`: collectives: the year in which the unit was founded.
    - `members`: collectives only.
    - `prior_decisions`: award id → day of the decision on the latest such title (rule on the year of proposal).
    - `votes`: award id → ballot, once the council has met.
    - `claims`: keys of CLAIMS that the proposer claims, the written ground being kept in the dossier.
    - `achievement`, `rewarded`: the id of the achievement proposed, and of those that were rewarded before.
    - `calendar`: "school" where a year is the school year that ends in it.
    """

    subject: Subject
    year: int
    titles: Mapping[str, Mask] = field(default_factory=dict)
    grades: Mapping[int, str] = field(default_factory=dict)
    initiatives: Mapping[str, Mask] = field(default_factory=dict)
    topics: Mapping[str, Mask] = field(default_factory=dict)
    initiative_counts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    topic_counts: Mapping[str, Mapping[int, int]] = field(default_factory=dict)
    works: tuple[Work, ...] = ()
    discipline: Mapping[str, Mask] = field(default_factory=dict)
    study: Mapping[int, str] = field(default_factory=dict)
    months_employed: int | None = None
    service: Mapping[str, int] = field(default_factory=dict)
    hard_service: Mapping[str, int] = field(default_factory=dict)
    posts: Mapping[str, int] = field(default_factory=dict)
    sex: Literal["male", "female"] | None = None
    retires_later: bool | None = None
    disciplined_in_post: bool | None = None
    proceedings: bool | None = None
    founded: int | None = None
    members: Members | None = None
    prior_decisions: Mapping[str, date] = field(default_factory=dict)
    votes: Mapping[str, Vote] = field(default_factory=dict)
    claims: frozenset[str] = frozenset()
    achievement: str | None = None
    rewarded: frozenset[str] = frozenset()
    calendar: Literal["calendar", "school"] = "calendar"

    def __post_init__(self) -> None:
        if self.subject not in get_args(Subject):
            raise ValueError(f"subject: {self.subject!r} is none of {', '.join(get_args(Subject))}")
        _only("grade", self.grades.values(), GRADES)
        _only("reach of an initiative", [*self.initiatives, *self.initiative_counts], REACH)
        _only("reach of a topic", [*self.topics, *self.topic_counts], REACH)
        _only("reach of a work", [one.level for one in self.works], REACH)
        _only("result of study", self.study.values(), STUDY)
        _only("service", [*self.service, *self.hard_service], SERVICE)
        _only("discipline", self.discipline, DISCIPLINE)
        _only("claim", self.claims, CLAIMS)
        if self.members:
            _only("grade of members", self.members.grades, GRADES)
            _only("discipline of members", self.members.discipline, DISCIPLINE)

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
            "works": [
                {"kind": one.kind, "id": one.id, "year": one.year, "level": one.level, "used_for": list(one.used_for)}
                for one in self.works
            ],
            "discipline": _masks_out(self.discipline, year),
            "study": {str(one): result for one, result in sorted(self.study.items())},
            "months_employed": self.months_employed,
            "service": dict(sorted(self.service.items())),
            "hard_service": dict(sorted(self.hard_service.items())),
            "posts": dict(sorted(self.posts.items())),
            "sex": self.sex,
            "retires_later": self.retires_later,
            "disciplined_in_post": self.disciplined_in_post,
            "proceedings": self.proceedings,
            "founded": self.founded,
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
            "achievement": self.achievement,
            "rewarded": sorted(self.rewarded),
            "calendar": self.calendar,
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
            works=tuple(
                Work(one["kind"], one["id"], one["year"], one["level"], tuple(one.get("used_for") or ()))
                for one in stored.get("works") or ()
            ),
            discipline=_masks_in(stored.get("discipline"), year),
            study={int(one): result for one, result in (stored.get("study") or {}).items()},
            service=stored.get("service") or {},
            hard_service=stored.get("hard_service") or {},
            posts=stored.get("posts") or {},
            **{key: stored.get(key) for key in _PLAIN},
            members=Members(**members) if members is not None else None,
            prior_decisions={
                award: day if isinstance(day, date) else date.fromisoformat(day)
                for award, day in (stored.get("prior_decisions") or {}).items()
            },
            votes={award: Vote(**vote) for award, vote in (stored.get("votes") or {}).items()},
            claims=frozenset(stored.get("claims") or ()),
            rewarded=frozenset(stored.get("rewarded") or ()),
            calendar=stored.get("calendar") or "calendar",
        )


_PLAIN = (
    "months_employed", "sex", "retires_later", "disciplined_in_post", "proceedings", "founded", "achievement",
)  # fmt: skip
"""Fields that are stored as they are; None = not recorded."""


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
