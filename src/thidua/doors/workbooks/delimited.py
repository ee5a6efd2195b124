"""Tables as text: CSV files, and what is pasted from a spreadsheet or from Word."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from thidua.doors.workbooks import damage
from thidua.doors.workbooks.cells import clean, letter
from thidua.doors.workbooks.raw import Count, Raw
from thidua.doors.workbooks.refusals import Refusal
from thidua.doors.workbooks.shapes import Limits

_SAMPLED = 300
_DELIMITERS = ",;\t|"


class Book:
    """A CSV file or a file of a pasted table: one sheet."""

    def __init__(self, path: Path, limits: Limits, *, is_pasted: bool = False) -> None:
        self.path, self.limits, self.count, self.is_pasted = path, limits, Count(limits), is_pasted
        self.encoding = encoding(path)

    def sheets(self) -> Iterator[tuple[str, bool, Iterator[Raw]]]:
        """The one sheet."""
        name = "" if self.is_pasted else "CSV"
        yield name, False, self._rows(name)

    def _rows(self, name: str) -> Iterator[Raw]:
        with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
            if self.is_pasted:
                yield from pasted(file.read(self.limits.pasted + 1), self.limits, self.count)
            else:
                yield from rows(file, name, self.limits, self.count)


def encoding(path: Path) -> str:
    """How the text is written: by its mark, UTF-8 where it holds good, else what Windows in Vietnam or an old font wrote."""
    decode = codecs.getincrementaldecoder("utf-8")().decode
    with path.open("rb") as file:
        start = file.read(4)
        if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        file.seek(0)
        try:
            while piece := file.read(1 << 16):
                if b"\0" in piece:
                    raise Refusal("unknown", kind="csv")
                decode(piece)
            decode(b"", True)
            return "utf-8-sig"
        except UnicodeDecodeError:
            file.seek(0)
            old = file.read(1 << 16).decode("cp1252", errors="replace")
    words = old.replace(";", ",").replace("\t", ",").replace("\n", ",").split(",")
    return "cp1252" if damage.prevailing(words) else "cp1258"


def delimiter(lines: list[str]) -> str:
    """The sign between the cells: the one that parts the first lines most often, and alike."""
    found = {}
    for sign in _DELIMITERS:
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        found[sign] = sum(count > 1 for count in counts) * max(counts, default=0)
    best = max(found, key=lambda sign: found[sign])
    return best if found[best] else ","


def rows(lines: Iterable[str], sheet: str, limits: Limits, count: Count, sign: str = "") -> Iterator[Raw]:
    """The rows with content; the number of a row counts rows as a spreadsheet would, not lines."""
    source = iter(lines)
    line = 0
    try:
        start = list(islice(source, 30))
        if start and start[0].lower().startswith("sep=") and len(start[0].strip()) == 5:
            sign = start.pop(0).strip()[4]
        read = csv.reader(chain(start, source), delimiter=sign or delimiter(start))
        first = list(islice(read, _SAMPLED))
        prevailing = damage.prevailing(text for row in first for text in row)
        for line, row in enumerate(chain(first, read), start=1):
            raw = Raw(line, {})
            count.cells += len(row)
            if count.cells > limits.cells:
                raise count.too_many(sheet, f"A{line}")
            for place, given in enumerate(row):
                if len(given) > limits.characters:
                    raise Refusal("long", sheet=sheet, cell=f"{letter(place)}{line}", most=limits.characters)
                text, was = clean(given, damage.believed(given, prevailing)) if given else ("", "")
                if text:
                    raw.cells[place] = text
                if was:
                    raw.was[place] = was
            if raw.cells:
                yield count.row(sheet, raw)
    except (csv.Error, UnicodeError) as error:
        raise Refusal("quotes", row=line + 1) from error


def pasted(text: str, limits: Limits, count: Count) -> Iterator[Raw]:
    """The rows of a pasted table: cells parted by tabs, line breaks inside quotes."""
    if len(text) > limits.pasted:
        raise Refusal("pasted", most=limits.pasted)
    if not text.strip():
        raise Refusal("empty")
    sign = "\t" if "\t" in text else ""
    yield from rows(io.StringIO(text, newline=""), "", limits, count, sign)
