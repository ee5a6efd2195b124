"""Official documents as Word and PDF files, in the layout (thể thức) of Nghị định 30/2020/NĐ-CP, Phụ lục I.

Who writes a report, a decision or a form says what it holds, as `Document`; `docx` and `pdf` write the same content in the
same layout. Nothing in a text is ever read as markup or as code: bold and italic are said by `Run`. What is handed in as
text stays as it is, so figures come with their separators; only a chart writes figures itself, in the document's language.
"""

from typing import BinaryIO

from thidua.doors.layouts.blocks import (
    Block,
    Bullets,
    Chart,
    Column,
    Document,
    Heading,
    Letterhead,
    PageBreak,
    Paragraph,
    Run,
    Series,
    Signatures,
    Table,
    Text,
)

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}

__all__ = [
    "TYPES",
    "Block",
    "Bullets",
    "Chart",
    "Column",
    "Document",
    "Heading",
    "Letterhead",
    "PageBreak",
    "Paragraph",
    "Run",
    "Series",
    "Signatures",
    "Table",
    "Text",
    "docx",
    "pdf",
]


def docx(document: Document, file: BinaryIO) -> None:
    """Write the document for Word and LibreOffice, in Times New Roman."""
    from thidua.doors.layouts import word  # noqa: PLC0415  slow import: only a document writes Word

    word.docx(document, file)


def pdf(document: Document, file: BinaryIO) -> None:
    """Write the document as a tagged PDF (PDF/A-2a, PDF/UA-1), in the fonts that the product ships."""
    from thidua.doors.layouts import typeset  # noqa: PLC0415  slow import: only a document needs typst

    typeset.pdf(document, file)
