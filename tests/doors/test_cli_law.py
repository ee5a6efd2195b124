"""`thidua law …` on the command line: the review of everybody, and the commands that need no installation."""

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest

from tests import season as seasons
from tests.cast import AT
from tests.doors.desk.test_reviews import reviewed
from thidua.domain.awards import queries as awards
from thidua.domain.reviews import facts, operations, queries
from thidua.domain.reviews.enums import ANSWERS, Answer
from thidua.domain.reviews.models import Review
from thidua.doors import sheets
from thidua.doors.cli import run
from thidua.law import command, data, engine
from thidua.law.facts import Facts

YEAR, DAY, TITLE = seasons.YEAR, AT.date(), "lao_dong_tien_tien"


@pytest.fixture
def season(world):
    """The season of the cast."""
    made = seasons.Season(world)
    for part in (seasons.movement, seasons.registration, seasons.year):
        part(made)
    return made


def review(*more):
    """Run the review of the season's year."""
    return run(["law", "review", "--year", str(YEAR), *more])


# -- the review of everybody ---------------------------------------------------------------------------------------------


def test_the_counts_on_the_terminal_are_those_of_the_page(season, capsys):
    assert review("--unit", "department", "--on", DAY.isoformat()) == 0
    told = capsys.readouterr()
    made = Review.objects.get()
    assert made.asked_by is None and made.state == "done"
    assert "Sở Mẫu: thành tích năm 2025, hồ sơ nhận ngày 20/01/2026; 12 cá nhân, tập thể" in told.out
    row = next(line for line in told.out.splitlines() if line.endswith("  Lao động tiên tiến"))
    assert [int(cell) for cell in row.replace("|", " ").split()[: len(ANSWERS)]] == made.counts["individual"][TITLE]
    assert "thidua: rà soát: 12/12" in told.err and "rà soát" not in told.out.splitlines()[1]
    again = reviewed(season.world)
    assert again.counts == made.counts


def test_the_file_has_whom_the_engine_lets_through(season, tmp_path, capsys):
    path = tmp_path / "ket-qua.csv"
    assert review("--unit", "department", "--out", str(path)) == 0
    made = Review.objects.get()
    lines = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
    assert f"Đã ghi {len(lines)} dòng" in capsys.readouterr().out and lines
    assert {line["Kết luận"] for line in lines} <= {"Đủ điều kiện", "Còn một điều kiện", "Thiếu một dữ liệu"}
    asked = facts.kept(made.terms, made.on)
    for line in lines:
        award = next(one for one, name in awards.names().items() if name == line["Danh hiệu, hình thức"])
        subject = "individual" if line["Đơn vị"] else "collective"
        selection = queries.selection(made, subject, award)
        row = next(
            row
            for row, profile in enumerate(queries.profiles_of(subject, [id])[id] for id in selection.ids.tolist())
            if line["Mã"] in (getattr(profile.person, "code", ""), getattr(profile.unit, "code", ""))
        )
        ids = selection.ids.tolist()
        gathered = (
            facts.of_people(ids, YEAR, made.on)
            if subject == "individual"
            else facts.of_units(ids, YEAR, selection.numbers)
        )
        verdict = engine.judge(award, facts.facts_of(gathered, row, made.on), on=made.on, parameters=asked.parameters)
        expected = {"met": "Đủ điều kiện", "not_met": "Còn một điều kiện", "cannot_tell": "Thiếu một dữ liệu"}
        assert line["Kết luận"] == expected[verdict.truth.value]


def test_one_award_with_everybody_in_a_workbook(season, tmp_path):
    path = tmp_path / "tat-ca.xlsx"
    assert review("--award", TITLE, "--out", str(path)) == 0
    with zipfile.ZipFile(path) as parts:
        cells = parts.read("xl/worksheets/sheet1.xml").decode()
    made = Review.objects.get()
    assert made.unit == season.world.units["province"]  # the only unit above which there is none
    assert cells.count("<row ") == 1 + sum(made.counts["individual"][TITLE]) and not list(tmp_path.glob(".*"))


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["--unit", "khong-co"], 1, "Không có đơn vị mã khong-co"),
        (["--on", "hôm nay"], 1, "không phải là ngày"),
        (["--on", "2003-12-31"], 1, "Luật năm 2003"),
        (["--out", "ten.docx"], 1, "đuôi tệp phải là"),
        (["--out", "khong/co/ten.csv"], 1, "Không có thư mục"),
        (["--award", "huy_chuong_la"], 1, "Không có danh hiệu, hình thức mã huy_chuong_la"),
        (["--khong-co"], 2, "unrecognized"),
        (["--year", "hai nghìn"], 2, "invalid int"),
        (["--year", "2030"], 1, "Năm thành tích phải từ"),
    ],
)
def test_what_is_wrong_is_told_before_any_work(season, capsys, monkeypatch, words, code, told):
    monkeypatch.setattr(operations, "advance", lambda **what: pytest.fail("it began"))
    assert review(*words) == code
    assert told in capsys.readouterr().err
    assert not Review.objects.exists()


