"""Read a published record: JSON values in, a checked record out. The format is in docs/formats/published-record.md."""

import datetime as dt
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.register.enums import Level, Mode, Stage, SubjectKind
from thidua.kernel.errors import Unready
from thidua.kernel.issues import Issue
from thidua.kernel.text import tidy

FIRST_YEAR = 1945
MOST_AWARDS = 1_000_000
MOST_STATEMENTS = 10_000
RECORD_KEYS = (
    "id", "source", "agency", "province", "published", "period", "note", "statements", "exemplars", "movements"
)  # fmt: skip
STATEMENT_KEYS = (
    "award_as_written", "award", "subject_kind", "mode", "stage", "level", "theme", "years", "achievement_period",
    "count", "names", "granted_by", "decision_number", "decided", "doubt"
)  # fmt: skip
NOT_ENTERED = ("exemplars", "movements")
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)


@dataclass(frozen=True)
class Statement:
    """One statement of a record: a number of awards, with what is known of years and grantor."""

    place: str
    key: str
    award: str
    award_as_written: str
    subject_kind: str
    mode: str
    stage: str
    level: str
    theme: str
    count: int
    separated: bool
    years: tuple[int, ...]
    span_from: int
    span_until: int
    names: tuple[str, ...]
    granted_by: str
    decision_number: str
    decided_on: dt.date | None
    doubt: str


@dataclass(frozen=True)
class Published:
    """A checked record. `not_entered` names the parts that have no place in the book yet, with their lengths."""

    id: str
    agency: str
    province: str
    taken_from: str
    published_on: dt.date | None
    from_year: int
    until_year: int
    covers_until: dt.date | None
    note: str
    statements: tuple[Statement, ...]
    not_entered: Mapping[str, int]
    digest: str

    def total(self, subject_kind: str) -> int:
        """How many decided awards the record states for one kind of subject."""
        decided = [one for one in self.statements if one.stage == Stage.DECISION]
        return sum(one.count for one in decided if one.subject_kind == subject_kind)

    @property
    def undecided(self) -> int:
        """How many awards the record states at other stages, such as proposals: added to no total."""
        return sum(one.count for one in self.statements if one.stage != Stage.DECISION)


def read(value: object, today: dt.date) -> Published:
    """The record in the value of a JSON file. Raises Unready with one issue a fault, each naming its place."""
    reader = Reader(today)
    record = reader.record(value)
    if reader.issues or record is None:
        raise Unready(reader.issues)
    return record


def shown(value: object) -> str:
    """A value as an error shows it: short, on one line, without anything that a terminal would obey."""
    if isinstance(value, dict | list):
        return "{ … }" if isinstance(value, dict) else "[ … ]"
    text = json.dumps(value[:100] if isinstance(value, str) else value, ensure_ascii=False)
    text = "".join(char if unicodedata.category(char)[0] != "C" else f"\\u{ord(char):04x}" for char in text)
    return text if len(text) <= 60 else f"{text[:60]}…"


