"""ODS: one pass of content.xml gives values, fonts and merged cells. What is repeated is counted before it is unrolled."""

from collections.abc import Iterator

from thidua.doors.workbooks import damage, stream
from thidua.doors.workbooks.archive import Archive
from thidua.doors.workbooks.cells import clean, letter, number, whole
from thidua.doors.workbooks.raw import Count, Merge, Raw
from thidua.doors.workbooks.refusals import Refusal
from thidua.doors.workbooks.shapes import Limits

MOST_ROWS, MOST_PLACES = 1_048_576, 16_384
_CELLS = ("table-cell", "covered-table-cell")
_NUMBERS = ("float", "percentage", "currency")
Named = tuple[str, bool]
"""A sheet begins: its name, hidden or not."""


class Book:
    """A workbook whose sheets are read one after the other, in the order of the file."""

    def __init__(self, archive: Archive, limits: Limits) -> None:
        self.archive, self.limits, self.count = archive, limits, Count(limits)
        if archive.has("xl/workbook.xml") or archive.has("xl/workbook.bin"):
            raise Refusal("other_kind", kind="ods", found="xlsx")
        if archive.has("META-INF/manifest.xml"):
            with archive.open("META-INF/manifest.xml") as source:
                stream.run(source, "META-INF/manifest.xml", self._manifest)
        with archive.open("mimetype") as source:
            if not source.read(100).startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
                raise Refusal("unknown", kind="ods")
        self.styles = _Styles()
        if archive.has("styles.xml"):
            with archive.open("styles.xml") as source:
                stream.run(source, "styles.xml", self.styles.start)

    @staticmethod
    def _manifest(name: str, _attributes: dict[str, str]) -> None:
        if name == "encryption-data":
            raise Refusal("encrypted")

    def sheets(self) -> Iterator[tuple[str, bool, Iterator[Raw]]]:
        """The sheets: name, hidden or not, rows; the rows of one have to be taken before the next."""
        told = self._told()
        begun = next(told, None)
        if begun is None:
            raise Refusal("no_sheets")
        while begun is not None:
            following: list[Named] = []
            assert isinstance(begun, tuple)  # noqa: S101  rows come after the name of their sheet
            yield *begun, _rows(told, following)
            begun = following[0] if following else None

    def _told(self) -> Iterator[Named | Raw]:
        scan = _Scan(self)
        with self.archive.open("content.xml") as source:
            for _piece in stream.parse(source, "content.xml", scan.start, scan.end, scan.text):
                yield from scan.ready
                scan.ready.clear()


def _rows(told: Iterator[Named | Raw], following: list[Named]) -> Iterator[Raw]:
    """The rows up to the next sheet, whose name goes to `following`."""
    for one in told:
        if isinstance(one, tuple):
            following.append(one)
            return
        yield one