def test_several_agencies_without_one_above_must_be_named(season, capsys):
    from tests.cast import OPERATOR, START
    from thidua.domain.organisations.enums import Kind, Level
    from thidua.domain.organisations.operations import found

    for n in (1, 2):
        found(
            actor=OPERATOR, at=AT, code=f"tinh-{n}", name=f"Tỉnh {n}", kind=Kind.PROVINCE, level=Level.BO_TINH,
            parent=None, from_on=START,
        )  # fmt: skip
    assert review() == 1
    assert "các đơn vị cao nhất: tinh-1, tinh-2" in capsys.readouterr().err


def test_a_file_that_cannot_be_written(season, tmp_path, capsys, monkeypatch):
    def full(*words):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sheets, "write", full)
    assert review("--out", str(tmp_path / "a.csv")) == 1
    assert "No space left" in capsys.readouterr().err and not list(tmp_path.iterdir())


def test_a_question_that_the_law_refuses_ends_the_review(season, capsys, monkeypatch):
    def refuse(*words):
        raise ValueError("quota_rounding: 'x' is none of down, nearest, up")

    monkeypatch.setattr(facts, "answers", refuse)
    assert review() == 1
    assert "quota_rounding" in capsys.readouterr().err and Review.objects.get().state == "failed"


def test_after_the_law_changed_the_terminal_says_so(season, capsys):
    assert review("--unit", "unit", "--on", "2026-11-20") == 0
    told = capsys.readouterr().out
    assert "Lao động tiên tiến (theo quy định trước đó)" in told and "chưa được kiểm chứng" in told


# -- the commands that need no installation ------------------------------------------------------------------------------


@pytest.fixture
def told(tmp_path) -> Path:
    """The facts of somebody who did her year outstandingly."""
    known = Facts("individual", YEAR, grades={YEAR: "hoan_thanh_xuat_sac"}, months_employed=60)
    path = tmp_path / "facts.json"
    path.write_text(json.dumps(known.to_json()), encoding="utf-8")
    return path


def test_explain_says_what_the_engine_and_the_review_say(season, capsys, tmp_path):
    """The facts of everybody of the season, written to a file: the command answers as the row of the review."""
    made = reviewed(season.world)
    selection = queries.selection(made, "individual", TITLE)
    gathered = facts.of_people(selection.ids.tolist(), YEAR, made.on)
    for row in range(len(selection.ids)):
        path = tmp_path / f"{row}.json"
        path.write_text(json.dumps(facts.facts_of(gathered, row, made.on).to_json()), encoding="utf-8")
        argv = ["explain", "--award", TITLE, "--facts", str(path), "--on", DAY.isoformat(), "--json"]
        assert command.main(argv) == 0
        answer = Answer(ANSWERS[selection.answers[row]])
        expected = {"met": "met", "near": "not_met", "not": "not_met"}.get(answer, "cannot_tell")
        assert json.loads(capsys.readouterr().out)["truth"] == expected


def test_explain_in_words(told, capsys):
    assert command.main(["explain", "--award", TITLE, "--facts", str(told), "--on", "2026-01-20"]) == 0
    assert "Lao động tiên tiến" in capsys.readouterr().out
    assert command.main(["explain", "--award", "khong_co", "--facts", str(told), "--on", "2026-01-20"]) == 1
    assert "khong_co" in capsys.readouterr().err


def test_show(capsys):
    assert command.main(["show", "LDTT-2022"]) == 0
    assert "LDTT-2022" in capsys.readouterr().out
    assert command.main(["show", "LDTT-2022", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == "LDTT-2022"
    assert command.main(["show", "LDTT-2023"]) == 1
    assert "LDTT-202" in capsys.readouterr().err


def test_awards(capsys):
    assert command.main(["awards", "--json"]) == 0
    assert {one["id"] for one in json.loads(capsys.readouterr().out)} == {one.id for one in data.awards()}


def test_diff(capsys):
    assert command.main(["diff", "2023-12-31", "2024-01-01", "--award", "chien_si_thi_dua_co_so"]) == 0
    assert "CSTDCS" in capsys.readouterr().out
    assert command.main(["diff", "2023-12-31", "mai"]) == 1
    assert "mai" in capsys.readouterr().err


def test_check(capsys):
    folder = Path(data.__file__).parent / "cases"
    path = next(path for path in sorted(folder.glob("*.yaml")) if path.name == "material.yaml")
    code = command.main(["check", str(path)])
    closing = capsys.readouterr().out.splitlines()[-1]
    assert code == 0 and closing.endswith("0 failed"), closing


def test_bonus(capsys):
    argv = ["bonus", "--award", TITLE, "--subject", "individual", "--on", "2025-03-01", "--json"]
    assert command.main(argv) == 0
    assert json.loads(capsys.readouterr().out)
    assert command.main(argv[:-1]) == 0
    assert "đ" in capsys.readouterr().out


def test_a_command_that_is_not_there(capsys):
    assert command.main(["tell"]) == 2
    capsys.readouterr()
