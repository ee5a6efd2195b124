"""The facts of one nominee in our own words (docs/formats/facts.md): a sheet in, Facts out, every mistake told."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

from thidua.law import data, tables
from thidua.law.claims import CLAIMS
from thidua.law.facts import DISCIPLINE, GRADES, REACH, SERVICE, STUDY, Facts, Subject, Vote, Work
from thidua.law.files import order, tallies, years
from thidua.law.files.faults import BadFile, gathered, shown
from thidua.law.files.loading import load
from thidua.law.files.sheet import Sheet
from thidua.law.masks import Mask, bits
from thidua.law.verdicts import Wording

FIRST_DAY = date(2004, 7, 1)
"""The first emulation law is in force from then on; an earlier day is a mistake, not a question."""

AWARD = Wording("danh hiệu, hình thức khen thưởng", "award")
GRADE = Wording("mức xếp loại", "grade")
LEVEL = Wording("cấp, phạm vi ảnh hưởng", "level")
RUNG = Wording("hình thức kỷ luật", "discipline")


def judging_day(text: str) -> date:
    """The day on which the dossier was received, as typed after --on. Raises BadFile before 2004-07-01 or where it is no day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadFile(
            "--on", 0, Wording(f"{shown(text)} không phải là ngày", f"{shown(text)} is no day"),
            Wording("viết như 2024-01-31", "write it as 2024-01-31"),
        ) from None  # fmt: skip
    if day < FIRST_DAY:
        raise BadFile("--on", 0, *too_early(day))
    return day


def too_early(day: date) -> tuple[Wording, Wording]:
    """What is wrong with a day before the first law, and the remedy."""
    return (
        Wording(f"ngày {day:%d/%m/%Y} trước ngày 01/7/2004: chưa có Luật Thi đua, Khen thưởng",
                f"{day} lies before 2004-07-01: there was no emulation law yet"),
        Wording("xét từ ngày 01/7/2004 trở đi", "ask for a day from 2004-07-01 on"),
    )  # fmt: skip


def read_facts(path: Path, *, on: date | None = None) -> Facts:
    """The facts in a YAML or JSON file. `on`: the day of receipt, after which no year and no decision may lie.

    Raises BadFile with every mistake of the file (`every()`).
    """
    sheet = load(path)
    if not isinstance(sheet, Sheet):
        raise BadFile(
            path.name, 1, Wording("tệp không phải các cặp khóa: giá trị", "the file does not hold pairs of key: value"),
            Wording("viết như ví dụ trong docs/formats/facts.md", "write it as the example in docs/formats/facts.md shows"),
        )  # fmt: skip
    return facts_of(sheet, on=on)


def facts_of(sheet: Sheet, *, on: date | None = None) -> Facts:
    """The facts in a sheet of our own words. Raises BadFile with every mistake."""
    faults = sheet.only(KEYS, many=True)
    subject = year = None
    try:
        subject = sheet.choice("subject", get_args(Subject), Wording("loại đối tượng", "kind of subject"))
        year = judged_year(sheet, on)
    except BadFile as error:
        raise gathered([error, *faults]) from None
    found: dict[str, Any] = {"subject": subject, "year": year}
    reader = _Reader(sheet, year, on)
    for key, read in _FIELDS.items():
        if sheet.get(key) is None:
            continue
        try:
            value = read(reader, key)
        except BadFile as error:
            faults.extend(error.every())
            continue
        if isinstance(value, dict) and key == "registers":
            found.update(value)
        elif value is not None:
            found[key] = value
    if not faults:
        faults = [*order.contradictions(sheet, found, year), *reader.works_twice(found)]
    if faults:
        raise gathered(faults)
    return Facts(**found)


def judged_year(sheet: Sheet, on: date | None) -> int:
    """The year of achievement that is judged; it may not lie after the day on which it is judged."""
    sheet.take("year", object)
    year = years.year(sheet["year"], sheet, "year")
    if on is not None and year > on.year:
        raise sheet.fail(
            Wording(f"năm xét {year} sau ngày xét {on:%d/%m/%Y}", f"the judged year {year} is after the judged day {on}"),
            Wording("sửa `year` hoặc ngày xét", "mend `year` or the day"),
            "year",
        )  # fmt: skip
    return year


def award(sheet: Sheet, word: str, key: str | None = None) -> str:
    """An award's id, which must stand in the catalogue."""
    return sheet.among(word, [one.id for one in data.awards()], AWARD, key)


@cache
def posts() -> tuple[str, ...]:
    """The posts that the service tables of the law name."""
    return tuple(dict.fromkeys(post for table in tables.tables().values() for post in table.posts))


def no_post() -> dict[str, int]:
    """Posts that say: recorded, and none was held."""
    return dict.fromkeys(posts()[:1], 0)


