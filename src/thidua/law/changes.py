"""What changed in the law between two days, and an award through time, for a person who compares.

`between` tells it for every award (or one); `timeline` cuts the life of one award into periods in which its law stood still.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from typing import Any, Literal

from thidua.law import data, procedure_data
from thidua.law.comparing import Difference, differences, regrouped
from thidua.law.phrases import day
from thidua.law.provisions import Authority, Rule
from thidua.law.verdicts import Cite, Wording

What = Literal["began", "ended", "changed", "unverified", "authority"]

WHAT = {
    "began": Wording("Quy định mới", "New rule"),
    "ended": Wording("Hết hiệu lực", "Rule ended"),
    "changed": Wording("Thay đổi", "Changed"),
    "unverified": Wording("Chưa kiểm chứng có tiếp tục áp dụng hay không", "Whether it goes on is not verified"),
    "authority": Wording("Thẩm quyền quyết định", "Who decides"),
}
SUBJECT_NAMES = {
    "individual": Wording("cá nhân", "individuals"),
    "collective": Wording("tập thể", "collectives"),
    "household": Wording("hộ gia đình", "households"),
    "any": Wording("mọi đối tượng", "any subject"),
}


@dataclass(frozen=True)
class Change:
    """What became of one rule (or of who decides) between two days.

    `before` and `after` are rule ids, "" for none; of "authority" the two levels, "" for one that is not verified. `on` is
    the day on which it took effect, `differences` what became of each condition, `is_regrouped`: conditions that stayed are
    joined in another way. `is_verified`: what stands on the later day is verified law. `by` is the text that may have
    changed a rule whose continuation is not verified.
    """

    award: str
    subject: str
    what: What
    on: date
    before: str
    after: str
    is_verified: bool
    differences: tuple[Difference, ...] = ()
    is_regrouped: bool = False
    cites_before: tuple[Cite, ...] = ()
    cites_after: tuple[Cite, ...] = ()
    basis_before: str = ""
    basis_after: str = ""
    by: Cite | None = None

    def lines(self, lang: str = "vi") -> list[str]:
        """A heading line, then the conditions, for a terminal."""
        if self.what == "authority":
            head = f"{WHAT['authority'].text(lang)}: {_level(self.before, lang)} → {_level(self.after, lang)}"
        else:
            ids = " → ".join(one for one in dict.fromkeys((self.before, self.after)) if one)
            head = f"{WHAT[self.what].text(lang)} ({SUBJECT_NAMES[self.subject].text(lang)}): {ids}"
        out = [f"{head}, {'from' if lang == 'en' else 'từ'} {day(self.on, lang)}"]
        if self.by:
            out.append(f"  {'possibly changed by' if lang == 'en' else 'có thể đã thay đổi bởi'} {self.by.text(lang)}")
        for one in self.differences:
            out += [f"  {line}" for line in one.lines(lang)]
        if self.is_regrouped:
            out.append(f"  {REGROUPED.text(lang)}")
        for word, cites in (("-", self.cites_before), ("+", self.cites_after)):
            if cites and self.what != "unverified":
                out.append(f"  {word} {'; '.join(cite.text(lang) for cite in cites)}")
        return out

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "award": self.award,
            "subject": self.subject,
            "what": self.what,
            "on": self.on.isoformat(),
            "before": self.before,
            "after": self.after,
            "is_verified": self.is_verified,
            "differences": [one.to_json() for one in self.differences],
            "is_regrouped": self.is_regrouped,
            "cites_before": [one.to_json() for one in self.cites_before],
            "cites_after": [one.to_json() for one in self.cites_after],
            "basis_before": self.basis_before,
            "basis_after": self.basis_after,
            "by": self.by and self.by.to_json(),
        }


REGROUPED = Wording(
    "Cách kết hợp các điều kiện thay đổi (tất cả ↔ một trong các điều kiện)",
    "The conditions are joined in another way (all ↔ one of)",
)


@dataclass(frozen=True)
class Period:
    """A span in which the law on one award stood still, from `since` until the day before `until` (None: open).

    `level` is who decides, "" where nothing is known or it is not verified. `is_verified`: some route is verified law.
    `changes`: what is new against the day before.
    """

    award: str
    since: date
    until: date | None
    routes: tuple[Rule, ...]
    constraints: tuple[Rule, ...]
    level: str
    is_verified: bool
    changes: tuple[Change, ...]

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules that hold or may go on, routes first."""
        return self.routes + self.constraints

    @property
    def last_day(self) -> date | None:
        """The last day of the period."""
        return self.until - timedelta(days=1) if self.until else None

    def to_json(self) -> dict[str, Any]:
        """Plain values; rules as ids."""
        return {
            "award": self.award,
            "since": self.since.isoformat(),
            "until": self.until and self.until.isoformat(),
            "routes": [one.id for one in self.routes],
            "constraints": [one.id for one in self.constraints],
            "level": self.level,
            "is_verified": self.is_verified,
            "changes": [one.to_json() for one in self.changes],
        }


def between(day1: date, day2: date, award_id: str | None = None) -> tuple[Change, ...]:
    """What holds on the second day and did not on the first, award by award in the catalogue's order; of one award if named.

    A rule that bears on several awards is told at its own. Raises ValueError when the second day is before the first, and
    UnknownAward.
    """
    if day2 < day1:
        raise ValueError(f"{day2.isoformat()} is before {day1.isoformat()}: name the earlier day first")
    wanted = (data.award(award_id),) if award_id else data.awards()
    out: list[Change] = []
    for award in wanted:
        told = [one for one in data.rules_of(award.id) if one.award == award.id or award_id]
        out += [replace(one, award=award.id) for one in _rules(told, day1, day2)] + _authority(award.id, day1, day2)
    return tuple(out)


