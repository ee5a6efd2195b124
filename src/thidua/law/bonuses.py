"""The money of an award: coefficient × base salary on the day of the decision, rounded up; exact to the đồng.

The day `on` is the day of the decision, not of the achievement; a salary decree that reaches back counts from its first
day (interpretation point "bonus_date"). Where nothing verified is known the answer is "cannot tell" with its reason,
and what the last verified decree would have given beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from thidua.law import data
from thidua.law.money_data import (
    SINCE,
    SUBJECTS,
    Coefficient,
    Money,
    Regime,
    Salary,
    money,
)
from thidua.law.phrases import day
from thidua.law.provisions import CONFIDENCE, LEVELS
from thidua.law.verdicts import Cite, Truth, Wording

SUBJECT_NAMES = {
    "individual": ("cá nhân", "individual"),
    "collective": ("tập thể", "collective"),
    "household": ("hộ gia đình", "household"),
}
CONFIDENCE_NAMES = {"low": ("thấp", "low"), "medium": ("trung bình", "medium"), "high": ("cao", "high")}
BASIS_NAMES = {
    "seen": ("đã đọc văn bản hoặc trích dẫn", "read in a copy or a quotation"),
    "recalled": ("theo trí nhớ, chưa đối chiếu văn bản", "recalled, text not read"),
}


class CannotAsk(ValueError):
    """A question about money that has no answer whatever the law says: a wrong subject, a wrong day. Both languages."""

    def __init__(self, vi: str, en: str) -> None:
        self.vi, self.en = vi, en
        super().__init__(en)

    def text(self, lang: str = "vi") -> str:
        """What is wrong with the question."""
        return self.en if lang == "en" else self.vi


class TooEarly(CannotAsk):
    """A day before the first emulation law."""

    def __init__(self, on: date) -> None:
        super().__init__(
            f"Ngày {day(on, 'vi')} trước năm {SINCE.year}: chưa có Luật Thi đua, Khen thưởng.",
            f"{day(on, 'en')} lies before {SINCE.year}: there was no emulation law yet.",
        )


class WrongSubject(CannotAsk):
    """The award is not for this kind of subject."""


@dataclass(frozen=True)
class Bonus:
    """What is paid with one award to one subject by a decision of the day `on`. Money in đồng.

    `amount` None: cannot tell, for the reason in `vi` and `en`; then `older` is what the last verified decree would have
    given, if any. `raw` is coefficient × base salary, `round_up_to` the step to which it was rounded up (None: the
    rounding is not known). `is_maximum`: the amount is a ceiling. `regime` is the id of the decree's period, None before
    the first and after the last. `decided_by` is the level that decided, where it was said.
    """

    award: str
    subject: str
    on: date
    decided_by: str | None
    regime: str | None
    coefficient: Fraction | None
    base_salary: int
    term: str
    raw: Fraction | None
    round_up_to: int | None
    amount: int | None
    is_maximum: bool
    cites: tuple[Cite, ...]
    basis: str
    confidence: str
    vi: str
    en: str
    remarks: tuple[Wording, ...] = ()
    older: "Bonus | None" = None

    @property
    def truth(self) -> Truth:
        """`met` where the amount is told, else `cannot_tell`."""
        return Truth.cannot_tell if self.amount is None else Truth.met

    def text(self, lang: str = "vi") -> str:
        """The sum as an official writes it, "0,3 × 2.340.000 đ = 702.000 đ, làm tròn lên 710.000 đ", or why none is told."""
        return self.en if lang == "en" else self.vi

    def to_json(self) -> dict[str, Any]:
        """Plain values; coefficient and product as exact decimal texts."""
        return {
            "award": self.award,
            "subject": self.subject,
            "on": self.on.isoformat(),
            "decided_by": self.decided_by,
            "regime": self.regime,
            "coefficient": None if self.coefficient is None else number(self.coefficient, "json"),
            "base_salary": self.base_salary,
            "term": self.term,
            "raw": None if self.raw is None else number(self.raw, "json"),
            "round_up_to": self.round_up_to,
            "amount": self.amount,
            "is_maximum": self.is_maximum,
            "truth": self.truth.value,
            "cites": [cite.to_json() for cite in self.cites],
            "basis": self.basis,
            "confidence": self.confidence,
            "vi": self.vi,
            "en": self.en,
            "remarks": [one.to_json() for one in self.remarks],
            "older": self.older and self.older.to_json(),
        }


def bonus(award_id: str, *, subject: str, on: date, decided_by: str | None = None) -> Bonus:
    """What is paid with the award to a subject (individual, collective, household) by a decision of that day.

    `decided_by` is the level that decides (xa, co_so …); asked for only where the coefficient depends on it, as with
    Giấy khen under Decree 91/2017. Raises data.UnknownAward, TooEarly for a day before 2004, WrongSubject, and CannotAsk
    for an unknown level.
    """
    award = data.award(award_id)
    if on < SINCE:
        raise TooEarly(on)
    if subject not in award.subjects:
        named = SUBJECT_NAMES.get(subject, (subject, subject))
        kinds = [SUBJECT_NAMES[one] for one in SUBJECTS if one in award.subjects]
        raise WrongSubject(
            f"{award.vi} không dành cho đối tượng “{named[0]}”, chỉ dành cho: {', '.join(vi for vi, _ in kinds)}.",
            f"{award.en} is not for the subject “{named[1]}”, only for: {', '.join(en for _, en in kinds)}.",
        )
    if decided_by is not None and decided_by not in LEVELS:
        allowed = ", ".join(LEVELS)
        raise CannotAsk(
            f"Không có cấp quyết định {decided_by!r}; các cấp: {allowed}.",
            f"No level {decided_by!r}; levels: {allowed}.",
        )
    known = money()
    blank = _blank(award_id, subject, on, decided_by, known.salary(on))
    regime = next((one for one in known.regimes.values() if one.in_force(on)), None)
    if regime is not None and regime.verified(on):
        return _under(regime, blank, known)
    last = latest_regime(on)
    older = _under(last, blank, known) if last else None
    if older is not None and older.amount is None:
        older = None
    vi, en = _why(on, regime, last)
    if last is not None and older is None:
        lack = _under(last, blank, known)
        vi, en = f"{vi} {lack.vi}", f"{en} {lack.en}"
    if regime is not None and regime.because is not None:
        cites: tuple[Cite, ...] = (regime.instrument, regime.because)
    else:
        cites = (last.instrument,) if last else ()
    return replace(blank, regime=regime.id if regime else None, cites=cites, vi=vi, en=en, older=older)


def latest_regime(on: date) -> Regime | None:
    """The decree of that day, or the last one before it; None before the first."""
    past = [one for one in money().regimes.values() if one.since <= on]
    return past[-1] if past else None


def lines(answer: Bonus, lang: str = "vi") -> list[str]:
    """The bonus for a terminal or a note to the file: award, sum or reason, citations, how sure, remarks, older figure."""
    en = lang == "en"
    award = data.award(answer.award)
    out = [f"{award.text(lang)} ({SUBJECT_NAMES[answer.subject][en]}), {day(answer.on, lang)}"]
    out.append(
        ("" if answer.amount is not None else "Cannot tell: " if en else "Chưa xác định được: ") + answer.text(lang)
    )
    if answer.cites:
        out.append(("According to: " if en else "Căn cứ: ") + "; ".join(cite.text(lang) for cite in answer.cites))
    if answer.coefficient is not None:
        sure, read = CONFIDENCE_NAMES[answer.confidence][en], BASIS_NAMES[answer.basis][en]
        out.append(f"Source: {read}; confidence: {sure}" if en else f"Nguồn: {read}; độ tin cậy: {sure}")
    out += [remark.text(lang) for remark in answer.remarks]
    if answer.older is not None:
        out.append(("Under the older rule: " if en else "Theo quy định cũ: ") + answer.older.text(lang))
        out += [f"  {line}" for line in lines(replace(answer.older, remarks=()), lang)[2:]]
    return out


def dong(amount: Fraction | int, lang: str = "vi") -> str:
    """An amount of money: 2.340.000 đ, or 2,340,000 đ."""
    return f"{number(Fraction(amount), lang)} đ"


def number(value: Fraction, lang: str = "vi", places: int = 0) -> str:
    """An exact decimal with at least so many places: 4,5 (vi), 4.5 (en), plain without groups for "json"."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    text = f"{exact.normalize():,f}"
    whole, _, rest = text.partition(".")
    rest = rest.ljust(places, "0")
    if lang == "vi":
        return whole.replace(",", ".") + ("," + rest if rest else "")
    return (whole.replace(",", "") if lang == "json" else whole) + ("." + rest if rest else "")