def canonical(value: object) -> str:
    """JSON in one spelling: tidy text, sorted keys, no spaces."""
    return json.dumps(_tidied(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _tidied(value: object) -> object:
    if isinstance(value, str):
        return tidy(value)
    if isinstance(value, dict):
        return {tidy(str(key)): _tidied(part) for key, part in value.items()}
    return [_tidied(part) for part in value] if isinstance(value, list) else value


class Reader:
    """Reads part by part and collects what is wrong; a part that is wrong comes back as None or empty."""

    def __init__(self, today: dt.date) -> None:
        self.today = today
        self.issues: list[Issue] = []
        self.names = awards.book_names()

    def wrong(self, place: str, text: str, remedy: str) -> None:
        """Note one fault at its place."""
        self.issues.append(Issue(f"{place}: {text}", remedy, field=place))

    # -- parts ---------------------------------------------------------------------------------------------------------

    def fields(self, thing: object, place: str, known: tuple[str, ...]) -> dict[str, Any] | None:
        """The thing as an object with none but known keys."""
        if not isinstance(thing, dict):
            text = _("phải là một đối tượng { … }, đang là %(value)s.") % {"value": shown(thing)}
            self.wrong(place, text, _("Xem mẫu trong docs/formats/published-record.md."))
            return None
        for key in thing:
            if key not in known:
                near = get_close_matches(str(key), known, 1)
                remedy = (
                    _("Ý bạn là “%(near)s”? Sửa hoặc bỏ khóa này.") % {"near": near[0]} if near else _("Bỏ khóa này.")
                )
                self.wrong(place, _("không có khóa tên %(key)s trong định dạng này.") % {"key": shown(key)}, remedy)
        return thing

    def text(self, thing: Mapping[str, Any], key: str, place: str, longest: int, *, required: bool = False) -> str:
        """A line of text, tidied; empty where it is absent and may be."""
        value = thing.get(key, "")
        place = f"{place}.{key}" if place else key
        if not isinstance(value, str):
            self.wrong(place, _("phải là chuỗi, đang là %(value)s.") % {"value": shown(value)}, _("Sửa thành chuỗi."))
            return ""
        if any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"} for char in value):
            text = _("có ký tự điều khiển hoặc ký tự ẩn: %(value)s.") % {"value": shown(value)}
            self.wrong(place, text, _("Gõ lại chuỗi này, không xuống dòng."))
            return ""
        line = tidy(value)
        if len(line) > longest:
            text = _("dài %(long)s ký tự, nhiều nhất là %(longest)s.") % {"long": len(line), "longest": longest}
            self.wrong(place, text, _("Rút gọn chuỗi này."))
            return ""
        if required and not line:
            self.wrong(place, _("còn thiếu."), _("Ghi đúng như nguồn đã công bố."))
        return line

    def choice(
        self, thing: Mapping[str, Any], key: str, place: str, known: Mapping[str, object], absent: str | None = None
    ) -> str:
        """One of the known codes; `absent` where the key may be left out."""
        if absent is not None and key not in thing:
            return absent
        value, place = thing.get(key), f"{place}.{key}"
        if isinstance(value, str) and value in known:
            return str(value)
        if value is None:
            self.wrong(place, _("còn thiếu."), _("Ghi một trong: %(known)s.") % {"known": ", ".join(list(known)[:8])})
            return ""
        near = get_close_matches(value, known, 3) if isinstance(value, str) and len(value) < 100 else []
        wanted = ", ".join(near or list(known)[:8])
        self.wrong(
            place,
            _("không có mã %(value)s.") % {"value": shown(value)},
            _("Ghi một trong: %(known)s.") % {"known": wanted},
        )
        return ""

    def whole(self, value: object, place: str, least: int, most: int, remedy: str) -> int | None:
        """A whole number within the limits; true, false and 2.0 are none."""
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most:
            return value
        text = _("phải là số nguyên từ %(least)s đến %(most)s, đang là %(value)s.")
        self.wrong(place, text % {"least": least, "most": most, "value": shown(value)}, remedy)
        return None

    def year(self, value: object, place: str) -> int | None:
        """A year that has begun."""
        return self.whole(value, place, FIRST_YEAR, self.today.year, _("Sửa lại năm, viết bằng bốn chữ số."))

    def span(self, value: object, place: str) -> tuple[int, int] | None:
        """{"from": year, "to": year}, both inclusive."""
        thing = self.fields(value, place, ("from", "to", "until") if place == "period" else ("from", "to"))
        if thing is None:
            return None
        first = self.year(thing.get("from"), f"{place}.from")
        last = self.year(thing.get("to"), f"{place}.to")
        if first is None or last is None:
            return None
        if first > last:
            text = _("năm đầu %(first)s đứng sau năm cuối %(last)s.") % {"first": first, "last": last}
            self.wrong(place, text, _("Đổi lại “from” và “to”."))
            return None
        return first, last

    def day(self, thing: Mapping[str, Any], key: str, place: str = "") -> dt.date | None:
        """A day that has come, as 2017-10-02."""
        if key not in thing:
            return None
        value, key = thing[key], f"{place}.{key}" if place else key
        try:
            day = dt.date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
        except ValueError:
            day = None
        if day is None or day > self.today:
            text = _("phải là một ngày đã qua, dạng 2017-10-02, đang là %(value)s.") % {"value": shown(value)}
            self.wrong(key, text, _("Sửa lại ngày, hoặc bỏ khóa này nếu không rõ."))
            return None
        return day

    # -- the record ----------------------------------------------------------------------------------------------------

    def record(self, value: object) -> Published | None:
        """The whole file."""
        thing = self.fields(value, _("cả tệp"), RECORD_KEYS)
        if thing is None:
            return None
        period = self.span(thing.get("period"), "period")
        covers_until = self.covered(thing["period"], period) if period else None
        name = self.text(thing, "id", "", 120, required=True)
        if name and not ID.fullmatch(name):
            self.wrong("id", _("chỉ gồm chữ không dấu, số, dấu gạch và dấu chấm."), _("Ví dụ: so_tttt_2004_2016."))
        not_entered = {}
        for key in NOT_ENTERED:
            if not isinstance(thing.get(key, []), list):
                self.wrong(key, _("phải là một danh sách [ … ]."), _("Sửa, hoặc bỏ khóa này."))
            elif thing.get(key):
                not_entered[key] = len(thing[key])
        record = Published(
            id=name,
            agency=self.text(thing, "agency", "", 200, required=True),
            province=self.text(thing, "province", "", 200, required=True),
            taken_from=self.text(thing, "source", "", 200),
            published_on=self.day(thing, "published"),
            from_year=period[0] if period else 0,
            until_year=period[1] if period else 0,
            covers_until=covers_until,
            note=self.text(thing, "note", "", 2000),
            statements=self.statements(thing.get("statements"), period),
            not_entered=not_entered,
            digest=_hash(canonical({key: part for key, part in thing.items() if key not in NOT_ENTERED}))
            if not self.issues
            else "",
        )
        return record

    def covered(self, thing: Mapping[str, Any], period: tuple[int, int]) -> dt.date | None:
        """The last day that the record speaks of, where its last year is not whole."""
        day = self.day(thing, "until", "period")
        if day is not None and day.year != period[1]:
            text = _("ngày %(day)s không nằm trong năm cuối %(last)s của thời kỳ.")
            self.wrong("period.until", text % {"day": day.isoformat(), "last": period[1]}, _("Sửa ngày hoặc sửa “to”."))
        return day

    def statements(self, value: object, period: tuple[int, int] | None) -> tuple[Statement, ...]:
        """The list of statements, each with its key: the hash of what it says, and the how manieth of equal ones it is."""
        if not isinstance(value, list) or not 0 < len(value) <= MOST_STATEMENTS:
            text = _("phải là một danh sách [ … ] có từ 1 đến %(most)s mục.") % {"most": MOST_STATEMENTS}
            self.wrong("statements", text, _("Mỗi mục là một số liệu của nguồn."))
            return ()
        found: list[Statement] = []
        seen: dict[str, int] = {}
        for index, part in enumerate(value):
            statement = self.statement(part, f"statements[{index}]", period)
            if statement is None or self.issues:
                continue
            text = _hash(canonical(part))
            seen[text] = seen.get(text, 0) + 1
            found.append(Statement(**{**vars(statement), "key": f"{text}-{seen[text]}"}))
        return tuple(found)

    def statement(self, value: object, place: str, period: tuple[int, int] | None) -> Statement | None:
        """One statement; its key is given by `statements`."""
        thing = self.fields(value, place, STATEMENT_KEYS)
        if thing is None:
            return None
        years = self.years(thing, place, period)
        span = (
            self.span(thing["achievement_period"], f"{place}.achievement_period")
            if "achievement_period" in thing
            else None
        )
        first, last = span or ((min(years), max(years)) if years else period or (0, 0))
        remedy = _("Ghi đúng con số của nguồn; nguồn không ghi số thì bỏ cả mục.")
        count = self.whole(thing.get("count"), f"{place}.count", 1, MOST_AWARDS, remedy)
        award = self.choice(thing, "award", place, self.names)
        subject_kind = self.choice(thing, "subject_kind", place, dict(SubjectKind.choices))
        is_plain = subject_kind in {SubjectKind.INDIVIDUAL, SubjectKind.COLLECTIVE, SubjectKind.HOUSEHOLD}
        if award and is_plain and awards.is_listed(award) and not awards.is_for(award, subject_kind):
            values = {"name": self.names[award], "kind": str(SubjectKind(subject_kind).label).lower()}
            self.wrong(
                f"{place}.subject_kind",
                _("%(name)s không dành cho %(kind)s.") % values,
                _("Sửa “award” hoặc “subject_kind”."),
            )
        is_several = "granted_by" in thing and thing["granted_by"] is None
        return Statement(
            place=place,
            key="",
            award=award,
            award_as_written=self.text(thing, "award_as_written", place, 300, required=True),
            subject_kind=subject_kind,
            mode=self.choice(thing, "mode", place, dict(Mode.choices)),
            stage=self.choice(thing, "stage", place, dict(Stage.choices), Stage.DECISION.value),
            level=self.choice(thing, "level", place, dict(Level.choices), level_of(award)),
            theme=self.text(thing, "theme", place, 200),
            count=count or 0,
            separated=not is_several,
            years=years,
            span_from=first,
            span_until=last,
            names=self.named(thing, place, count),
            granted_by="" if is_several else self.text(thing, "granted_by", place, 200),
            decision_number=self.text(thing, "decision_number", place, 60),
            decided_on=self.day(thing, "decided", place),
            doubt=self.text(thing, "doubt", place, 1000),
        )

    def named(self, thing: Mapping[str, Any], place: str, count: int | None) -> tuple[str, ...]:
        """Those whom the source names among the recipients: not more than were honoured, each once."""
        value, place = thing.get("names", []), f"{place}.names"
        if not isinstance(value, list) or len(value) > (count or 0):
            text = _("phải là một danh sách không dài hơn “count”.")
            self.wrong(place, text, _("Mỗi nơi được tặng ghi một lần; bỏ khóa này nếu nguồn không ghi tên."))
            return ()
        names = tuple(self.text({str(i): one}, str(i), place, 200, required=True) for i, one in enumerate(value))
        for name in sorted({name for name in names if name and names.count(name) > 1}):
            self.wrong(place, _("ghi “%(name)s” hai lần.") % {"name": name}, _("Giữ lại một lần."))
        return names

    def years(self, thing: Mapping[str, Any], place: str, period: tuple[int, int] | None) -> tuple[int, ...]:
        """The years of a statement, each once, within the period of the record."""
        value, place = thing.get("years", []), f"{place}.years"
        if not isinstance(value, list) or len(value) > 200:
            self.wrong(
                place, _("phải là một danh sách năm, ví dụ [2012, 2014]."), _("Bỏ khóa này nếu nguồn không ghi năm.")
            )
            return ()
        years = [self.year(one, f"{place}[{index}]") for index, one in enumerate(value)]
        known = sorted(year for year in years if year is not None)
        for year in sorted({year for year in known if known.count(year) > 1}):
            self.wrong(
                place,
                _("ghi năm %(year)s hai lần.") % {"year": year},
                _("Mỗi năm ghi một lần; số lượng ghi ở “count”."),
            )
        for year in known if period else ():
            if period and not period[0] <= year <= period[1]:
                text = _("năm %(year)s nằm ngoài thời kỳ %(first)s–%(last)s của bản số liệu.")
                remedy = _("Sửa năm, hoặc sửa “period”.")
                self.wrong(place, text % {"year": year, "first": period[0], "last": period[1]}, remedy)
        return tuple(known)


def level_of(award: str) -> str:
    """The level of an award as the book knows levels; "" where the catalogue gives none of them."""
    level = awards.level(award)
    return level if level in Level.values else ""


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
