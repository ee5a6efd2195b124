"""XLSX: one pass of the stream gives values, fonts and merged cells, and never holds more than a row.

The parts are read by our own handlers, because the limits have to be watched on every cell before any library may
build a table from it; with the values in hand a second reading by a library would cost more than it gives.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from thidua.doors.workbooks import damage, stream
from thidua.doors.workbooks.archive import Archive, resolved
from thidua.doors.workbooks.cells import clean, day, is_day, letter, number, place, unescaped, whole, zeros
from thidua.doors.workbooks.raw import Count, Merge, Raw
from thidua.doors.workbooks.refusals import Refusal
from thidua.doors.workbooks.shapes import Limits

MOST_ROWS = 1_048_576
_DAYS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Number formats that every Excel knows as dates without being told their code."""
_MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell\b[^>]{0,200}?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_OF_DAY, _OF_ZEROS = "day", "zeros"

String = str | list[tuple[str, str | None]] | None
"""A shared text; with old fonts its runs, each with its font; None for one that is too long."""


class Style(NamedTuple):
    """What a cell's style says about its text: the old way of writing of its font, and its number format."""

    reading: str
    shows: str
    digits: int


class Book:
    """A workbook whose sheets can be read one after the other."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self.archive, self.limits, self.count = archive, limits, Count(limits)
        if archive.has("xl/workbook.bin"):
            raise Refusal("xlsb")
        if archive.has("word/document.xml"):
            raise Refusal("word")
        if archive.has("content.xml"):
            raise Refusal("other_kind", kind="xlsx", found="ods")
        self.part = next(iter(self._relations("", "officeDocument").values()), "xl/workbook.xml")
        relations = self._relations(self.part, "")
        self.is_1904, self.listed = self._sheets(relations)
        by_kind = {name.rpartition("/")[2].casefold(): name for name in relations.values()}
        self.styles = self._styles(by_kind.get("styles.xml", "xl/styles.xml"))
        self.strings = self._strings(by_kind.get("sharedstrings.xml", "xl/sharedStrings.xml"))
        self._cleaned: dict[tuple[int, str], tuple[str, str]] = {}

    def _relations(self, part: str, kind: str) -> dict[str, str]:
        """The parts that a part points to, by id; only those of one kind if it is given."""
        folder, _slash, name = part.rpartition("/")
        listed, found = f"{folder}/_rels/{name}.rels".lstrip("/"), {}

        def start(name: str, attributes: dict[str, str]) -> None:
            is_inside = name == "Relationship" and attributes.get("TargetMode") != "External"
            if is_inside and attributes.get("Type", "").endswith(kind):
                found[attributes.get("Id", "")] = resolved(part, attributes.get("Target", ""))

        if self.archive.has(listed):
            with self.archive.open(listed) as source:
                stream.run(source, listed, start)
        return found

    def _sheets(self, relations: dict[str, str]) -> tuple[bool, list[tuple[str, bool, str]]]:
        """Whether days count from 1904; the sheets: name, hidden or not, part."""
        sheets: list[tuple[str, bool, str]] = []
        is_1904 = False

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal is_1904
            if name == "workbookPr":
                is_1904 = attributes.get("date1904", "0") in ("1", "true")
            elif name == "sheet":
                self.count.sheet()
                key = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
                is_hidden = attributes.get("state", "visible") != "visible"
                sheets.append((clean(attributes.get("name", ""))[0], is_hidden, relations.get(key, "")))

        with self.archive.open(self.part) as source:
            stream.run(source, self.part, start)
        sheets = [sheet for sheet in sheets if "chartsheets/" not in sheet[2]]
        if not sheets:
            raise Refusal("no_sheets")
        return is_1904, sheets

    def _styles(self, part: str) -> list[Style]:
        """The style of each cell format."""
        fonts: list[str] = []
        codes: dict[str, str] = {}
        styles: list[Style] = []
        inside = ""

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            if name in ("fonts", "cellXfs", "cellStyleXfs", "dxfs"):
                inside = name
            elif name == "numFmt":
                codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            elif name == "font" and inside == "fonts":
                fonts.append("")
            elif name == "name" and inside == "fonts" and fonts:
                fonts[-1] = damage.by_font(attributes.get("val", ""))
            elif name == "xf" and inside == "cellXfs":
                font, code = attributes.get("fontId", "0"), attributes.get("numFmtId", "0")
                reading = fonts[whole(font)] if 0 <= whole(font) < len(fonts) else ""
                told = codes.get(code, "")
                shows = _OF_DAY if (is_day(told) if told else whole(code) in _DAYS) else ""
                digits = zeros(told)
                styles.append(Style(reading, shows or (_OF_ZEROS if digits else ""), digits))

        if self.archive.has(part):
            with self.archive.open(part) as source:
                stream.run(source, part, start)
        return styles or [Style("", "", 0)]

    def _strings(self, part: str) -> list[String]:
        """The shared texts; phonetic guides left out."""
        strings: list[String] = []
        if not self.archive.has(part):
            return strings
        taken: list[str] = []
        runs: list[tuple[str, str | None]] = []
        font: str | None = None
        size, depth, takes, has_old = 0, 0, False, False
        most, most_strings = self.limits.characters, self.limits.strings

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal size, depth, takes, font, has_old
            if name == "t":
                takes = not depth
            elif name == "si":
                size, font, has_old = 0, None, False
                taken.clear()
                runs.clear()
            elif name == "r":
                font = None
                taken.clear()
            elif name == "rFont":
                font = damage.by_font(attributes.get("val", ""))
                has_old = has_old or bool(font)
            elif name == "rPh":
                depth += 1

        def text(data: str) -> None:
            nonlocal size
            if takes:
                size += len(data)
                if size <= most:
                    taken.append(data)

        def end(name: str) -> None:
            nonlocal depth, takes
            if name == "t":
                takes = False
            elif name == "r":
                runs.append((unescaped("".join(taken)), font))
                taken.clear()
            elif name == "rPh":
                depth -= 1
            elif name == "si":
                if len(strings) >= most_strings:
                    raise Refusal("strings", most=most_strings)
                runs.append((unescaped("".join(taken)), None))
                if size > most:
                    strings.append(None)
                else:
                    strings.append(list(runs) if has_old else "".join(run for run, _font in runs))

        with self.archive.open(part) as source:
            stream.run(source, part, start, end, text)
        return strings

    def shared(self, index: int, reading: str) -> tuple[str, str] | None:
        """A shared text in a cell with this font: as it is kept and as it was; None if it is too long."""
        key = (index, reading)
        found = self._cleaned.get(key)
        if found is None:
            string = self.strings[index]
            if string is None:
                return None
            if isinstance(string, str):
                found = clean(string, reading)
            else:
                given = "".join(run for run, _font in string)
                mended = "".join(damage.mend(run, reading if font is None else font) for run, font in string)
                found = (clean(mended)[0], clean(given)[0] if mended != given else "")
            self._cleaned[key] = found
        return found

    def merges(self, part: str, sheet: str) -> dict[int, list[Merge]]:
        """The merged areas by their first row. XLSX tells them after the cells, so they are looked for beforehand."""
        found: dict[int, list[Merge]] = defaultdict(list)
        count, rest = 0, b""
        with self.archive.open(part) as source:
            while piece := source.read(stream.AT_ONCE):
                piece = rest + piece
                cut = piece.rfind(b"<")
                rest = piece[cut:][:1000] if cut >= 0 else b""
                if b"mergeCell" not in piece:
                    continue
                for left, top, right, bottom in _MERGE.findall(piece[:cut]):
                    count += 1
                    if count > self.limits.merges:
                        raise Refusal("merges", most=self.limits.merges, sheet=sheet)
                    merge = Merge(place(left.decode()), int(bottom), place(right.decode()))
                    if 0 <= merge.place <= merge.last_place and int(top) <= merge.last_row:
                        found[int(top)].append(merge)
        return found

    def sheets(self) -> Iterator[tuple[str, bool, Iterator[Raw]]]:
        """The sheets: name, hidden or not, rows."""
        for name, is_hidden, part in self.listed:
            yield name, is_hidden, self.rows(name, part)

    def rows(self, sheet: str, part: str) -> Iterator[Raw]:
        """The rows of a sheet that have content."""
        if not self.archive.has(part):
            raise Refusal("missing", part=part or sheet)
        scan = _Scan(self, sheet, self.merges(part, sheet))
        with self.archive.open(part) as source:
            for _piece in stream.parse(source, part, scan.start, scan.end, scan.text):
                yield from scan.ready
                scan.ready.clear()


class _Scan:
    """The handlers of one sheet; what they make of a row lies in `ready` until it is taken."""

    def __init__(self, book: Book, sheet: str, merges: dict[int, list[Merge]]) -> None:
        self.book, self.sheet, self.merges, self.limits = book, sheet, merges, book.limits
        self.ready: list[Raw] = []
        self.row, self.place = 0, -1
        self.cells: dict[int, str] = {}
        self.was: dict[int, str] = {}
        self.uncomputed: list[int] = []
        self.kind, self.style, self.has_formula = "n", "0", False
        self.taken: list[str] = []
        self.takes, self.size, self.depth = False, 0, 0

    @property
    def cell(self) -> str:
        """The name of the cell at hand."""
        return f"{letter(max(self.place, 0))}{self.row}"

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "c":
            self._cell(attributes)
        elif name == "v" or (name == "t" and not self.depth):
            self.takes = True
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            given = attributes.get("r")
            row = self.row + 1 if given is None else whole(given)
            if not self.row < row <= MOST_ROWS:
                raise Refusal("order", sheet=self.sheet, cell=f"A{given or row}"[:20])
            self.row, self.place = row, -1
        elif name == "rPh":
            self.depth += 1

    def _cell(self, attributes: dict[str, str]) -> None:
        count = self.book.count
        count.cells += 1
        if count.cells > self.limits.cells:
            raise count.too_many(self.sheet, self.cell)
        given = attributes.get("r")
        if given is None:
            at = self.place + 1
        else:
            letters = given.rstrip("0123456789")
            at = place(letters)
            if given[len(letters) :] != str(self.row):
                at = -1
        if at <= self.place or at > 16_383:
            raise Refusal("order", sheet=self.sheet, cell=(given or self.cell)[:20])
        self.place = at
        self.kind, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.has_formula, self.size = False, 0
        self.taken.clear()

    def text(self, data: str) -> None:
        """Characters of a value."""
        if self.takes:
            self.size += len(data)
            if self.size > self.limits.characters:
                raise Refusal("long", sheet=self.sheet, cell=self.cell, most=self.limits.characters)
            self.taken.append(data)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "v" or name == "t":
            self.takes = False
        elif name == "c":
            if self.taken:
                self._value("".join(self.taken))
            elif self.has_formula and self.kind != "str":
                self.uncomputed.append(self.place)
        elif name == "row":
            if self.cells:
                raw = Raw(self.row, self.cells, self.was, self.uncomputed, self.merges.get(self.row, ()))
                self.ready.append(self.book.count.row(self.sheet, raw))
                self.cells, self.was, self.uncomputed = {}, {}, []
            elif self.uncomputed:
                self.uncomputed = []
        elif name == "rPh":
            self.depth -= 1

    def _value(self, text: str) -> None:
        """Keep the value of the cell at hand as text."""
        styles, kind = self.book.styles, self.kind
        at = whole(self.style)
        style = styles[at if 0 <= at < len(styles) else 0]
        was = ""
        if kind == "s":
            index = whole(text.strip())
            if not 0 <= index < len(self.book.strings):
                raise Refusal("malformed", part="xl/sharedStrings.xml")
            found = self.book.shared(index, style.reading)
            if found is None:
                raise Refusal("long", sheet=self.sheet, cell=self.cell, most=self.limits.characters)
            text, was = found
        elif kind == "n":
            if style.shows == _OF_DAY:
                text = day(text, self.book.is_1904)
            else:
                text = number(text)
                if style.digits and text.isdigit():
                    text = text.zfill(style.digits)
        elif kind == "b":
            text = "TRUE" if text.strip() in ("1", "true") else "FALSE"
        elif kind == "d":
            text = clean(text.strip().removesuffix("T00:00:00").replace("T", " "))[0]
        else:  # text in the cell itself, the text of a formula, an error
            text, was = clean(unescaped(text), style.reading)
        if text:
            self.cells[self.place] = text
            if was:
                self.was[self.place] = was
