"""Official documents as Word and PDF files, in the layout (thể thức) of Nghị định 30/2020/NĐ-CP, Phụ lục I.

Who writes a report, a decision or a form says what it holds, as `Document`; `docx` and `pdf` write the same content in the
same layout. Nothing in a text is ever read as markup or as code: bold and italic are said by `Run`. What is handed in as
text stays as it is, so figures come with their separators; only a chart writes figures itself, in the document's language.
"""

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
from thidua.doors.layouts.typeset import pdf
from thidua.doors.layouts.word import docx

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
