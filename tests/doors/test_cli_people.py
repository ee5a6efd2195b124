"""`thidua people import`."""

import json

import pytest

from tests.doors.desk.test_imports import ROWS, workbook
from thidua.base.audit.models import Event
from thidua.domain.imports.models import Batch, Line
from thidua.domain.people.models import Person
from thidua.doors.cli import call


@pytest.fixture
def file(tmp_path):
    """A workbook on the disk."""

    def make(rows):
        path = tmp_path / "cb.xlsx"
        path.write_bytes(workbook(rows))
        return str(path)

    return make


def test_a_right_list_is_written(world, file, capsys):
    assert call(["people", "import", file(ROWS[:1]), "--unit", "department"]) == 0
    assert Person.objects.filter(full_name="Nguyễn Thị Hoà").count() == 1
    assert Batch.objects.get().state == "written" and "1 đã ghi" in capsys.readouterr().out


def test_a_wrong_list_names_its_cells_and_leaves_nothing(world, file, capsys):
    before = Event.objects.count()
    assert call(["people", "import", file(ROWS), "--unit", "department", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    cells = {(one["cell"], one["field"]) for one in told["problems"] if not one["is_warning"]}
    assert {("D5", "born_on"), ("F5", "unit"), ("F6", "unit")} <= cells
    assert told["state"] == "refused" and told["counts"] == {"new": 1, "wrong": 2}
    assert not Batch.objects.exists() and not Line.objects.exists() and Event.objects.count() == before


def test_a_dry_run_writes_nothing(world, file, capsys):
    before = (Person.objects.count(), Event.objects.count())
    assert call(["people", "import", file(ROWS[:1]), "--unit", "department", "--dry-run"]) == 0
    assert "Chạy thử, không ghi gì: 1 mới." in capsys.readouterr().out
    assert (Person.objects.count(), Event.objects.count()) == before and not Batch.objects.exists()


@pytest.mark.parametrize(("unit", "words"), [("khong-co", "Không có đơn vị mã"), ("department", "Không có tệp")])
def test_what_is_not_there(world, tmp_path, capsys, unit, words):
    assert call(["people", "import", str(tmp_path / "x.xlsx"), "--unit", unit]) == 1
    assert words in capsys.readouterr().err
