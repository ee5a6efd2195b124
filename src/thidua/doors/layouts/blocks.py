"""What a document holds: its letterhead and its blocks, in the order in which they are read.

A line break in a text ("\\n") is a line break on paper. A mistake of the program that fills the blocks (a row with too few
cells, a source that is not listed) is a ValueError at once, not a strange page.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Align = Literal["left", "center", "right"]
Number = int | float | Decimal
LARGEST = 1e12


@dataclass(frozen=True)
class Run:
    """A piece of text in one style; `source` adds the number of one of the document's sources, as [1]."""

    text: str
    bold: bool = False
    italic: bool = False
    source: int = 0


Text = str | Sequence[Run]


def runs(text: Text) -> Sequence[Run]:
    """The text as pieces."""
    return (Run(text),) if isinstance(text, str) else text


@dataclass(frozen=True)
class Letterhead:
    """What stands above the content: who issues it, its number, place and day, its kind and what it is about (trích yếu).

    `above` may be empty. `number` is the whole line ("Số: 12/BC-SNV"). Without `day` the line has room to write it by
    hand. Without `kind` the document is a letter (công văn): what it is about then stands under the number.
    """

    above: str
    agency: str
    number: str
    place: str
    day: dt.date | None
    kind: str
    about: str


@dataclass(frozen=True)
class Heading:
    """A heading of level 1, 2 or 3; the caller numbers it: "I. TÌNH HÌNH", "1. Kết quả", "a) Cá nhân"."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph: justified with its first line moved in or, when aligned, without that."""

    text: Text
    align: Align | None = None


@dataclass(frozen=True)
class Bullets:
    """A list with dashes."""

    items: Sequence[Text]


@dataclass(frozen=True)
class Column:
    """A column: heading, share of the table's width, side on which its cells stand.

    Neighbouring columns with the same `group` get it as a heading above their own.
    """

    heading: str
    width: float = 1
    align: Align = "left"
    group: str = ""


@dataclass(frozen=True)
class Table:
    """A table with caption above and note below; the heading is repeated on every page, a row stays on one page."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Text]]
    total: Sequence[Text] | None = None
    caption: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if not self.columns or any(column.width <= 0 for column in self.columns):
            raise ValueError("a table needs columns, each with a width above 0")
        for row in (*self.rows, *([] if self.total is None else [self.total])):
            if len(row) != len(self.columns):
                raise ValueError(f"a row of {len(row)} cells in a table of {len(self.columns)} columns")


@dataclass(frozen=True)
class Series:
    """The figures of a chart that belong together; None is what is not known.

    `texts` are the figures as they are written; without them the chart writes them in the document's language.
    """

    name: str
    values: Sequence[Number | None]
    texts: Sequence[str] = ()


@dataclass(frozen=True)
class Chart:
    """A chart: lying bars (one series), lines over time, or standing bars in groups; with its figures as a table below.

    Bars suit long names, the names of units; lines and groups suit short labels such as years.
    """

    kind: Literal["bars", "lines", "grouped"]
    labels: Sequence[str]
    series: Sequence[Series]
    unit: str = ""
    caption: str = ""
    twin: bool = True

    def __post_init__(self) -> None:
        if not self.labels or not self.series or (self.kind == "bars" and len(self.series) > 1):
            raise ValueError("a chart needs labels and series; bars take one series")
        for series in self.series:
            if len(series.values) != len(self.labels) or len(series.texts) not in (0, len(self.labels)):
                raise ValueError(f"a chart of {len(self.labels)} labels needs as many values: {series.name}")
            if any(value is not None and not abs(float(value)) <= LARGEST for value in series.values):
                raise ValueError(f"a chart draws numbers up to {LARGEST:.0e}: {series.name}")


@dataclass(frozen=True)
class Signatures:
    """The end: who receives the document (nơi nhận) at the left, the signer's title and name at the right.

    `title` may have several lines ("KT. GIÁM ĐỐC\\nPHÓ GIÁM ĐỐC"); `note` stands in the room for the signature.
    """

    recipients: Sequence[str]
    title: str
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class PageBreak:
    """What follows begins a new page."""


Block = Heading | Paragraph | Bullets | Table | Chart | Signatures | PageBreak


@dataclass(frozen=True)
class Document:
    """A whole document; `sources` are listed at its end as "Nguồn số liệu", [1] being the first."""

    letterhead: Letterhead
    blocks: Sequence[Block]
    language: Literal["vi", "en"] = "vi"
    sources: Sequence[str] = ()

    def __post_init__(self) -> None:
        for text in texts(self.blocks):
            for run in runs(text):
                if not 0 <= run.source <= len(self.sources):
                    raise ValueError(f"source {run.source} is not among the {len(self.sources)} listed")

    @property
    def title(self) -> str:
        """What the file is called in the properties of the document."""
        return f"{self.letterhead.kind} {self.letterhead.about}".replace("\n", " ").strip()


def texts(blocks: Sequence[Block]) -> list[Text]:
    """Every text of the blocks that may name a source."""
    found: list[Text] = []
    for block in blocks:
        match block:
            case Paragraph():
                found.append(block.text)
            case Bullets():
                found.extend(block.items)
            case Table():
                found.extend(cell for row in block.rows for cell in row)
                found.extend(block.total or ())
    return found
