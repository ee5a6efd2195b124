"""What lies behind a condition's value for one nominee: the years that hold, miss or are not recorded, and what lacks.

The value itself comes from `conditions`; nothing here decides. The words of what is missing are made only when a
reader asks for them.
"""

from collections.abc import Callable, Mapping
from typing import Any, cast

from thidua.law import lacks
from thidua.law.conditions import Test
from thidua.law.logic import LEFT, NO, ONE, OUT, UNKNOWN, YES
from thidua.law.masks import EVERY, Value
from thidua.law.over_years import held as held_years
from thidua.law.over_years import in_a_row, span_of, titled
from thidua.law.person import Person
from thidua.law.phrases import NOTHING, Missing
from thidua.law.provisions import Condition

Years = tuple[int, int, int]
"""Bits of the years that hold, that miss, and that are not recorded."""
NO_YEARS: Years = (0, 0, 0)
NOBODY = cast(Person, None)
"""What a value that is the same for everybody was worked out for."""
UNREACHABLE = 100
"""How short a route falls that nobody claimed, in half conditions."""


class Outcome:
    """A condition worked out for one nominee.

    `short`: how many conditions lack, in halves: two for a no, one for an unknown; of a choice the least.
    """

    __slots__ = ("code", "held", "missed", "parts", "short", "sight", "test", "unknown")

    def __init__(
        self, test: Test, sight: Person, code: int, years: Years, parts: "list[Outcome] | tuple[()]", short: int
    ) -> None:
        self.test, self.sight, self.code, self.parts, self.short = test, sight, code, parts, short
        self.held, self.missed, self.unknown = years

    @property
    def node(self) -> Condition:
        """The condition of the rule."""
        return self.test.node

    @property
    def value(self) -> Value:
        """What it comes to."""
        return Value(self.code)

    @property
    def claimed(self) -> bool:
        """Whether it holds on the proposer's claim."""
        if self.code != YES:
            return False
        if self.node.kind == "standard":
            return not self.held and self.sight.claimed(f"standard_{self.test.asks['award']}")
        return self.node.kind == "people"

    @property
    def far(self) -> float:
        """How far it is from being met: missing years count one each, unrecorded ones a half."""
        if self.parts:
            distances = [part.far for part in self.parts]
            return min(distances) if self.node.kind == "any" else sum(distances)
        if self.code in (YES, LEFT):
            return 0.0
        if self.code == OUT:
            return 2.0
        return max(
            self.missed.bit_count() + 0.5 * self.unknown.bit_count()
            if self.node.kind in _COUNTED_IN_YEARS
            else _lacking_works(self) * (1.0 if self.code == NO else 0.5),
            1.0 if self.code == NO else 0.5,
        )

    @property
    def weight(self) -> int:
        """How much evidence in years a met condition brings."""
        return max((part.weight for part in self.parts if part.code == YES), default=self.held.bit_count())

    @property
    def missing(self) -> Missing:
        """What is missing, in both languages; empty where nothing is."""
        if self.parts or self.code in (YES, LEFT):
            return NOTHING
        return lacks.missing(self)


_COUNTED_IN_YEARS = ("title", "grade")


def _lacking_works(outcome: Outcome) -> int:
    asks = outcome.test.asks
    if outcome.node.kind not in ("initiative", "topic"):
        return 1
    least, *_ = works_of(asks, outcome.sight)
    return max(1, int(asks["count"]) - least)


def work_out(test: Test, sight: Person) -> Outcome:
    """The value of a condition or group for the nominee, with what lies behind it."""
    if test.parts:
        parts = [work_out(part, sight) for part in test.parts]
        codes = [part.code for part in parts]
        if test.node.kind == "all":
            short = sum([part.short for part in parts])
            return Outcome(test, sight, min(codes), NO_YEARS, parts, min(short, UNREACHABLE))
        return Outcome(test, sight, ONE.either(codes), NO_YEARS, parts, min([part.short for part in parts]))
    if test.fixed is not None:
        if test.outcome is None:
            test.outcome = Outcome(test, NOBODY, test.fixed, NO_YEARS, (), SHORT[test.fixed])
        kept: Outcome = test.outcome
        return kept
    code = test.value(sight)
    find = YEARS.get(test.node.kind)
    return Outcome(test, sight, code, find(test.asks, sight, code) if find else NO_YEARS, (), SHORT[code])


SHORT = (UNREACHABLE, 2, 0, 1, *[0] * 7)
"""How short a single condition falls, by its code."""


def _split(yes: int, no: int, window: int, code: int) -> Years:
    held = yes & window
    return (held, 0, 0) if code == YES else (held, no & window, window & ~(yes | no) & EVERY)


