"""Whether a list was published long enough before the council meets, for the clerk who fixes the meeting."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from thidua.law import data, procedure_data, workdays
from thidua.law.procedure import doubt, provisions_of
from thidua.law.procedure_data import Provision
from thidua.law.verdicts import Cite, Truth, Wording


@dataclass(frozen=True)
class Published:
    """The answer on one publication.

    `counted`: working days after the day of publication, up to and with the day of the meeting. `needed` None: no number
    is known. `earliest_council`: the first day on which the council may meet, where a number is known. `is_certain`:
    the days off of these years are fixed. `older`: only where nothing verified is in force.
    """

    award: str
    on: date
    published_on: date | None
    council_on: date
    truth: Truth
    counted: int | None
    needed: int | None
    earliest_council: date | None
    provisions: tuple[str, ...]
    cites: tuple[Cite, ...]
    basis: str
    confidence: str
    is_certain: bool
    vi: str
    en: str
    questions: tuple[Wording, ...] = ()
    older: "Published | None" = None

    def text(self, lang: str = "vi") -> str:
        """The answer as a sentence."""
        return self.en if lang == "en" else self.vi

    def lines(self, lang: str = "vi") -> list[str]:
        """The answer, its citations, its open questions and what was in force before."""
        out = [self.text(lang)]
        if self.cites:
            out.append("; ".join(cite.text(lang) for cite in self.cites))
        out += [one.text(lang) for one in self.questions]
        if self.older:
            out.append(f"{'Before that' if lang == 'en' else 'Quy định trước đó'}: {self.older.text(lang)}")
        return out

    def to_json(self) -> dict[str, Any]:
        """Plain values, to be stored with the dossier."""
        return {
            "award": self.award,
            "on": self.on.isoformat(),
            "published_on": self.published_on and self.published_on.isoformat(),
            "council_on": self.council_on.isoformat(),
            "truth": self.truth.value,
            "counted": self.counted,
            "needed": self.needed,
            "earliest_council": self.earliest_council and self.earliest_council.isoformat(),
            "provisions": list(self.provisions),
            "cites": [cite.to_json() for cite in self.cites],
            "basis": self.basis,
            "confidence": self.confidence,
            "is_certain": self.is_certain,
            "vi": self.vi,
            "en": self.en,
            "questions": [one.to_json() for one in self.questions],
            "older": self.older and self.older.to_json(),
        }


def publicity(
    award_id: str,
    *,
    on: date,
    published_on: date | None,
    council_on: date,
    simplified: bool = False,
    own: Mapping[date, bool] = workdays.NOTHING_OWN,
    own_days: int | None = None,
) -> Published:
    """Whether the publication of `published_on` satisfies the law of the day `on` for a council on `council_on`.

    `own`: the agency's swapped days; `own_days`: working days that the ministry or province asks for its own awards.
    Raises UnknownAward and NoCalendar.
    """
    award = data.award(award_id)
    found = provisions_of(award_id, award.subjects[0], "calendar", simplified, on, "publicity")
    local = tuple(one for one in found if one.asks["by"] == "local")
    in_force = tuple(one for one in local if one.in_force(on))
    blank = Published(
        award=award_id,
        on=on,
        published_on=published_on,
        council_on=council_on,
        truth=Truth.cannot_tell,
        counted=workdays.between(published_on, council_on, own) if published_on else None,
        needed=None,
        earliest_council=None,
        provisions=(),
        cites=(),
        basis="",
        confidence="low",
        is_certain=workdays.is_certain(min(published_on or council_on, council_on), council_on),
        vi="",
        en="",
    )
    gaps = (one for one in procedure_data.procedures().gaps if "publicity" in one.of)
    gap = next((one for one in gaps if one.bears_on(award_id, on, simplified)), None)
    if gap is not None:
        return replace(blank, vi=gap.vi, en=gap.en)
    if in_force:
        return _judged(blank, in_force, own, own_days)
    ended = [one for one in local if one.until]
    if not ended:
        return replace(
            blank, vi="Chưa có quy định nào về công khai đã được đọc", en="No rule on publicity was read for that day"
        )
    last = max(one.until for one in ended if one.until) - timedelta(days=1)
    older = publicity(
        award_id, on=last, published_on=published_on, council_on=council_on, simplified=simplified, own=own,
        own_days=own_days,
    )  # fmt: skip
    since = last + timedelta(days=1)
    return replace(
        blank,
        vi=f"Chưa kiểm chứng quy định về công khai từ ngày {since:%d/%m/%Y}",
        en=f"The rule on publicity from {since.isoformat()} on is not verified",
        older=older,
    )


def _judged(
    blank: Published, rules: tuple[Provision, ...], own: Mapping[date, bool], own_days: int | None
) -> Published:
    weakest = min(rules, key=lambda one: ("low", "medium", "high").index(one.confidence))
    asked = {one.id: doubt(one, blank.on) for one in rules}
    out = replace(
        blank,
        provisions=tuple(one.id for one in rules),
        cites=tuple(dict.fromkeys(cite for one in rules for cite in one.cites)),
        basis="recalled" if any(one.basis == "recalled" for one in rules) else "seen",
        confidence=weakest.confidence,
        questions=tuple(dict.fromkeys(one for one in asked.values() if one)),
    )
    waived = next((one for one in rules if one.asks["not_needed"]), None)
    if waived:
        return replace(out, truth=Truth.met, vi=waived.vi, en=waived.en)
    days = [one.asks["working_days"] for one in rules if one.asks["working_days"] is not None]
    left_to_agency = any(one.agency for one in rules)
    if left_to_agency and own_days is not None:
        days.append(own_days)
    needed = max(days) if days else None
    published = blank.published_on
    if published is None:
        asks = f"cần ít nhất {needed} ngày làm việc" if needed else "phải công khai trước khi Hội đồng họp"
        wants = f"at least {needed} working days are needed" if needed else "it is due before the council meets"
        return replace(
            out,
            needed=needed,
            vi=f"Chưa ghi nhận ngày công khai: {asks}",
            en=f"No day of publication recorded: {wants}",
        )
    out = replace(out, needed=needed, earliest_council=workdays.add(published, needed, own) if needed else None)
    if not out.is_certain:
        note = Wording(
            "Lịch nghỉ của năm chưa được ấn định: số ngày có thể thay đổi",
            "The days off of the year are not fixed yet: the count may change",
        )
        out = replace(out, questions=(*out.questions, note))
    vi = f"Công khai ngày {published:%d/%m/%Y}, Hội đồng họp ngày {blank.council_on:%d/%m/%Y}"
    en = f"Published on {published.isoformat()}, council on {blank.council_on.isoformat()}"
    vi, en = f"{vi}: {out.counted} ngày làm việc", f"{en}: {out.counted} working days"
    if needed is not None:
        assert out.counted is not None
        truth = Truth.met if out.counted >= needed and published < blank.council_on else Truth.not_met
        vi, en = f"{vi}, cần ít nhất {needed}", f"{en}, at least {needed} needed"
        if truth is Truth.not_met and out.earliest_council:
            day = out.earliest_council
            vi, en = f"{vi}; họp sớm nhất ngày {day:%d/%m/%Y}", f"{en}; earliest council on {day.isoformat()}"
        return replace(out, truth=truth, vi=vi, en=en)
    if published >= blank.council_on:
        if any(one.asks["before"] == "council" for one in rules):
            return replace(
                out, truth=Truth.not_met, vi=f"{vi}; phải công khai trước khi họp", en=f"{en}; due before the council"
            )
        return replace(out, vi=f"{vi}; phải công khai trước khi trình", en=f"{en}; due before the file is submitted")
    if left_to_agency:
        return replace(
            out, vi=f"{vi}; số ngày do quy chế của cơ quan (chưa nhập)",
            en=f"{en}; the number is set by the agency's rules (not entered)",
        )  # fmt: skip
    return replace(out, truth=Truth.met, vi=f"{vi}; không định số ngày", en=f"{en}; no number of days is set")
