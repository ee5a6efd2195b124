"""What the law answers on procedure: items, and the whole of them for one award on one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from thidua.law import data
from thidua.law.procedure_data import KINDS
from thidua.law.verdicts import Cite, Wording

Status = Literal["known", "agency", "cannot_tell"]
Calendar = Literal["calendar", "school"]

HEADINGS = {
    "decides": Wording("Thẩm quyền quyết định", "Who decides"),
    "authority": Wording("Thẩm quyền: quy định thêm", "Who decides, further"),
    "simplified": Wording("Thủ tục đơn giản", "Simplified procedure"),
    "paper": Wording("Thành phần hồ sơ", "Papers"),
    "sets": Wording("Số bộ hồ sơ", "Sets"),
    "electronic": Wording("Bản điện tử", "Electronic copy"),
    "report_age": Wording("Thời hạn của báo cáo", "Age of the report"),
    "consultation": Wording("Lấy ý kiến", "Opinions"),
    "publicity": Wording("Công khai", "Publicity"),
    "vote": Wording("Bỏ phiếu", "Vote"),
    "quorum": Wording("Thành viên dự họp", "Quorum"),
    "appraisal": Wording("Thời hạn thẩm định", "Appraisal"),
    "step": Wording("Thời hạn khác", "Other days"),
    "submit_by": Wording("Thời điểm nộp hồ sơ", "Date of submission"),
}
"""A heading for every kind of item."""


@dataclass(frozen=True)
class Item:
    """One thing that the procedure asks.

    `status`: "known"; "agency" when the ministry or province sets it; "cannot_tell" with the reason as its text and what
    was in force before in `older`. Numbers are None where the kind has none: `working_days`, `months`, `count` (sets),
    `percent` (votes, quorum), `month_day` with `before` (that day itself is too late), `opens`, `year` ("filing",
    "adjacent" to the decision on the prior title, "congress"). `drafted`: whether the program can draft the paper.
    """

    id: str
    kind: str
    key: str
    status: Status
    vi: str
    en: str
    cites: tuple[Cite, ...] = ()
    basis: str = ""
    confidence: str = "low"
    level: str | None = None
    working_days: int | None = None
    months: int | None = None
    count: int | None = None
    percent: Fraction | None = None
    month_day: tuple[int, int] | None = None
    opens: tuple[int, int] | None = None
    before: bool = False
    year: str = ""
    drafted: bool | None = None
    note: Wording | None = None
    question: Wording | None = None
    older: "tuple[Item, ...]" = ()

    def text(self, lang: str = "vi") -> str:
        """What is asked, as a sentence."""
        return self.en if lang == "en" else self.vi

    def line(self, lang: str = "vi") -> str:
        """The sentence with its citation, its open question and what was in force before."""
        out = self.text(lang)
        if self.cites:
            out += f" ({cited(self.cites, lang)})"
        if self.question:
            out += f" [{self.question.text(lang)}]"
        for one in self.older:
            out += f"; {'before that' if lang == 'en' else 'trước đó'}: {one.line(lang)}"
        return out

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "id": self.id,
            "kind": self.kind,
            "key": self.key,
            "status": self.status,
            "vi": self.vi,
            "en": self.en,
            "cites": [cite.to_json() for cite in self.cites],
            "basis": self.basis,
            "confidence": self.confidence,
            "level": self.level,
            "working_days": self.working_days,
            "months": self.months,
            "count": self.count,
            "percent": None if self.percent is None else str(self.percent),
            "month_day": self.month_day and list(self.month_day),
            "opens": self.opens and list(self.opens),
            "before": self.before,
            "year": self.year,
            "drafted": self.drafted,
            "note": self.note and self.note.to_json(),
            "question": self.question and self.question.to_json(),
            "older": [one.to_json() for one in self.older],
        }


@dataclass(frozen=True)
class Procedure:
    """Everything that was read on proposing one award on one day, in the order of the work."""

    award: str
    on: date
    subject: str
    calendar: Calendar
    simplified: bool
    decides: str | None
    """The level that decides on that day; None where it is not verified."""
    items: tuple[Item, ...]
    law_version: str

    def of(self, kind: str) -> tuple[Item, ...]:
        """The items of one kind."""
        return tuple(one for one in self.items if one.kind == kind)

    @property
    def papers(self) -> tuple[Item, ...]:
        """The papers that are known or left to the agency."""
        return tuple(one for one in self.of("paper") if one.status != "cannot_tell")

    @property
    def unknown(self) -> tuple[Item, ...]:
        """What cannot be told."""
        return tuple(one for one in self.items if one.status == "cannot_tell")

    def lines(self, lang: str = "vi") -> list[str]:
        """The procedure as plain lines: a heading for each kind, then its items."""
        award, day = data.award(self.award).text(lang), self.on
        out = [f"{award}, {day:%d/%m/%Y}" if lang == "vi" else f"{award}, {day.isoformat()}"]
        for kind in KINDS:
            if found := self.of(kind):
                out.append(f"{HEADINGS[kind].text(lang)}:")
                out += [f"- {one.line(lang)}" for one in found]
        return out

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "award": self.award,
            "on": self.on.isoformat(),
            "subject": self.subject,
            "calendar": self.calendar,
            "simplified": self.simplified,
            "decides": self.decides,
            "items": [one.to_json() for one in self.items],
            "law_version": self.law_version,
        }


def cited(cites: Sequence[Cite], lang: str = "vi") -> str:
    """The places of the citations, the name of an instrument once: "khoản 2 Điều 36, khoản 2 Điều 37 Nghị định …"."""
    groups: dict[str, list[str]] = {}
    for cite in cites:
        name = (cite.name_en if lang == "en" else cite.name_vi) or cite.instrument
        place = cite.text(lang).removeprefix(name).removesuffix(name).strip(" ,")
        groups.setdefault(name, []).append(place)
    out = []
    for name, places in groups.items():
        told = (" and " if lang == "en" else ", ").join(place for place in places if place)
        out.append(", ".join([name, told] if told else [name]) if lang == "en" else f"{told} {name}".strip())
    return "; ".join(out)
