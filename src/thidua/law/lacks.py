"""What a condition that is not met lacks, in both languages: from the worked-out condition to `phrases`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from thidua.law import counted, data, over_years, phrases, tables
from thidua.law.logic import NO, UNKNOWN
from thidua.law.masks import EVERY, Value, years_of
from thidua.law.phrases import Missing

if TYPE_CHECKING:
    from thidua.law.evidence import Outcome


def missing(outcome: "Outcome") -> Missing:
    """What lacks, or what is not recorded."""
    return _KINDS.get(outcome.node.kind, _unsaid)(outcome)


def _years(outcome: "Outcome", pattern: int) -> tuple[int, ...]:
    return years_of(pattern, outcome.sight.year)


def _spelled(outcome: "Outcome", pattern: int) -> str:
    return phrases.listed(_years(outcome, pattern), outcome.sight.facts.calendar)


def _by_years(outcome: "Outcome", what: phrases.What) -> Missing:
    return phrases.years(
        what, _years(outcome, outcome.missed), _years(outcome, outcome.unknown), outcome.sight.facts.calendar
    )


def _title(outcome: "Outcome") -> Missing:
    asks = outcome.test.asks
    what = phrases.title(data.award(asks["award"]))
    if outcome.held and not outcome.missed and not outcome.unknown:
        if outcome.held in asks["doubtful"]:
            return phrases.overlapping(what, _years(outcome, outcome.held), asks["spacing"])
        return _since(outcome)
    return _by_years(outcome, what)


def _awards(outcome: "Outcome", key: str = "awards") -> Missing:
    vi, en = " hoặc ", " or "
    found = [data.award(one) for one in outcome.test.asks[key]]
    return vi.join(one.vi for one in found), en.join(one.en for one in found)


def _since(outcome: "Outcome") -> Missing:
    """The prior award is missing, too young, or not recorded."""
    asks, sight = outcome.test.asks, outcome.sight
    vi, en = _awards(outcome, "since")
    prior, none = over_years.held(asks["since"], sight)
    span = asks.get("years") or asks.get("times") or 1
    if prior:
        latest = sight.year - (prior & -prior).bit_length() + 1
        return phrases.too_young((vi, en), latest, sight.year - latest, span)
    if none == EVERY or outcome.code == NO:
        return f"Chưa được tặng {vi}", f"{en} not received"
    return f"Chưa có dữ liệu về việc đã được tặng {vi} hay chưa", f"Whether {en} was received is not recorded"


def _holds(outcome: "Outcome") -> Missing:
    asks, sight = outcome.test.asks, outcome.sight
    if asks["since"] and not over_years.held(asks["since"], sight)[0]:
        return _since(outcome)
    name = _awards(outcome)
    have = outcome.held.bit_count()
    span = asks["years"]
    yes, no = over_years.held(asks["awards"], sight)
    if outcome.code == UNKNOWN and asks["doubtful"] and yes.bit_count() >= asks["times"]:
        return phrases.scattered(name, _spelled(outcome, yes))
    if outcome.code == UNKNOWN:
        window = EVERY if span is None else (1 << span) - 1
        gaps = window & ~(yes | no) & EVERY
        return phrases.unrecorded(name, _years(outcome, gaps), asks["times"], have)
    return phrases.too_few(name, have, asks["times"], span, since=_awards(outcome, "since") if asks["since"] else None)


def _absent(outcome: "Outcome") -> Missing:
    vi, en = _awards(outcome)
    if outcome.code == NO and outcome.missed:
        return (
            f"Đã được tặng {vi} năm {_spelled(outcome, outcome.missed)}",
            f"{en} was received in {_spelled(outcome, outcome.missed)}",
        )
    return f"Chưa có đủ dữ liệu về {vi}", f"Not enough recorded on {en}"


def _ago(outcome: "Outcome") -> Missing:
    vi, en = _awards(outcome)
    if outcome.held:
        latest = _years(outcome, outcome.held)[0]
        return phrases.too_young((vi, en), latest, outcome.sight.year - latest, outcome.test.asks["years"])
    if outcome.code == NO:
        return f"Chưa được tặng {vi}", f"{en} not received"
    return f"Chưa có dữ liệu về {vi}", f"Nothing recorded on {en}"


def _standard(outcome: "Outcome") -> Missing:
    return phrases.standard(data.award(outcome.test.asks["award"]), outcome.sight.year, Value(outcome.code))


def _grade(outcome: "Outcome") -> Missing:
    asks = outcome.test.asks
    if asks["since"] and not outcome.missed and not outcome.unknown:
        return _since(outcome)
    if asks["times"] is not None:
        have = outcome.held.bit_count()
        return phrases.graded_too_seldom(asks["at_least"], have, asks["times"], asks["years"], known=outcome.code == NO)
    return _by_years(outcome, phrases.grade(asks["at_least"]))


def _recognised(outcome: "Outcome") -> Missing:
    from thidua.law.evidence import works_of  # noqa: PLC0415  app ready: the two name each other

    asks, sight = outcome.test.asks, outcome.sight
    if asks["since"] and not over_years.held(asks["since"], sight)[0]:
        return _since(outcome)
    least, yes, no, window = works_of(asks, sight)
    span = () if window == EVERY else _years(outcome, window)
    return phrases.recognised(
        asks["kind"], asks["level"], asks["count"], least, span, _years(outcome, outcome.unknown), Value(outcome.code),
        sight.facts.calendar,
    )  # fmt: skip


def _title_and_grade(outcome: "Outcome") -> Missing:
    asks = outcome.test.asks
    return phrases.title_and_grade(data.award(asks["award"]), asks["at_least"], outcome.sight.year, Value(outcome.code))


def _discipline(outcome: "Outcome") -> Missing:
    if outcome.test.asks["since"] and not over_years.held(outcome.test.asks["since"], outcome.sight)[0]:
        return _since(outcome)
    return _by_years(outcome, phrases.discipline())


def _months(outcome: "Outcome") -> Missing:
    months, known = outcome.sight.number("months")
    return phrases.months(months if known else None, outcome.test.asks["at_least"])


def _service(outcome: "Outcome") -> Missing:
    asks = outcome.test.asks
    months, known = counted.counted(asks["what"], outcome.sight, doubled=asks["doubled"])
    if (
        known
        and months >= 12 * asks["years"]
        and asks["direct"]
        and not (asks["below"] and months >= 12 * asks["below"])
    ):
        what, years = asks["direct"]
        months, known = counted.counted(what, outcome.sight, doubled=asks["doubled"])
        return phrases.service(what, months if known else None, years, None)
    return phrases.service(asks["what"], months if known else None, asks["years"], asks["below"])


def _office(outcome: "Outcome") -> Missing:
    asks, sight = outcome.test.asks, outcome.sight
    if not sight.facts.posts:
        return "Chưa có dữ liệu chức vụ và thời gian giữ chức vụ", "Posts and the time in them are not recorded"
    if sight.facts.disciplined_in_post:
        return "Đã bị kỷ luật trong thời gian giữ chức vụ", "Disciplined while in these posts"
    table = tables.table(asks["table"])
    rows = [(table.posts[row.post], row) for row, _ in asks["rows"]]
    return phrases.offices([((post.vi, post.en), row.years, row.below) for post, row in rows], outcome.code == NO)


def _age(outcome: "Outcome") -> Missing:
    founded, known = outcome.sight.number("founded")
    return phrases.age(outcome.sight.year - founded if known else None, outcome.test.asks["years"])


def _members_share(outcome: "Outcome") -> Missing:
    asks = outcome.test.asks
    low, _, base, told = counted.share_of(asks, outcome.sight)
    if asks["award"]:
        award = data.award(asks["award"])
        label = award.vi, award.en
    else:
        label = phrases.GRADE_NAMES[asks["at_least_grade"]]
    return phrases.share(
        label, low if told else None, base if told else None, asks["percent"], strict=asks["strict"],
        value=Value(outcome.code),
    )  # fmt: skip


def _members_have(outcome: "Outcome") -> Missing:
    asks = outcome.test.asks
    count, known = outcome.sight.number("members_award", asks["award"])
    return phrases.members_have(data.award(asks["award"]), count if known else None, asks["at_least"])


def _members_discipline(outcome: "Outcome") -> Missing:
    rungs = phrases.rungs_from(outcome.test.asks["from_level"])
    count = sum(outcome.sight.number("members_discipline", rung)[0] for rung in rungs)
    return phrases.members_discipline(count, Value(outcome.code))


def _timing(outcome: "Outcome") -> Missing:
    asks = outcome.test.asks
    decided = outcome.sight.facts.prior_decisions.get(asks["prior"])
    return phrases.timing(data.award(asks["prior"]), decided, asks["month"], asks["day"])


def _vote(outcome: "Outcome") -> Missing:
    asks = outcome.test.asks
    vote = outcome.sight.facts.votes[asks["award_judged"]]
    enough = vote.yes * 100 >= asks["percent"] * vote.members
    return phrases.vote(vote.yes, vote.members, asks["percent"], enough=enough, value=Value(outcome.code))


def _people(outcome: "Outcome") -> Missing:
    return phrases.unclaimed(outcome.node.vi, outcome.node.en)


def _unread(outcome: "Outcome") -> Missing:
    return f"Chưa đọc được văn bản: {outcome.node.vi}", f"The text was not read: {outcome.node.en}"


def _unsaid(outcome: "Outcome") -> Missing:
    return outcome.node.vi, outcome.node.en


def _flagged(vi: str, en: str) -> Callable[["Outcome"], Missing]:
    return lambda _: (vi, en)


_KINDS: dict[str, Callable[["Outcome"], Missing]] = {
    "title": _title,
    "holds": _holds,
    "absent": _absent,
    "ago": _ago,
    "standard": _standard,
    "grade": _grade,
    "initiative": _recognised,
    "topic": _recognised,
    "title_and_grade": _title_and_grade,
    "discipline": _discipline,
    "study": _flagged(
        "Kết quả học tập từ một năm trở lên chưa đạt loại khá", "The result of a study of a year or more is below good"
    ),
    "months": _months,
    "service": _service,
    "office": _office,
    "age": _age,
    "members_share": _members_share,
    "members_have": _members_have,
    "members_discipline": _members_discipline,
    "timing": _timing,
    "proceedings": _flagged(
        "Đang trong thời gian xem xét kỷ luật, điều tra, truy tố, xét xử",
        "Discipline or criminal proceedings are under way",
    ),
    "once": _flagged("Thành tích này đã được khen thưởng", "This achievement has already been rewarded"),
    "vote": _vote,
    "people": _people,
    "unread": _unread,
}