def _blank(award_id: str, subject: str, on: date, decided_by: str | None, salary: Salary) -> Bonus:
    remarks = []
    if on < salary.issued:
        remarks.append(
            Wording(
                f"{salary.cite.text('vi')} ban hành ngày {day(salary.issued)}, áp dụng từ ngày {day(salary.since)}: quyết định "
                f"ngày {day(on)} tính theo mức mới.",
                f"{salary.cite.text('en')} was issued on {salary.issued} and applied from {salary.since}: a decision of {on} "
                f"is paid at the new salary.",
            )
        )
    if on > salary.checked_on:
        remarks.append(
            Wording(
                f"{salary.term.capitalize()} {dong(salary.amount)} được kiểm tra lần cuối ngày {day(salary.checked_on)}.",
                f"The base salary of {dong(salary.amount, 'en')} was last checked on {salary.checked_on}.",
            )
        )
    return Bonus(
        award=award_id,
        subject=subject,
        on=on,
        decided_by=decided_by,
        regime=None,
        coefficient=None,
        base_salary=salary.amount,
        term=salary.term,
        raw=None,
        round_up_to=None,
        amount=None,
        is_maximum=False,
        cites=(),
        basis="recalled",
        confidence="low",
        vi="",
        en="",
        remarks=tuple(remarks),
    )


