"""A file that wants to hurt is refused with a sentence and a remedy; the process that reads it may die, ours does not."""

import dataclasses
import os
import re
import signal
import time
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.doors.workbooks import hostile, messy
from thidua.doors import workbooks
from thidua.doors.workbooks import child, process, refusals
from thidua.doors.workbooks.shapes import LIMITS
from thidua.kernel.errors import Unready


@pytest.mark.parametrize("name", hostile.CORPUS)
def test_each_is_refused_with_its_reason_and_a_remedy(name, tmp_path):
    kind, build, says, cell = hostile.CORPUS[name]
    path = tmp_path / f"a.{kind}"
    build(path)
    began = time.monotonic()
    with pytest.raises(Unready) as refused:
        workbooks.read(path, kind, tmp_path / "rows")
    (issue,) = refused.value.issues
    assert says in issue.text and issue.remedy and issue.field == cell
    assert not re.search(r"%\(|Traceback|Error", issue.text)
    if cell:
        assert cell in issue.text and ("Danh sách" in issue.text or kind == "csv")
    assert time.monotonic() - began < 20


def test_the_good_file_of_the_corpus_is_read(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(hostile.GOOD)
    (sheet,) = workbooks.read(tmp_path / "a.xlsx", "xlsx", tmp_path / "rows").sheets
    assert [row.cells for row in sheet.rows()] == [("1", "Nguyễn Văn An"), ("2", "Trần Thị Bình")]
    hostile.xlsx(tmp_path / "b.xlsx")
    (sheet,) = workbooks.read(tmp_path / "b.xlsx", "xlsx", tmp_path / "rows").sheets
    assert [row.cells for row in sheet.rows()] == [("1", "Nguyễn Văn An", "")]


def test_a_million_empty_rows_cost_nothing(tmp_path):
    """Rows filled with formats only, and a lone space in the last cell: three people are read."""
    empty = "".join(f'<row r="{row}" spans="1:12" s="1" customFormat="1"/>' for row in range(5, 1_048_576))
    rows = "".join(map(hostile.person, (2, 3, 4))) + empty
    last = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t xml:space="preserve"> </t></is></c></row>'
    hostile.xlsx(tmp_path / "a.xlsx", rows + last)
    began = time.monotonic()
    limits = dataclasses.replace(LIMITS, memory=200_000_000)
    (sheet,) = workbooks.read(tmp_path / "a.xlsx", "xlsx", tmp_path / "rows", limits=limits).sheets
    assert sheet.row_count == 3 and time.monotonic() - began < 15


@pytest.mark.parametrize(
    ("limit", "says"),
    [
        ({"cells": 8}, "nhiều hơn 8 ô"),
        ({"rows": 3}, "nhiều hơn 3 dòng"),
        ({"sheets": 0}, "nhiều hơn 0 trang"),
        ({"file_bytes": 10}, "lớn hơn 0 MB"),
        ({"columns": 2}, "E1"),
        ({"merges": 0}, "ô gộp"),
        ({"characters": 8}, "dài hơn 8"),
    ],
)
def test_counts_have_limits(limit, says, tmp_path):
    path, kind = messy.make("merged_down", tmp_path)
    with pytest.raises(Unready, match=re.escape(says)):
        workbooks.read(path, kind, tmp_path / "rows", limits=dataclasses.replace(LIMITS, **limit))


def test_shared_texts_have_a_limit(tmp_path):
    hostile.xlsx(tmp_path / "a.xlsx", more={"xl/sharedStrings.xml": f"<sst>{'<si><t>a</t></si>' * 5}</sst>"})
    with pytest.raises(Unready, match="nhiều hơn 4 đoạn chữ"):
        workbooks.read(tmp_path / "a.xlsx", "xlsx", tmp_path / "rows", limits=dataclasses.replace(LIMITS, strings=4))


def _ends(monkeypatch, how):
    """The child process does this instead of reading."""
    start = process._START.replace("import main; main(", f"import main; {how}; main(")
    assert start != process._START
    monkeypatch.setattr(process, "_START", start)


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("import os; os.abort()", "bộ nhớ"),
        ("import os; os._exit(3)", "Bộ đọc không đọc được"),
        ("raise SystemError", "Bộ đọc không đọc được"),
        ("import time; time.sleep(60)", "lâu quá"),
        (f"import os; os.kill(os.getpid(), {int(signal.SIGXCPU)})", "lâu quá"),
    ],
)
def test_the_reader_may_die(how, says, monkeypatch, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(hostile.GOOD)
    _ends(monkeypatch, how)
    with pytest.raises(Unready, match=says):
        workbooks.read(tmp_path / "a.xlsx", "xlsx", tmp_path / "rows", limits=dataclasses.replace(LIMITS, clock=2))


def test_an_xls_that_asks_for_all_memory(tmp_path):
    """A cell in the last row and column makes calamine lay out a table of 16 million cells."""
    data = messy.xls([("A", False, [["STT", "x"]])])
    far = data.replace(b"\x04\x02\x0b\x00\x00\x00\x01\x00", b"\x04\x02\x0b\x00\xff\xff\xff\x00")
    assert far != data
    (tmp_path / "a.xls").write_bytes(far)
    with pytest.raises(Unready, match="bộ nhớ"):
        workbooks.read(
            tmp_path / "a.xls", "xls", tmp_path / "rows", limits=dataclasses.replace(LIMITS, memory=300_000_000)
        )


def test_the_process_has_no_network_and_no_secrets(monkeypatch, tmp_path):
    (tmp_path / "a.xlsx").write_bytes(hostile.GOOD)
    monkeypatch.setenv("THIDUA_SECRET", "mat")
    for deed in (
        "import socket; socket.socket()",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.fork()",
    ):
        with monkeypatch.context() as patch:
            confined = f"from thidua.doors.workbooks import child, shapes; child.confine(shapes.LIMITS); {deed}; import os; os.abort()"
            _ends(patch, confined)
            with pytest.raises(Unready, match="Bộ đọc không đọc được"):
                workbooks.read(tmp_path / "a.xlsx", "xlsx", tmp_path / "rows")
    _ends(monkeypatch, "import os; os.environ.get('THIDUA_SECRET') is None or os.abort()")
    assert workbooks.read(tmp_path / "a.xlsx", "xlsx", tmp_path / "rows").sheets
    assert os.environ["THIDUA_SECRET"] == "mat"


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    """The messy workbooks that are mutated, with their kinds."""
    folder = tmp_path_factory.mktemp("messy")
    made = [messy.make(name, folder) for name in ("tcvn3", "list", "stock", "old", "commune")]
    return [(kind, path.read_bytes()) for path, kind in made]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_mutated_bytes_are_read_or_refused(data, originals, tmp_path):
    """In this process, so that many can be tried; what the child would tell as its own fault counts as a failure."""
    kind, content = data.draw(st.sampled_from(originals))
    content = bytearray(content)
    if kind in ("xlsx", "ods") and data.draw(st.booleans()):
        content = _mutated_inside(bytes(content), data, tmp_path)
    else:
        for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
            content[place] = data.draw(st.integers(0, 255))
    path = tmp_path / f"a.{kind}"
    path.write_bytes(content)
    if kind == "xls":  # calamine may abort the whole process
        with_child(path, kind, tmp_path)
        return
    try:
        child.read(path, kind, tmp_path, LIMITS)
    except refusals.Refusal as refusal:
        assert refusal.unready().issues[0].text


def _mutated_inside(content, data, folder):
    """The same archive with some bytes of one part changed."""
    (folder / "o").write_bytes(content)
    with zipfile.ZipFile(folder / "o") as old, zipfile.ZipFile(folder / "n", "w", zipfile.ZIP_DEFLATED) as new:
        chosen = data.draw(st.sampled_from(old.namelist()))
        for name in old.namelist():
            part = bytearray(old.read(name))
            if name == chosen:
                for place in data.draw(st.lists(st.integers(0, len(part) - 1), min_size=1, max_size=4)):
                    part[place] = data.draw(st.sampled_from(b"<>\"'0129/&AZ \xc3\xff\x00"))
            new.writestr(name, bytes(part))
    return (folder / "n").read_bytes()


def with_child(path, kind, folder):
    """Nothing but Unready may come out."""
    try:
        workbooks.read(path, kind, folder / "rows")
    except Unready as refused:
        assert refused.issues