class _Reader:
    """Reads key by key of one sheet; `year` is the judged one, `on` the day of receipt."""

    def __init__(self, sheet: Sheet, year: int, on: date | None) -> None:
        self.sheet, self.year, self.on = sheet, year, on

    def titles(self, key: str) -> dict[str, Mask]:
        inner = self.sheet.take(key, Sheet)
        return {award(inner, one, one): years.mask(value, inner, one, self.year) for one, value in inner.items()}

    def grades(self, key: str) -> dict[int, str]:
        return self._by_year(key, GRADES, GRADE)

    def study(self, key: str) -> dict[int, str]:
        return self._by_year(key, STUDY, Wording("kết quả học tập", "result of study"))

    def _by_year(self, key: str, allowed: tuple[str, ...], what: Wording) -> dict[int, str]:
        inner, out, where = self.sheet.take(key, Sheet), dict[int, str](), dict[int, str]()
        for one in inner:
            word = inner.choice(one, allowed, what)
            for number in years.held(one, inner, one):
                if number > self.year:
                    raise years.after(number, inner, one, self.year)
                if number in out:
                    raise inner.fail(
                        Wording(f"năm {number} có hai {what.vi}: {out[number]} (dòng {inner.lines[where[number]]}) và {word}",
                                f"the year {number} has two entries: {out[number]} (line {inner.lines[where[number]]}) and {word}"),
                        Wording("giữ lại một, đúng với sổ", "keep the one that agrees with the records"),
                        one,
                    )  # fmt: skip
                out[number], where[number] = word, one
        return out

    def reach(self, key: str) -> dict[str, Mask]:
        return self._levels(self.sheet.take(key, Sheet), REACH, LEVEL)

    def discipline(self, key: str) -> dict[str, Mask]:
        return self._levels(self.sheet.take(key, Sheet), DISCIPLINE, RUNG)

    def registers(self, key: str) -> dict[str, dict[str, Mask]]:
        inner, out = self.sheet.take(key, Sheet), {}
        inner.only(("initiatives", "topics", "discipline"))
        for one in inner:
            if one in self.sheet:
                raise inner.fail(
                    Wording(
                        f"{shown(one)} đã viết ở ngoài `registers`", f"{shown(one)} stands outside `registers` too"
                    ),
                    Wording("giữ lại một chỗ", "keep one of them"),
                    one,
                )
            levels = DISCIPLINE if one == "discipline" else REACH
            out[one] = self._levels(inner.take(one, Sheet), levels, RUNG if one == "discipline" else LEVEL)
        return out

    def _levels(self, inner: Sheet, levels: tuple[str, ...], what: Wording) -> dict[str, Mask]:
        """A register complete for the years `known` ({known, held: {level: years}}), or years level by level."""
        if "known" not in inner and "held" not in inner:
            return {
                inner.among(one, levels, what, one): years.mask(value, inner, one, self.year) for one, value in inner.items()
            }  # fmt: skip
        inner.only(("known", "held"))
        kept = years.known(inner["known"], inner, "known", self.year) if inner.get("known") is not None else 0
        held = inner.maybe("held", Sheet) or Sheet(inner.file, inner.line)
        for one in held:
            held.among(one, levels, what, one)
        return {
            level: years.within(
                years.held(held[level], held, level) if held.get(level) is not None else [],
                kept,
                held,
                level,
                self.year,
            )
            for level in levels
        }

    def counts(self, key: str) -> dict[str, dict[int, int]]:
        inner, out = self.sheet.take(key, Sheet), dict[str, dict[int, int]]()
        for level in inner:
            inner.among(level, REACH, LEVEL, level)
            by_year = inner.take(level, Sheet)
            out[level] = {years.year(one, by_year, one): by_year.count(one) or 0 for one in by_year}
            if late := [one for one in out[level] if one > self.year]:
                raise years.after(late[0], by_year, str(late[0]), self.year)
        return out

    def works(self, key: str) -> tuple[Work, ...]:
        out: list[Work] = []
        for one in self.sheet.sheets(key):
            one.only(("kind", "id", "year", "level", "used_for"))
            one.take("year", object)
            work = Work(
                kind="topic"
                if one.choice("kind", ("initiative", "topic"), Wording("loại", "kind")) == "topic"
                else "initiative",
                id=one.take("id", str),
                year=years.year(one["year"], one, "year"),
                level=one.choice("level", REACH, LEVEL),
                used_for=tuple(award(one, used, "used_for") for used in one.texts("used_for")),
            )
            if work.year > self.year:
                raise years.after(work.year, one, "year", self.year)
            if work.id in [other.id for other in out]:
                raise one.fail(
                    Wording(f"mã {shown(work.id)} được viết hai lần", f"the id {shown(work.id)} stands twice"),
                    Wording("mỗi sáng kiến, đề tài một mã, viết một lần", "one id for each, written once"),
                    "id",
                )
            out.append(work)
        return tuple(out)

    def works_twice(self, found: Mapping[str, Any]) -> list[BadFile]:
        """A work stands either in the register of years or in `works`, or it would count twice."""
        faults = []
        for row, work in zip(self.sheet.sheets("works"), found.get("works", ()), strict=True):
            masks = found.get("initiatives" if work.kind == "initiative" else "topics", {})
            if work.level in masks and masks[work.level].yes & bits((work.year,), self.year):
                faults.append(
                    row.fail(
                        Wording(
                            f"{shown(work.id)}: năm {work.year} cấp {work.level} đã ghi trong sổ theo năm",
                            f"{shown(work.id)}: {work.year} at {work.level} also stands in the register of years",
                        ),
                        Wording(
                            "chỉ ghi ở `works`, bỏ năm đó khỏi `held`",
                            "keep it in `works`, take the year out of `held`",
                        ),
                        "id",
                    )  # fmt: skip
                )
        return faults

    def months(self, key: str) -> int | None:
        return tallies.months(self.sheet, key)

    def service(self, key: str) -> dict[str, int]:
        inner = self.sheet.take(key, Sheet)
        what = Wording("loại thời gian công tác", "kind of service")
        return {inner.among(one, SERVICE, what, one): tallies.months(inner, one) or 0 for one in inner}

    def posts(self, key: str) -> dict[str, int]:
        if self.sheet[key] == "none":
            return no_post()
        inner, what = self.sheet.take(key, Sheet), Wording("chức vụ", "post")
        return {inner.among(one, posts(), what, one): tallies.months(inner, one) or 0 for one in inner} or no_post()

    def word(self, key: str) -> str:
        allowed = {"sex": ("female", "male"), "calendar": ("calendar", "school")}[key]
        return self.sheet.choice(key, allowed, Wording("giá trị", "value"))

    def flag(self, key: str) -> bool | None:
        return self.sheet.maybe(key, bool)

    def founded(self, key: str) -> int:
        year = self.sheet.take(key, int)
        if not 1800 <= year <= self.year:
            raise self.sheet.fail(
                Wording(f"năm thành lập {year} ở ngoài 1800–{self.year}", f"founded in {year}, outside 1800–{self.year}"),
                Wording("viết năm thành lập của đơn vị", "write the year in which the unit was founded"), key,
            )  # fmt: skip
        return year

    def members(self, key: str) -> Any:
        return tallies.members(self.sheet.take(key, Sheet), self.sheet)

    def prior_decisions(self, key: str) -> dict[str, date]:
        inner, out = self.sheet.take(key, Sheet), dict[str, date]()
        for one in inner:
            day = inner.day(award(inner, one, one))
            if day is None:
                continue
            if self.on is not None and day > self.on:
                raise inner.fail(
                    Wording(f"quyết định ngày {day:%d/%m/%Y} sau ngày xét {self.on:%d/%m/%Y}",
                            f"a decision of {day} after the judged day {self.on}"),
                    Wording("sửa ngày quyết định hoặc ngày xét", "mend the day of the decision or the judged day"),
                    one,
                )  # fmt: skip
            out[one] = day
        return out

    def votes(self, key: str) -> dict[str, Vote]:
        inner = self.sheet.take(key, Sheet)
        return {award(inner, one, one): tallies.vote(inner.take(one, Sheet)) for one in inner}

    def claims(self, key: str) -> frozenset[str]:
        what = Wording("căn cứ do người đề nghị nêu", "ground that a proposer can claim")
        return frozenset(self.sheet.among(one, CLAIMS, what, key) for one in self.sheet.texts(key))

    def text(self, key: str) -> str:
        return self.sheet.take(key, str)

    def texts(self, key: str) -> frozenset[str]:
        return frozenset(self.sheet.texts(key))


_FIELDS: dict[str, Callable[[_Reader, str], Any]] = {
    "calendar": _Reader.word,
    "titles": _Reader.titles,
    "grades": _Reader.grades,
    "registers": _Reader.registers,
    "initiatives": _Reader.reach,
    "topics": _Reader.reach,
    "initiative_counts": _Reader.counts,
    "topic_counts": _Reader.counts,
    "works": _Reader.works,
    "discipline": _Reader.discipline,
    "study": _Reader.study,
    "months_employed": _Reader.months,
    "service": _Reader.service,
    "hard_service": _Reader.service,
    "posts": _Reader.posts,
    "sex": _Reader.word,
    "retires_later": _Reader.flag,
    "disciplined_in_post": _Reader.flag,
    "proceedings": _Reader.flag,
    "founded": _Reader.founded,
    "members": _Reader.members,
    "prior_decisions": _Reader.prior_decisions,
    "votes": _Reader.votes,
    "claims": _Reader.claims,
    "achievement": _Reader.text,
    "rewarded": _Reader.texts,
}

KEYS = ("subject", "year", *_FIELDS, "name", "note")
"""The keys of a facts file; `name` and `note` are for people and not read."""