def _title(asks: Mapping[str, Any], sight: Person, code: int) -> Years:
    """The years of the window nearest to being met; ties go to the latest."""
    yes, no = titled(asks, sight)
    windows = [years for years, _ in asks["windows"]]
    if code == UNKNOWN:
        for years in asks["doubtful"]:
            if yes & years == years:
                return years, 0, 0
        windows += asks["doubtful"]
    best = min(windows, key=lambda one: 2 * (no & one).bit_count() + (one & ~(yes | no)).bit_count())
    return _split(yes, no, best, code)


def _grade(asks: Mapping[str, Any], sight: Person, code: int) -> Years:
    yes, no = sight.grade(asks["at_least"])
    window = span_of(asks)
    if asks["every_since"]:
        prior, _ = held_years(asks["since"], sight)
        window = ONE.after(prior) if prior else window
    if window == EVERY:
        return yes, 0, 0
    return _split(yes, no, window, code)


def _holds(asks: Mapping[str, Any], sight: Person, code: int) -> Years:
    yes, no = held_years(asks["awards"], sight)
    window = span_of(asks)
    if asks["since"]:
        prior, _ = held_years(asks["since"], sight)
        window &= ONE.after(prior) if prior else window
    if asks["run"] and code == YES:
        latest = ONE.after(in_a_row(yes & window, asks["times"])) + 1
        return yes & window & (latest * ((1 << asks["times"]) - 1)), 0, 0
    if window == EVERY:
        return yes, 0, 0
    return _split(yes, no, window, code) if asks["years"] is not None else (yes & window, 0, 0)


def _absent(asks: Mapping[str, Any], sight: Person, code: int) -> Years:
    yes, no = held_years(asks["awards"], sight)
    return _clean(yes, no, asks, sight, code)


def _discipline(asks: Mapping[str, Any], sight: Person, code: int) -> Years:
    yes, no = sight.discipline(asks["from_level"])
    return _clean(yes, no, asks, sight, code)


def _clean(yes: int, no: int, asks: Mapping[str, Any], sight: Person, code: int) -> Years:
    """Years that are to be free of something: those that are hold."""
    window = span_of(asks)
    if asks["since"]:
        prior, _ = held_years(asks["since"], sight)
        window &= ONE.after(prior) if prior else window
    return (0, yes & window, 0) if window == EVERY else _split(no, yes, window, code)


def _ago(asks: Mapping[str, Any], sight: Person, _: int) -> Years:
    yes, _none = held_years(asks["awards"], sight)
    return yes & -yes, 0, 0


def works_of(asks: Mapping[str, Any], sight: Person) -> tuple[int, int, int, int]:
    """How many works are recorded in the window, the years with one, those with none, and the window."""
    fresh_for = asks["award_judged"] if asks["fresh"] else None
    planes, exact = sight.planes(
        asks["kind"], asks["level"], higher=asks["higher"], fresh_for=fresh_for, reuse=asks["reuse"]
    )
    window = EVERY if asks["window"] is None else (1 << asks["window"]) - 1
    if asks["since"]:
        prior, _ = held_years(asks["since"], sight)
        window &= ONE.after(prior) if prior else window
    return sum((plane & window).bit_count() for plane in planes), planes[0], exact & ~planes[0], window


def _recognised(asks: Mapping[str, Any], sight: Person, code: int) -> Years:
    _, yes, no, window = works_of(asks, sight)
    return (yes & window, 0, 0) if window == EVERY else _split(yes, no, window, code)


def _title_and_grade(asks: Mapping[str, Any], sight: Person, code: int) -> Years:
    (titles, untitled), (grades, ungraded) = sight.title(asks["award"]), sight.grade(asks["at_least"])
    if code == YES:
        return 0b11, 0, 0
    unknown = 0b11 & ~((titles | untitled) & (grades | ungraded)) if code == UNKNOWN else 0
    return 0, 0b11 & ~unknown, unknown


def _standard(asks: Mapping[str, Any], sight: Person, code: int) -> Years:
    if code == YES:
        yes, _ = titled(asks, sight)
        return yes & 1 or int(sight.standard(asks["award"]) == YES), 0, 0
    return (0, 0, 1) if code == UNKNOWN else (0, 1, 0)


YEARS: dict[str, Callable[[Mapping[str, Any], Person, int], Years]] = {
    "title": _title,
    "holds": _holds,
    "absent": _absent,
    "ago": _ago,
    "standard": _standard,
    "grade": _grade,
    "title_and_grade": _title_and_grade,
    "initiative": _recognised,
    "topic": _recognised,
    "discipline": _discipline,
}

__all__ = ["Outcome", "work_out", "works_of"]
