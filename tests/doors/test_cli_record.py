"""`thidua register import` and `thidua report summary`: what is printed, and what a broken or hostile file gets."""

import json

import pytest

from tests.domain.register.test_published import FILE, RECORD, changed
from thidua.base.audit.models import Event
from thidua.domain.organisations.models import Unit
from thidua.domain.register.models import Entry
from thidua.doors.cli import run

pytestmark = pytest.mark.django_db
AGENCY = RECORD["agency"]
TEXT = FILE.read_text(encoding="utf-8")


def summary(*more, agency=AGENCY, first="2004", last="2016"):
    """Run the report."""
    return run(["report", "summary", "--agency", agency, "--from", first, "--to", last, *more])


def test_dry_run_then_import_then_again(capsys):
    assert run(["register", "import", str(FILE), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "Sẽ nhập 19 số liệu" in told and "27 lượt tập thể, 331 lượt cá nhân" in told
    assert "exemplars (6 mục), movements (7 mục)" in told and told.count("điểm chưa rõ:") == 3
    assert not Entry.objects.exists() and not Unit.objects.exists() and not Event.objects.exists()
    assert run(["register", "import", str(FILE)]) == 0
    assert "Đã nhập 19 số liệu" in capsys.readouterr().out
    assert run(["register", "import", str(FILE)]) == 0
    told = capsys.readouterr().out
    assert "Đã nhập 0 số liệu" in told and "không nhập lại: 19" in told
    assert Entry.objects.count() == 19


def test_a_changed_file_tells_what_is_gone(tmp_path, capsys):
    run(["register", "import", str(FILE)])
    path = tmp_path / "record.json"
    path.write_text(json.dumps(changed("statements", 17, "count", value=100)), encoding="utf-8")
    capsys.readouterr()
    assert run(["register", "import", str(path), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert "Sẽ nhập 1 số liệu" in told and "không còn 1 số liệu" in told and "99  chiến sỹ thi đua cơ sở" in told


HOSTILE = {
    "not there": (None, "Không có tệp này"),
    "empty": (b"", "Dòng 1, cột 1"),
    "not JSON": (TEXT.replace('"count": 5,', '"count": 5').encode(), "Dòng"),
    "UTF-16": (TEXT.encode("utf-16"), "BOM"),
    "BOM": (TEXT.encode("utf-8-sig"), "BOM"),
    "other encoding": (TEXT.encode("cp1258", "replace"), "UTF-8"),
    "NaN": (TEXT.replace('"count": 99', '"count": NaN').encode(), "statements[17].count"),
    "endless number": (TEXT.replace('"count": 99', '"count": ' + "9" * 5000).encode(), "con số quá dài"),
    "1e999": (TEXT.replace('"count": 99', '"count": 1e999').encode(), "statements[17].count"),
    "NaN where nobody looks": (TEXT.replace('"year": 2011', '"year": -Infinity').encode(), "exemplars[0].year"),
    "a key twice": (TEXT.replace('"count": 99', '"count": 99, "count": 9').encode(), 'statements[17]: khóa "count"'),
    "nested without end": (b"[" * 200_000, "lồng quá"),
    "nested deep": (b"[" * 100 + b"]" * 100, "lồng quá"),
    "nested in a part": (
        TEXT.replace('"movements": [', '"movements": [' + "[" * 20 + "]" * 20 + ",").encode(),
        "movements[0]",
    ),
    "a string of 1 MB": (TEXT.replace(AGENCY, "S" * 1_000_000, 1).encode(), "agency"),
    "too large": (b" " * 50_000_000, "lớn hơn 2 MB"),
    "escape codes": (TEXT.replace(AGENCY, "S\\u001b[2J", 1).encode(), "agency"),
    "half a character": (TEXT.replace(AGENCY, "S\\ud800", 1).encode(), "agency"),
    "a hostile key": (TEXT.replace('"count": 99', '"count": 99, "\\u001b[2J": 1').encode(), "statements[17]"),
    "unknown award": (TEXT.replace("chien_si_thi_dua_co_so", "chien_si").encode(), "statements[17].award"),
    "not a record": (b"[1, 2]", "cả tệp"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_broken_or_hostile_file(what, tmp_path, capsys):
    """Exit code 1, a message that names the place, no trace of the program's inside, nothing written."""
    data, said = HOSTILE[what]
    path = tmp_path / "record.json"
    if data is not None:
        path.write_bytes(data)
    for more in ([], ["--dry-run"]):
        assert run(["register", "import", str(path), *more]) == 1
        told = capsys.readouterr()
        assert said in told.err and "chưa ghi gì" in told.err and not told.out
        assert "Traceback" not in told.err and "\x1b" not in told.err and len(told.err) < 5_000
    assert not Entry.objects.exists() and not Unit.objects.exists() and not Event.objects.exists()


def test_a_folder_or_a_device_is_no_file(tmp_path, capsys):
    for path in (tmp_path, "/dev/zero"):
        assert run(["register", "import", str(path)]) == 1
        assert "Không có tệp này" in capsys.readouterr().err


def test_many_faults_are_cut_short(tmp_path, capsys):
    path = tmp_path / "record.json"
    path.write_text(json.dumps(RECORD | {"statements": [{}] * 50}), encoding="utf-8")
    assert run(["register", "import", str(path)]) == 1
    told = capsys.readouterr().err
    assert told.count("\n  - ") == 20 and "lỗi nữa" in told


def test_the_report_as_a_table_and_as_json(capsys):
    run(["register", "import", str(FILE)])
    capsys.readouterr()
    assert summary() == 0
    told = capsys.readouterr().out
    assert "Tập thể: 27" in told and "Cá nhân: 331" in told and "không tách được" in told
    assert summary("--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["totals"] == {"collective": 27, "individual": 331}
    assert {
        (row["award"], row["mode"]): row["count"] for row in told["rows"] if row["subject_kind"] == "collective"
    } == {
        ("co_thi_dua_chinh_phu", "regular"): 1,
        ("co_thi_dua_bo_tinh", "regular"): 6,
        ("bang_khen_bo_tinh", "regular"): 4,
        ("bang_khen_bo_tinh", "thematic"): 16,
    }
    assert summary(first="2012", last="2014") == 0
    told = capsys.readouterr().out
    assert "Chưa tính" in told and "không tách được phần thuộc 2012–2014" in told


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"agency": "Sở Thông tin tỉnh Tây Ninh"}, AGENCY),
        ({"agency": "so thong tin"}, AGENCY),
        ({"agency": "\x1b[2J"}, "Không có đơn vị"),
        ({"first": "2016", "last": "2004"}, "đứng sau"),
        ({"first": "hai nghìn"}, "--from"),
        ({"last": "99999999999999999999"}, "--to"),
    ],
)
def test_what_the_report_refuses(given, said, capsys):
    run(["register", "import", str(FILE)])
    capsys.readouterr()
    assert summary(**given) == 1
    told = capsys.readouterr().err
    assert said in told and "Traceback" not in told and "\x1b" not in told


def test_the_report_takes_a_code_too(capsys):
    run(["register", "import", str(FILE)])
    assert summary("--json", agency="STTVTTTTN") == 0
