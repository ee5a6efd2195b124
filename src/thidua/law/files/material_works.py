"""Initiatives and topics in the words of the material: which years count at which reach."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from thidua.law import data
from thidua.law.facts import REACH, Work
from thidua.law.files import own, years
from thidua.law.files.material_words import recorded
from thidua.law.files.sheet import Sheet
from thidua.law.masks import EVERY, Mask, bits

_LEVELS = {
    **{level: level for level in REACH},
    "grassroots": "co_so", "unit": "co_so", "ministry": "bo_tinh", "province": "bo_tinh", "provincial": "bo_tinh",
    "ministry_or_province": "bo_tinh", "nationwide": "toan_quoc", "national": "toan_quoc",
}  # fmt: skip
_FLAGS = {"provincial_recognition": "bo_tinh", "initiative_nationwide_recognised": "toan_quoc"}


@dataclass(frozen=True)
class _Listed:
    """One initiative or topic. `counts`: yes, no, or None where nobody recorded it."""

    year: int
    level: str
    counts: bool | None
    id: str
    used_for: tuple[str, ...]


class Works:
    """What a case says of initiatives and topics. A list is complete; where only one of the two is spoken of, there are
    none of the other, since they are alternatives of one condition."""

    def __init__(self, sheet: Sheet, award: str, day: date) -> None:
        self.sheet = sheet
        self.listed = {
            "initiatives": self._initiatives(),
            "topics": self._topics(_asks_applied(award, day)),
        }
        self.flags = {level: recorded(sheet, key) for key, level in _FLAGS.items() if key in sheet}

    def years(self) -> list[int]:
        """The years that the lists name."""
        return [one.year for listed in self.listed.values() for one in listed or ()]

    def _initiatives(self) -> list[_Listed] | None:
        if self.sheet.get("initiatives") is None:
            return None
        out = []
        for number, row in enumerate(self.sheet.sheets("initiatives"), 1):
            row.only(("year", "level", "recognised", "recognized", "applied_and_replicable", "applied", "replicable", "id", "used_for", "title"))  # fmt: skip
            says = [recorded(row, "recognised" if "recognised" in row else "recognized")]
            says += [recorded(row, key) for key in ("applied_and_replicable", "applied", "replicable") if key in row]
            out.append(_one(row, number, says))
        return out

    def _topics(self, asks_applied: bool) -> list[_Listed] | None:
        if self.sheet.get("topics") is None:
            return None
        out = []
        for number, row in enumerate(self.sheet.sheets("topics"), 1):
            row.only(("year", "level", "accepted", "applied", "id", "used_for", "title"))
            says = [recorded(row, "accepted")]
            if asks_applied and "applied" in row:
                says.append(recorded(row, "applied"))
            out.append(_one(row, number, says))
        return out

    def masks(self, year: int) -> dict[str, Any]:
        """The facts initiatives, topics, their counts and works, as far as the case speaks of them."""
        if all(listed is None for listed in self.listed.values()) and not self.flags:
            return {}
        out: dict[str, Any] = {"works": ()}
        for what, listed in self.listed.items():
            flags = self.flags if what == "initiatives" else {}
            free = [one for one in listed or () if not one.used_for]
            used = [one for one in listed or () if one.used_for and one.counts]
            kind: Any = "initiative" if what == "initiatives" else "topic"
            out["works"] += tuple(Work(kind, one.id, one.year, one.level, one.used_for) for one in used)
            closed = (
                set(REACH) if listed is not None or what == "topics" or self.listed["topics"] is not None else set()
            )
            out[what] = _by_reach(free, flags, closed, year)
            out["initiative_counts" if what == "initiatives" else "topic_counts"] = _counts(free)
        return out


def _one(row: Sheet, number: int, says: list[bool | None]) -> _Listed:
    row.take("year", object)
    counts = False if False in says else None if None in says else True
    level = _LEVELS[row.choice("level", _LEVELS, own.LEVEL)]
    used = tuple(own.award(row, one, "used_for") for one in row.texts("used_for"))
    return _Listed(years.period_end(row["year"], row, "year"), level, counts, row.maybe("id", str) or str(number), used)


def _by_reach(listed: list[_Listed], flags: dict[str, bool | None], closed: set[str], year: int) -> dict[str, Mask]:
    """Masks level by level. A flag speaks of the recognition at its level: not recorded leaves that level unknown."""
    open_levels = {level for level, flag in flags.items() if flag is None}
    for level, flag in flags.items():
        if flag is False:
            closed = closed | set(REACH[REACH.index(level) :])
    held: dict[str, set[int]] = {level: set() for level in REACH}
    unknown: dict[str, set[int]] = {level: set() for level in REACH}
    for one in listed:
        doubtful = one.counts is None or one.level in open_levels
        if one.counts is False:
            continue
        if doubtful:
            # Recognised perhaps at a lower level only.
            for level in REACH[: REACH.index(one.level) + 1]:
                unknown[level].add(one.year)
        elif flags.get(one.level) is not False:
            held[one.level].add(one.year)
    for level, flag in flags.items():
        if flag:
            held[level].add(max([one.year for one in listed], default=year))
    out = {}
    for level in REACH:
        known = EVERY if level in closed and level not in open_levels else 0
        mask = Mask(bits(held[level], year), known & ~bits(unknown[level] - held[level], year))
        if mask.known:
            out[level] = mask
    return out


def _counts(listed: list[_Listed]) -> dict[str, dict[int, int]]:
    """Where several stand in one year: how many of each reach or wider."""
    out: dict[str, dict[int, int]] = {}
    if any(one.counts is None for one in listed):
        return out
    for level in REACH:
        wide = [one.year for one in listed if one.counts and REACH.index(one.level) >= REACH.index(level)]
        several = {one: wide.count(one) for one in wide if wide.count(one) > 1}
        if several:
            out[level] = several
    return out


def _asks_applied(award: str, day: date) -> bool:
    """Whether every rule in force that knows a topic asks that it be applied too."""
    leaves = [
        leaf
        for rule in data.rules_of(award)
        if rule.in_force(day)
        for leaf in rule.condition.leaves()
        if leaf.kind == "topic"
    ]
    return bool(leaves) and all("applied" in leaf.en for leaf in leaves)
