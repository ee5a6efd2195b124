"""A table as a file: what a spreadsheet would take for a formula, kinds of values, more rows than a worksheet holds."""

import csv
import datetime as dt
import io
import re
import zipfile

import hypothesis
import pytest
from hypothesis import strategies as st

from tests.cast import AT
from thidua.doors import sheets

COLUMNS = [sheets.Column("name", "=Tên"), sheets.Column("count", "Số", 8), sheets.Column("on", "Ngày")]
ROWS = [
    ["=1+1", 3, dt.date(2026, 1, 20)], ["+84", None, None], ["-5", 0, None], ["@a", 1, None], ["\tx", 1, None],
    ["\rx", 1, None], ["Nguyễn = An", -2, dt.date(1945, 9, 2)], ["", 7, None], ["'đã có", 7, None],
]  # fmt: skip


def written(kind, rows=ROWS):
    """The bytes of the file."""
    file = io.BytesIO()
    assert sheets.write(kind, file, sheets.Sheet("Bảng", COLUMNS, iter(rows)), AT) == len(rows)
    return file.getvalue()


def worksheets(data):
    """The XML of each worksheet, in order."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return [parts.read(name).decode() for name in sorted(parts.namelist()) if "worksheets/sheet" in name]


def test_no_cell_begins_as_a_formula():
    lines = list(csv.reader(io.StringIO(written("csv").decode("utf-8-sig"), newline="")))
    assert [line[0] for line in lines] == [
        "'=Tên", "'=1+1", "'+84", "'-5", "'@a", "'\tx", "'\rx", "Nguyễn = An", "", "'đã có",
    ]  # fmt: skip
    assert lines[1][1:] == ["3", "2026-01-20"] and lines[3][1:] == ["0", ""] and lines[7][1] == "-2"
    (page,) = worksheets(written("xlsx"))
    assert "<f>" not in page and "<f " not in page
    assert re.findall(r">('[=+@-][^<]*)<", page) == ["'=Tên", "'=1+1", "'+84", "'-5", "'@a"]
    assert "<v>3</v>" in page and "<v>-2</v>" in page


@pytest.mark.parametrize(
    "text", [" =1+1", "'=1+1", '"=1', "\u00a0+1", "\ufeff@x", "' \" -1", "＝1+1", "  ＋84", "\n a"]
)
def test_spaces_quotes_and_wide_signs_hide_no_formula(text):
    assert sheets.plain(text) == f"'{text}"


@hypothesis.given(
    st.text(alphabet=st.sampled_from(list("=+-@\t\r\n '\"\u00a0\ufeffaà1")), max_size=8) | st.text(max_size=20)
)
def test_after_any_stripping_no_text_begins_as_a_formula(text):
    told = sheets.plain(text)
    assert told in (text, f"'{text}")
    if told == text:
        assert not re.match("[\\s'\"\u200b\ufeff]*[=+@-]", text) and text[:1] not in {"\t", "\r", "\n"}
    assert sheets.plain(5) == 5


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (4, 2), (5, 3)])
def test_more_rows_than_a_worksheet_holds_go_to_the_next(monkeypatch, rows, pages):
    monkeypatch.setattr(sheets, "MOST_ROWS", 2)
    made = worksheets(written("xlsx", [["a", n, None] for n in range(rows)]))
    assert len(made) == pages and sum(page.count("<row ") - 1 for page in made) == rows
    assert all("Tên" in page for page in made)


@pytest.mark.parametrize("rows", [0, 1, 3, 25])
def test_parquet_is_plain_data(monkeypatch, rows):
    parquet = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(sheets, "AT_ONCE", 10)
    data = [["=1", n, dt.date(2026, 1, 20)] for n in range(rows)]
    table = parquet.read_table(io.BytesIO(written("parquet", data)))
    assert [list(row.values()) for row in table.to_pylist()] == data and table.column_names == ["name", "count", "on"]