def _why(on: date, regime: Regime | None, last: Regime | None) -> tuple[str, str]:
    """Why nothing verified is known on the day."""
    if regime is not None and regime.because is not None and regime.unverified_from is not None:
        return (
            f"Từ ngày {day(regime.unverified_from)} có {regime.because.text('vi')}: tiền thưởng theo "
            f"{regime.instrument.text('vi')} chưa được kiểm tra lại.",
            f"Since {regime.unverified_from} there is {regime.because.text('en')}: the bonuses of "
            f"{regime.instrument.text('en')} have not been checked against it.",
        )
    if last is not None:
        end = last.until - timedelta(days=1)
        return (
            f"{last.instrument.text('vi')} có hiệu lực đến hết ngày {day(end)}; dữ liệu chưa có quy định thay thế.",
            f"{last.instrument.text('en')} was in force until {end}; its successor is not in the data.",
        )
    first = next(iter(money().regimes.values())).since
    return (
        f"Dữ liệu chưa có quy định về tiền thưởng trước ngày {day(first)}.",
        f"The data has nothing on bonuses before {first}.",
    )


def _under(regime: Regime, blank: Bonus, known: Money) -> Bonus:
    """The bonus under one decree with the base salary of the day."""
    law_vi, law_en = regime.instrument.text("vi"), regime.instrument.text("en")
    blank = replace(blank, regime=regime.id, cites=(regime.instrument,))
    rows = _rows(regime, blank, known)
    if not rows:
        if regime.known == "none":
            return replace(
                blank,
                vi=f"Chưa đọc được mức tiền thưởng theo {law_vi}.",
                en=f"The bonuses of {law_en} have not been read.",
            )
        award, (subject_vi, subject_en) = data.award(blank.award), SUBJECT_NAMES[blank.subject]
        return replace(
            blank,
            vi=f"Dữ liệu chưa có hệ số tiền thưởng của {award.vi} cho {subject_vi} theo {law_vi}.",
            en=f"The data has no coefficient of {award.en} for the subject “{subject_en}” under {law_en}.",
        )
    if len(rows) > 1:
        return replace(
            blank,
            cites=tuple(cite for row in rows for cite in row.cites),
            vi=f"Theo {law_vi}, hệ số tùy cấp quyết định: "
            + "; ".join(f"{number(row.times, 'vi', 1)} ({row.who.vi})" for row in rows if row.who)
            + ". Cần cho biết cấp quyết định.",
            en=f"Under {law_en} the coefficient depends on who decided: "
            + "; ".join(f"{number(row.times, 'en', 1)} ({row.who.en})" for row in rows if row.who)
            + ". Say which level decided.",
        )
    return _calculated(regime, rows[0], blank, known.salary(blank.on))


def _rows(regime: Regime, blank: Bonus, known: Money) -> Sequence[Coefficient]:
    own = known.coefficients.get((regime.id, blank.award, blank.subject), ())
    if not own and blank.subject == "household" and (household := regime.household):
        own = tuple(
            replace(one, subject="household", times=one.times * household.times, cites=(*one.cites, *household.cites))
            for one in known.coefficients.get((regime.id, blank.award, "individual"), ())
        )
    return [one for one in own if one.decided(blank.decided_by)]


def _calculated(regime: Regime, row: Coefficient, blank: Bonus, salary: Salary) -> Bonus:
    raw = row.times * salary.amount
    vi, en = (
        f"{number(row.times, lang, 1)} × {dong(salary.amount, lang)} = {dong(raw, lang)}" for lang in ("vi", "en")
    )
    found = replace(
        blank,
        coefficient=row.times,
        raw=raw,
        is_maximum=row.is_maximum,
        cites=(*row.cites, *(regime.rounding.cites if regime.rounding else ()), salary.cite),
        basis="seen" if row.basis == salary.basis == "seen" else "recalled",
        confidence=min(row.confidence, salary.confidence, key=CONFIDENCE.index),
    )
    if regime.rounding is None:
        law_vi, law_en = regime.instrument.text("vi"), regime.instrument.text("en")
        return replace(
            found,
            vi=f"Theo trí nhớ, chưa đối chiếu văn bản: {vi}; chưa rõ cách làm tròn theo {law_vi}.",
            en=f"Recalled, text not read: {en}; how {law_en} rounds is not known.",
        )
    step = regime.rounding.up_to
    amount = int(-(-raw // step)) * step
    if amount != raw:
        vi, en = f"{vi}, làm tròn lên {dong(amount)}", f"{en}, rounded up to {dong(amount, 'en')}"
    if row.is_maximum:
        vi, en = f"Không quá {vi}", f"At most {en}"
    return replace(found, round_up_to=step, amount=amount, vi=vi, en=en)