def lines(changes: Sequence[Change], lang: str = "vi") -> list[str]:
    """The changes as plain lines: the award's name, then what became of its rules."""
    out, name = [], ""
    for one in changes:
        if one.award != name:
            name = one.award
            out.append(data.award(name).text(lang))
        out += [f"  {line}" for line in one.lines(lang)]
    return out


@cache
def timeline(award_id: str) -> tuple[Period, ...]:
    """The periods of constant law of an award, the earliest first. Raises UnknownAward."""
    data.award(award_id)
    rules, powers = data.rules_of(award_id), data.authorities_of(award_id)
    days: set[date | None] = {day for one in rules for day in (one.since, one.until)}
    days |= {day for power in powers for day in (power.since, power.until)}
    points = sorted(day for day in days if day is not None)
    out: list[Period] = []
    for since in points:
        routes = tuple(one for one in rules if one.role != "constraint" and stands(one, since))
        constraints = tuple(one for one in rules if one.role == "constraint" and stands(one, since))
        level, verified = level_on(powers, since), any(one.in_force(since) for one in routes)
        state = (routes, constraints, level, verified)
        last = out[-1] if out else None
        if state == (last and (last.routes, last.constraints, last.level, last.is_verified)) or not (
            last or any(state)
        ):
            continue
        if last:
            out[-1] = replace(last, until=since)
        told = between(since - timedelta(days=1), since, award_id)
        out.append(Period(award_id, since, None, routes, constraints, level, verified, told))
    return tuple(out)


def period(award_id: str, on: date) -> Period | None:
    """The period of the award in which the day lies; None before the first rule. Raises UnknownAward."""
    return next((one for one in reversed(timeline(award_id)) if one.since <= on), None)


def stands(rule: Rule, on: date) -> bool:
    """Whether the rule holds on the day, or may go on."""
    return rule.in_force(on) or rule.unverified(on)


def level_on(powers: Sequence[Authority], on: date) -> str:
    """Who decides on the day; "" where nothing is known or nothing is verified."""
    found = [one for one in powers if one.in_force(on)]
    return found[-1].level if found else ""


def _level(level: str, lang: str) -> str:
    if level:
        return procedure_data.procedures().levels[level].text(lang)
    return "not verified" if lang == "en" else "chưa kiểm chứng"


def _authority(award_id: str, day1: date, day2: date) -> list[Change]:
    powers = data.authorities_of(award_id)
    before, after = level_on(powers, day1), level_on(powers, day2)
    known_before = any(one.since <= day1 for one in powers)
    if before == after or not known_before:
        return []
    days = [day for one in powers for day in (one.since, one.until) if day is not None and day1 < day <= day2]
    return [Change(award_id, "any", "authority", max(days), before, after, bool(after))]


def _rules(rules: Sequence[Rule], day1: date, day2: date) -> list[Change]:
    out: list[Change] = []
    left, come = [], []
    for one in rules:
        first, second = _state(one, day1), _state(one, day2)
        if first and second:
            if first != second:
                out.append(_unverified(one))
        elif first:
            left.append(one)
        elif second:
            come.append(one)
    for old, new in _successors(left, come):
        changed = _change(old, new, day2)
        if changed:
            out.append(changed)
    order = {one.id: place for place, one in enumerate(rules)}
    return sorted(out, key=lambda one: order[one.after or one.before])


def _state(rule: Rule, on: date) -> str:
    return "holds" if rule.in_force(on) else "open" if rule.unverified(on) else ""


def _unverified(rule: Rule) -> Change:
    return Change(
        rule.award, rule.subject, "unverified", rule.continuation_from or rule.since, rule.id, rule.id, False,
        cites_before=rule.cites, cites_after=rule.cites, basis_before=rule.basis, basis_after=rule.basis,
        by=rule.continuation_basis,
    )  # fmt: skip


def _change(old: Rule | None, new: Rule | None, day2: date) -> Change | None:
    one = new or old
    assert one is not None
    found = differences(old.condition if old else None, new.condition if new else None)
    moved = bool(old and new and regrouped(old.condition, new.condition))
    if old and new and not found and not moved and old.cites == new.cites and old.basis == new.basis:
        return None
    on = new.since if new else (old.until if old and old.until else day2)
    return Change(
        one.award, one.subject, "changed" if old and new else "began" if new else "ended", on,
        old.id if old else "", new.id if new else "", bool(new and new.in_force(day2)), found, moved,
        old.cites if old else (), new.cites if new else (), old.basis if old else "", new.basis if new else "",
    )  # fmt: skip


def _successors(left: list[Rule], come: list[Rule]) -> list[tuple[Rule | None, Rule | None]]:
    """Each rule that went with the one that came in its place: of the same lane by id, else the only one of its kind."""
    out: list[tuple[Rule | None, Rule | None]] = []
    for key in (_lane, _place):
        for old in list(left):
            news = [one for one in come if key(one) == key(old)]
            olds = [one for one in left if key(one) == key(old)]
            if len(news) == 1 and len(olds) == 1:
                out.append((old, news[0]))
                left.remove(old)
                come.remove(news[0])
    return out + [(old, None) for old in left] + [(None, new) for new in come]


def _lane(rule: Rule) -> tuple[str, str, str, str]:
    """The id without its year: HCLD1-2017-ind and HCLD1-2022-ind are one lane."""
    return rule.award, rule.subject, rule.role, re.sub(r"-\d{4}", "", rule.id)


def _place(rule: Rule) -> tuple[str, str, str]:
    return rule.award, rule.subject, rule.role
