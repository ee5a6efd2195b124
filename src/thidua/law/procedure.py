"""How an award is proposed on a day: who decides, papers, days and dates, publicity, council, for a clerk who starts a file.

`procedure` tells everything about one award; `deadline` and `due_on` turn an item into a day; publicity.py judges one
publication. What was not read is an item "cannot_tell" with the reason and the older rule.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from thidua.law import agency, ballots, data, procedure_data, workdays
from thidua.law.procedure_answers import Calendar, Item, Procedure
from thidua.law.procedure_data import KINDS, PAPERS, Provision
from thidua.law.verdicts import Threshold, Wording

__all__ = ["Calendar", "Item", "Procedure", "deadline", "doubt", "due_on", "procedure", "provisions_of"]


def procedure(
    award_id: str,
    *,
    on: date,
    subject: str | None = None,
    calendar: Calendar = "calendar",
    simplified: bool = False,
    parameters: Mapping[str, Any] = agency.NOTHING_SET,
) -> Procedure:
    """How the award is proposed under the law of that day.

    `subject`: the first that the award is for, when not given. `calendar` "school": units that count school years.
    Raises UnknownAward, BadParameter, and ValueError for a subject the award is not for or a day before the first law.
    """
    award = data.award(award_id)
    subject = subject or award.subjects[0]
    if subject not in award.subjects:
        raise ValueError(f"{award_id} is for {', '.join(award.subjects)}, not for {subject!r}")
    if calendar not in ("calendar", "school"):
        raise ValueError(f"calendar: {calendar!r} is neither 'calendar' nor 'school'")
    _not_before_the_law(on)
    found = provisions_of(award_id, subject, calendar, simplified, on)
    level, decides = _decides(award_id, on, found)
    items = [decides]
    items += [_told(one, on) for one in found if one.kind != "authority" or not one.asks["level"]]
    items.append(_vote(award_id, on, simplified, parameters))
    if not any(one.kind == "quorum" for one in items):
        items.append(_own_quorum(parameters))
    items += _gaps(award_id, on, subject, calendar, simplified)
    items.sort(key=_order)
    return Procedure(award_id, on, subject, calendar, simplified, level, tuple(items), data.VERSION)


def deadline(item: Item, from_day: date, own: Mapping[date, bool] = workdays.NOTHING_OWN) -> date:
    """The last day of an item with working days, counted from the day after `from_day`; `own`: the agency's swaps.

    Raises ValueError where the item has no working days, and NoCalendar.
    """
    if item.working_days is None:
        raise ValueError(f"{item.id} has no number of working days")
    return workdays.add(from_day, item.working_days, own)


def due_on(item: Item, year: int) -> date:
    """The last day in the year on which a file is in time. For "adjacent" give the year after the prior decision.

    Raises ValueError where the item is no date of submission.
    """
    if item.month_day is None:
        raise ValueError(f"{item.id} has no date of submission")
    day = date(year, *item.month_day)
    return day - timedelta(days=1) if item.before else day


def provisions_of(
    award_id: str, subject: str, calendar: str, simplified: bool, on: date, kind: str | None = None
) -> tuple[Provision, ...]:
    """The lines that bear on such a proposal: those in force, and those that ended unverified with nothing in their place."""
    known = [
        one
        for one in procedure_data.procedures().provisions.values()
        if (kind is None or one.kind == kind)
        and (one.in_force(on) or one.lapsed(on))
        and one.bears_on(award_id, subject, calendar, simplified)
    ]
    replaced = {name for one in known for name in one.instead_of}
    return tuple(one for one in known if one.id not in replaced)


def _order(item: Item) -> tuple[int, int]:
    return KINDS.index(item.kind), PAPERS.index(item.key) if item.key in PAPERS else len(PAPERS)


def _not_before_the_law(on: date) -> None:
    first = min(one.since for one in data.law().authorities)
    if on < first:
        raise ValueError(f"{on} is before {first}, the first day of the law: nothing is known")


def doubt(one: Provision, on: date) -> Wording | None:
    """The open question of a line on the day: its own, or that a newer text may have displaced it."""
    if one.doubtful_from is None or on < one.doubtful_from:
        return one.question
    day = one.doubtful_from
    return Wording(
        f"Từ ngày {day:%d/%m/%Y} có thể đã có quy định mới thay phần này: cần đối chiếu văn bản",
        f"A newer text may have displaced this from {day.isoformat()}: compare it",
    )


def _told(one: Provision, on: date) -> Item:
    asks = one.asks
    item = Item(
        id=one.id,
        kind=one.kind,
        key=asks.get("key") or asks.get("by") or "",
        status="agency" if one.agency else "known",
        vi=one.vi,
        en=one.en,
        cites=one.cites,
        basis=one.basis,
        confidence=one.confidence,
        level=asks.get("level"),
        working_days=asks.get("working_days"),
        months=asks.get("months"),
        count=asks.get("count"),
        percent=asks["share"] * 100 if "share" in asks else None,
        month_day=(asks["month"], asks["day"]) if "month" in asks else None,
        opens=asks.get("opens"),
        before=asks.get("before") is True,
        year=asks.get("year") or "",
        drafted=asks.get("drafted"),
        note=one.note,
        question=doubt(one, on),
    )
    if one.in_force(on) or one.until is None:
        return item
    # What ended unverified is shown, but never as what holds: its numbers stand in `older` alone.
    return Item(
        id=one.id,
        kind=one.kind,
        key=item.key,
        status="cannot_tell",
        vi=f"Chưa kiểm chứng quy định từ ngày {one.until:%d/%m/%Y}",
        en=f"The rule from {one.until.isoformat()} on is not verified",
        level=item.level,
        older=(_told(one, one.until - timedelta(days=1)),),
    )


def _decides(award_id: str, on: date, found: Sequence[Provision]) -> tuple[str | None, Item]:
    levels = procedure_data.procedures().levels
    known = [one for one in data.authorities_of(award_id) if one.since <= on]
    if not known:
        return None, _unknown(
            "decides", "Ngày đó chưa có quy định về thẩm quyền", "No rule on who decides was known on that day"
        )
    last = known[-1]
    name = levels[last.level]
    item = Item(
        f"authority:{last.level}", "decides", "", "known", name.vi, name.en,
        cites=tuple(
            cite for one in found if one.kind == "authority" and one.asks["level"] == last.level for cite in one.cites
        ),
        basis=last.basis, confidence=last.confidence, level=last.level,
    )  # fmt: skip
    if last.until is None or last.in_force(on):
        return last.level, item
    day = last.until
    return None, _unknown(
        "decides",
        f"Chưa kiểm chứng thẩm quyền từ ngày {day:%d/%m/%Y}",
        f"Who decides from {day.isoformat()} on is not verified",
        older=(item,),
    )


def _unknown(kind: str, vi: str, en: str, *, name: str = "", older: Sequence[Item] = ()) -> Item:
    return Item(name or f"unknown:{kind}", kind, "", "cannot_tell", vi, en, older=tuple(older))


def _vote(award_id: str, on: date, simplified: bool, parameters: Mapping[str, Any]) -> Item:
    found = ballots.threshold(award_id, on=on, members=1, parameters=parameters)
    question = found.question
    if simplified:
        question = Wording(
            "Thủ tục đơn giản có thể không qua Hội đồng: chưa đọc quy định",
            "The simplified procedure may not go to the council: not read",
        )
    if found.older and found.older.percent is not None:
        older = _ballot(found.older, found.older.question)
        return _unknown(
            "vote",
            "Chưa kiểm chứng tỷ lệ phiếu hiện hành",
            "The share of votes now in force is not verified",
            older=(older,),
        )
    if found.percent is None:
        return Item(
            "vote", "vote", "", "agency",
            "Tỷ lệ phiếu do quy chế của cơ quan quy định (chưa nhập)",
            "The share of votes is set by the agency's own rules (not entered)",
            question=question,
        )  # fmt: skip
    return _ballot(found, question)


def _ballot(found: Threshold, question: Wording | None) -> Item:
    assert found.percent is not None
    vi = f"Ít nhất {_number(found.percent, ',')}% tổng số thành viên Hội đồng đồng ý"
    en = f"At least {_number(found.percent, '.')}% of all council members in favour"
    if found.secret:
        vi, en = f"{vi}, bỏ phiếu kín", f"{en}, by secret ballot"
    if found.absent == "written_opinion":
        vi, en = f"{vi}; thành viên vắng mặt cho ý kiến bằng văn bản", f"{en}; absent members in writing"
    return Item(
        found.rule_id or found.parameter or "vote", "vote", "", "known" if found.source == "law" else "agency", vi, en,
        cites=found.cites, confidence=found.confidence, percent=found.percent, question=question,
    )  # fmt: skip


def _own_quorum(parameters: Mapping[str, Any]) -> Item:
    own = agency.settle(parameters).get("council_quorum_percent")
    if own is None:
        vi, en = "Theo quy chế của Hội đồng (chưa nhập)", "By the council's own rules (not entered)"
    else:
        vi = f"Ít nhất {_number(own, ',')}% thành viên dự họp, theo quy chế của Hội đồng"
        en = f"At least {_number(own, '.')}% of the members attend, by the council's own rules"
    return Item("council_quorum_percent", "quorum", "", "agency", vi, en, percent=own)


def _gaps(award_id: str, on: date, subject: str, calendar: str, simplified: bool) -> list[Item]:
    known = procedure_data.procedures()
    out = []
    for gap in known.gaps:
        if not gap.bears_on(award_id, on, simplified):
            continue
        lines = [known.provisions[name] for name in gap.older]
        for kind in gap.of:
            older = [
                _told(one, (one.until or on) - timedelta(days=1))
                for one in lines
                if one.kind == kind and one.bears_on(award_id, subject, calendar, simplified)
            ]
            out.append(_unknown(kind, gap.vi, gap.en, name=gap.id, older=older))
    return out


def _number(value: Fraction, point: str) -> str:
    return f"{float(value):.2f}".rstrip("0").rstrip(".").replace(".", point)