class _Styles:
    """The fonts of the styles, and the styles of hidden sheets."""

    def __init__(self) -> None:
        self.faces: dict[str, str] = {}
        self.fonts: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        self.hidden: set[str] = set()
        self._name = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element of the styles begins."""
        if name == "font-face":
            self.faces[attributes.get("style:name", "")] = attributes.get("svg:font-family", "")
        elif name == "style":
            self._name = attributes.get("style:name", "")
            self.parents[self._name] = attributes.get("style:parent-style-name", "")
        elif name == "text-properties":
            font = attributes.get("style:font-name", "")
            family = self.faces.get(font) or font or attributes.get("fo:font-family", "")
            if family:
                self.fonts.setdefault(self._name, damage.by_font(family.strip("'\" ")))
        elif name == "table-properties" and attributes.get("table:display") == "false":
            self.hidden.add(self._name)

    def reading(self, style: str) -> str:
        """The old way of writing of a style's font, its own or its parents'."""
        for _generation in range(8):
            if style in self.fonts:
                return self.fonts[style]
            style = self.parents.get(style, "")
        return ""


class _Scan:
    """The handlers of content.xml; sheets and rows lie in `ready` until they are taken."""

    def __init__(self, book: Book) -> None:
        self.styles, self.count, self.limits = book.styles, book.count, book.limits
        self.ready: list[Named | Raw] = []
        self.sheet, self.row, self.place, self.depth = "", 0, 0, 0
        self.in_cell = 0
        self.defaults: list[tuple[int, str]] = []
        self.raw = Raw(0, {})
        self.merges: list[Merge] = []
        self.rows = self.times = 1
        self.cell: dict[str, str] = {}
        self.parts: list[tuple[str, str]] = []
        self.spans: list[str] = []
        self.takes = self.size = self.paragraphs = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.depth += 1
        if self.in_cell:
            self._inside(name, attributes)
        elif name in _CELLS:
            self.in_cell, self.cell = self.depth, attributes
            self.times = self._times(attributes, "table:number-columns-repeated")
            self.parts, self.spans, self.size, self.paragraphs = [], [], 0, 0
            self.count.cells += 1
            if self.count.cells > self.limits.cells:
                raise self.count.too_many(self.sheet, f"{letter(self.place)}{self.row}")
        elif name == "table-row":
            self.rows = self._times(attributes, "table:number-rows-repeated")
            self.row, self.place = self.row + 1, 0
            if self.row > MOST_ROWS:
                raise Refusal("order", sheet=self.sheet, cell=f"A{self.row}")
            self.raw, self.merges = Raw(self.row, {}), []
        elif name == "table-column":
            times = self._times(attributes, "table:number-columns-repeated")
            self.defaults.append((times, attributes.get("table:default-cell-style-name", "")))
        elif name == "table":
            self.count.sheet()
            self.sheet = clean(attributes.get("table:name", ""))[0]
            self.row, self.defaults = 0, []
            self.ready.append((self.sheet, attributes.get("table:style-name", "") in self.styles.hidden))
        else:
            self.styles.start(name, attributes)

    def _inside(self, name: str, attributes: dict[str, str]) -> None:
        """An element inside a cell; notes and drawings are no text of it."""
        if name == "p" and self.depth == self.in_cell + 1:
            if self.paragraphs:
                self._add("\n")
            self.paragraphs += 1
            self.takes = self.depth
        elif self.takes:
            if name == "s":
                self._add(" " * max(1, min(whole(attributes.get("text:c", "1")), 1_000)))
            elif name in ("tab", "line-break"):
                self._add("\n" if name == "line-break" else " ")
            elif name == "span":
                self.spans.append(attributes.get("text:style-name", ""))

    @staticmethod
    def _times(attributes: dict[str, str], name: str) -> int:
        return max(1, min(whole(attributes.get(name, "1")), MOST_ROWS))

    def text(self, data: str) -> None:
        """Characters of a paragraph."""
        if self.takes:
            self._add(data)

    def _add(self, data: str) -> None:
        self.size += len(data)
        if self.size > self.limits.characters:
            raise self._too_long()
        self.parts.append((data, self.spans[-1] if self.spans else ""))

    def _too_long(self) -> Refusal:
        cell = f"{letter(self.place)}{self.row}"
        return Refusal("long", sheet=self.sheet, cell=cell, most=self.limits.characters)

    def end(self, name: str) -> None:
        """An element ends."""
        if self.depth == self.takes:
            self.takes = 0
        elif self.takes and name == "span" and self.spans:
            self.spans.pop()
        if self.depth == self.in_cell:
            self.in_cell = 0
            self._value()
            self.place += self.times
        elif name == "table-row" and not self.in_cell:
            self._row()
        self.depth -= 1

    def _style(self) -> str:
        """The style of the cell at hand: its own, or that of its column."""
        style = self.cell.get("table:style-name", "")
        place = 0
        for times, default in self.defaults:
            place += times
            if style or self.place < place:
                return style or default
        return style

    def _value(self) -> None:
        """Keep the value of the cell at hand as text, as often as it is repeated."""
        told, text, was = self.cell, "", ""
        kind = told.get("office:value-type", "") or told.get("calcext:value-type", "")
        if kind in _NUMBERS:
            text = number(told.get("office:value", ""))
        elif kind == "date":
            text = clean(told.get("office:date-value", "")[:16])[0].removesuffix("T00:00").replace("T", " ")
        elif kind == "time":
            text = (
                clean(told.get("office:time-value", "")[:20])[0].removeprefix("PT").replace("H", ":").partition("M")[0]
            )
        elif kind == "boolean":
            text = "TRUE" if told.get("office:boolean-value") == "true" else "FALSE"
        elif self.parts:
            reading = self.styles.reading(self._style())
            given = "".join(part for part, _style in self.parts)
            mended = "".join(
                damage.mend(part, self.styles.reading(style) if style in self.styles.fonts else reading)
                for part, style in self.parts
            )
            text, was = clean(mended)[0], clean(given)[0] if mended != given else ""
        elif "table:formula" in told and not kind:
            self.raw.uncomputed.append(self.place)
        if not text:
            return
        if len(text) > self.limits.characters:
            raise self._too_long()
        if self.place + self.times > self.limits.columns:
            far = max(self.place, self.limits.columns)
            raise Refusal("far", cell=f"{letter(min(far, MOST_PLACES - 1))}{self.row}", sheet=self.sheet)
        for place in range(self.place, self.place + self.times):
            self.raw.cells[place] = text
            if was:
                self.raw.was[place] = was
        rows, places = (self._times(told, f"table:number-{name}-spanned") for name in ("rows", "columns"))
        if rows > 1 or places > 1:
            self.merges.append(Merge(self.place, self.row + rows - 1, self.place + places - 1))

    def _row(self) -> None:
        """The row ends; one without content only moves on, however often it is repeated."""
        raw, self.row = self.raw, self.row + self.rows - 1
        if not raw.cells:
            return
        for number_ in range(raw.number, self.row + 1):
            merges = self.merges if number_ == raw.number else ()
            copy = Raw(number_, dict(raw.cells), dict(raw.was), list(raw.uncomputed), merges)
            self.count.cells += len(raw.cells)
            if self.count.cells > self.limits.cells:
                raise self.count.too_many(self.sheet, f"A{number_}")
            self.ready.append(self.count.row(self.sheet, copy))
