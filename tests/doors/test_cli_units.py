"""`thidua units`: the list entered by command, former communes converted one by one and by the file."""

import csv
import io
from pathlib import Path

import pytest

from thidua.domain.organisations.models import Unit
from thidua.doors.cli import call

DATA = Path(__file__).parents[1] / "domain" / "organisations" / "data" / "tayninh_ward_map_clean.csv"


def lines(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_one_former_ward(capsys, db):
    asked = ["--province-old", "Tây Ninh", "--district", "Thành phố Tây Ninh", "--ward", "Phường IV"]
    assert call(["units", "convert", *asked]) == 0
    (line,) = lines(capsys.readouterr().out)
    assert (line["old_code"], line["new_code"], line["new_name"]) == ("25462", "25459", "Phường Tân Ninh")


@pytest.mark.parametrize(("asked", "count", "code"), [("Xã Tân Bình", 4, 1), ("Xã Không Có", 1, 1)])
def test_what_is_not_clear_or_not_there(capsys, db, asked, count, code):
    assert call(["units", "convert", "--ward", asked]) == code
    told = lines(capsys.readouterr().out)
    assert len({line["old_code"] for line in told}) == count
    assert all(line["note"] for line in told)


def test_a_whole_file_gives_exactly_the_official_pairs(capsys, db, tmp_path):
    rows = list(csv.DictReader(DATA.read_text(encoding="utf-8").splitlines()))
    wanted = {(row["old_code"], row["new_code"], row["relation"]) for row in rows}
    path = tmp_path / "cu.csv"
    once = {row["old_code"]: f"{row['old_district']},{row['old_ward']}" for row in rows}
    path.write_text("\n".join(["Huyện,Xã", *once.values()]), encoding="utf-8-sig")
    assert call(["units", "convert", "--file", str(path)]) == 0  # the two districts called Châu Thành share no name
    by_name = {(line["old_code"], line["new_code"], line["relation"]) for line in lines(capsys.readouterr().out)}
    path.write_text("\n".join(["ma", *once]), encoding="utf-8")
    assert call(["units", "convert", "--file", str(path)]) == 0
    by_code = {(line["old_code"], line["new_code"], line["relation"]) for line in lines(capsys.readouterr().out)}
    assert by_name == by_code == wanted


def test_a_dry_run_writes_nothing(capsys, db):
    assert call(["units", "load", "--province", "80", "--with-history", "--dry-run"]) == 0
    assert "97" in capsys.readouterr().out
    assert not Unit.objects.exists()
    assert call(["units", "load", "--province", "80"]) == 0
    assert Unit.objects.count() == 97


def test_a_wrong_question_says_how_to_ask(capsys, db, tmp_path):
    assert call(["units", "convert"]) == 1
    assert call(["units", "load", "--province", "99"]) == 1
    (tmp_path / "x.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert call(["units", "convert", "--file", str(tmp_path / "x.csv")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 3
