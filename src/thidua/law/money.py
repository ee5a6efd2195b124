"""Money: what one award pays (`bonus`), and what is paid when several awards are granted at once (`together`)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from thidua.law import data
from thidua.law.bonuses import Bonus, CannotAsk, TooEarly, WrongSubject, bonus, dong, latest_regime, lines
from thidua.law.money_data import CombinationRule, Regime, money
from thidua.law.verdicts import Cite, Truth, Wording

__all__ = [
    "Bonus", "CannotAsk", "Combination", "Granted", "Payment", "TooEarly", "WrongSubject", "bonus", "combined_lines",
    "dong", "lines", "together",
]  # fmt: skip


@dataclass(frozen=True)
class Granted:
    """One of the awards that a subject is granted at once.

    `period` is what the award is for, as the decision says it ("2025", "2021-2025"); `achievement` names the achievement
    where the file has a name for it, else "".
    """

    bonus: Bonus
    period: str
    achievement: str = ""


@dataclass(frozen=True)
class Payment:
    """Whether one of the awards is paid: `truth` met, not_met, or cannot_tell, with the reason and the place in the law."""

    granted: Granted
    truth: Truth
    vi: str
    en: str
    cites: tuple[Cite, ...]

    def text(self, lang: str = "vi") -> str:
        """Why it is paid or not."""
        return self.en if lang == "en" else self.vi


@dataclass(frozen=True)
class Combination:
    """What is paid for awards granted at once. Money in đồng.

    `total` None: cannot tell, then `at_least` is what is paid in any case. `is_maximum`: some amount is a ceiling. `older`
    is what the last verified decree would have given, where today's is unverified.
    """

    payments: tuple[Payment, ...]
    total: int | None
    at_least: int
    is_maximum: bool
    older: "Combination | None" = None

    def text(self, lang: str = "vi") -> str:
        """The total as a sentence."""
        most = self.is_maximum
        if lang == "en":
            if self.total is None:
                return f"Total: cannot tell; certain is {dong(self.at_least, lang)}"
            return f"Total: {'at most ' if most else ''}{dong(self.total, lang)}"
        if self.total is None:
            return f"Tổng cộng: chưa xác định được; phần chắc chắn là {dong(self.at_least)}"
        return f"Tổng cộng: {'không quá ' if most else ''}{dong(self.total)}"

    def to_json(self) -> dict[str, Any]:
        """Plain values for storage."""
        return {
            "payments": [
                {
                    "bonus": one.granted.bonus.to_json(),
                    "period": one.granted.period,
                    "achievement": one.granted.achievement,
                    "truth": one.truth.value,
                    "vi": one.vi,
                    "en": one.en,
                    "cites": [cite.to_json() for cite in one.cites],
                }
                for one in self.payments
            ],
            "total": self.total,
            "at_least": self.at_least,
            "is_maximum": self.is_maximum,
            "older": self.older and self.older.to_json(),
        }


def together(bonuses: Sequence[Granted]) -> Combination:
    """Which of the awards that one subject is granted at once are paid, why, and how much in all.

    Raises CannotAsk where the awards are of different days or kinds of subject, or where there are none.
    """
    if not bonuses:
        raise CannotAsk("Chưa có khen thưởng nào để tính.", "There is no award to pay.")
    first = bonuses[0].bonus
    if any((one.bonus.on, one.bonus.subject) != (first.on, first.subject) for one in bonuses):
        raise CannotAsk(
            "Chỉ cộng tiền thưởng của một đối tượng, được quyết định trong cùng một ngày.",
            "Only the bonuses of one subject, decided on one day, are added up.",
        )
    regime = latest_regime(first.on)
    if regime is None or regime.verified(first.on):
        return _paid(bonuses, regime)
    answer = _paid(bonuses, None)
    if all(one.bonus.older is None for one in bonuses):
        return answer
    before = [replace(one, bonus=one.bonus.older or one.bonus) for one in bonuses]
    return replace(answer, older=_paid(before, regime))


def combined_lines(answer: Combination, lang: str = "vi") -> list[str]:
    """The combination for a terminal or a note to the file: one line an award, then the total and the older total."""
    words = {
        Truth.met: ("chi", "paid"),
        Truth.not_met: ("không chi", "not paid"),
        Truth.cannot_tell: ("chưa xác định được", "cannot tell"),
    }
    en = lang == "en"
    out = []
    for one in answer.payments:
        award, places = data.award(one.granted.bonus.award), "; ".join(cite.text(lang) for cite in one.cites)
        because = f" – {one.text(lang)}" if one.text(lang) else ""
        out.append(
            f"{award.text(lang)} ({one.granted.period}): {one.granted.bonus.text(lang)} – {words[one.truth][en]}{because}"
            + (f" ({places})" if places else "")
        )
    out.append(answer.text(lang))
    if answer.older is not None:
        out.append("Under the older rule:" if en else "Theo quy định cũ:")
        out += [f"  {line}" for line in combined_lines(answer.older, lang)]
    return out


def _paid(granted: Sequence[Granted], regime: Regime | None) -> Combination:
    payments = tuple(_payment(place, granted, regime) for place in range(len(granted)))
    paid = [one.granted.bonus for one in payments if one.truth is Truth.met]
    amounts = [one.amount for one in paid if one.amount is not None]
    settled = len(amounts) == len(paid) and all(one.truth is not Truth.cannot_tell for one in payments)
    return Combination(
        payments,
        sum(amounts) if settled else None,
        # A ceiling promises nothing.
        sum(one.amount for one in paid if one.amount is not None and not one.is_maximum),
        any(one.granted.bonus.is_maximum for one in payments if one.truth is not Truth.not_met),
    )


def _payment(place: int, granted: Sequence[Granted], regime: Regime | None) -> Payment:
    """One award beside each of the others: every pair falls under one of the combinations."""
    one, others = granted[place], [*granted[:place], *granted[place + 1 :]]
    rules = money().combinations.values()
    if others and not any(regime and rule.under(regime) for rule in rules):
        return Payment(one, Truth.cannot_tell, *_nothing_read(regime), ())
    found = [_beside(one, other, regime, comes_first=place <= number) for number, other in enumerate(others) if regime]
    values = [value for value, _, _ in found]
    truth = next((value for value in (Truth.not_met, Truth.cannot_tell) if value in values), Truth.met)
    # The reasons that carry the answer, each once.
    reasons = {reason: cites for value, reason, cites in found if value is truth}
    return Payment(
        one,
        truth,
        ". ".join(reason.vi for reason in reasons),
        ". ".join(reason.en for reason in reasons),
        tuple(dict.fromkeys(cite for cites in reasons.values() for cite in cites)),
    )


def _beside(
    one: Granted, other: Granted, regime: Regime, *, comes_first: bool
) -> tuple[Truth, Wording, tuple[Cite, ...]]:
    titles = [data.award(each.bonus.award).kind == "title" for each in (one, other)]
    if all(titles):
        name = "titles_of_one_period" if one.period == other.period else "titles_of_several_periods"
    else:
        name = "title_and_commendation" if any(titles) else "several_commendations"
    rule = money().combinations.get(name)
    cites = rule.under(regime) if rule else ()
    if rule is None or not cites:
        return Truth.cannot_tell, _unread(rule, regime), ()
    said = Wording(rule.vi, rule.en)
    if name == "several_commendations":
        doubt = _one_achievement(one, other)
        if doubt is not None:
            return Truth.cannot_tell, doubt, cites
    if rule.pay == "each":
        return Truth.met, said, cites
    mine, theirs = one.bonus.amount, other.bonus.amount
    if mine is None or theirs is None:
        return Truth.cannot_tell, said, cites
    # Of two equal amounts the one named first is paid.
    wins = mine > theirs or (mine == theirs and comes_first)
    return (Truth.met if wins else Truth.not_met), said, cites


def _nothing_read(regime: Regime | None) -> tuple[str, str]:
    if regime is None:
        return (
            "Chưa có quy định đã kiểm tra cho ngày này về tiền thưởng của nhiều khen thưởng cùng lúc",
            "Nothing verified is known for this day on the bonuses of several awards at once",
        )
    return (
        f"Chưa đọc được quy định của {regime.instrument.text('vi')} về tiền thưởng của nhiều khen thưởng cùng lúc",
        f"What {regime.instrument.text('en')} says on the bonuses of several awards at once has not been read",
    )


def _unread(rule: CombinationRule | None, regime: Regime) -> Wording:
    if rule is None:
        return Wording(*_nothing_read(regime))
    return Wording(
        f"Chưa đọc được quy định này trong {regime.instrument.text('vi')}: “{rule.vi}”",
        f"This has not been read in {regime.instrument.text('en')}: “{rule.en}”",
    )


def _one_achievement(one: Granted, other: Granted) -> Wording | None:
    """Why two commendations may be for one achievement, if they may."""
    if one.achievement and one.achievement == other.achievement:
        return Wording(
            f"Hai hình thức khen thưởng cho cùng một thành tích “{one.achievement}”",
            f"Two commendations for one achievement “{one.achievement}”",
        )
    if one.period == other.period and not (one.achievement and other.achievement):
        return Wording(
            "Hai hình thức khen thưởng của cùng một giai đoạn: cần cho biết có phải cho các thành tích khác nhau không",
            "Two commendations of one period: whether they are for different achievements is to be said",
        )
    return None
