"""The pages of a review: asked, followed, looked through, opened, taken away; the same answers as the engine's."""

import csv
import datetime as dt
import io
import zipfile

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from tests import season as seasons
from tests.cast import AT, CAST, OPERATOR, START
from thidua.domain.awards import operations as awards
from thidua.domain.dossiers import facts as dossiers
from thidua.domain.people.enums import Sex
from thidua.domain.people.operations import enter
from thidua.domain.reviews import operations
from thidua.domain.reviews.enums import ANSWERS
from thidua.domain.reviews.models import Review
from thidua.doors import sheets
from thidua.doors.jobs import tasks
from thidua.kernel.actor import Actor
from thidua.law import engine

YEAR, DAY = seasons.YEAR, AT.date()
SYSTEM = Actor.system("test")
TITLE = "lao_dong_tien_tien"
READERS = {"clerk", "department_clerk", "appraiser", "auditor"}


@pytest.fixture
def season(world):
    """The season in the world whose members log in."""
    made = seasons.Season(world)
    for part in (seasons.movement, seasons.registration, seasons.year, seasons.council):
        part(made)
    return made


def reviewed(world, unit="department", on=DAY, who="department_clerk"):
    """A finished review of the unit."""
    review = operations.ask(actor=world.actor(who), at=AT, unit_id=world.units[unit].pk, year=YEAR, on=on)
    while operations.advance(actor=SYSTEM, at=AT, review_id=review.pk).goes_on:
        pass
    review.refresh_from_db()
    return review


def url(name, review, **asked):
    """The address of a page of the review, and what is asked."""
    return reverse(f"desk:{name}", args=[review.pk]), {key.replace("_", "-"): value for key, value in asked.items()}


def look(client, name, review, **asked):
    """The page of the review."""
    response = client.get(*url(name, review, **asked))
    assert response.status_code == 200, response.content.decode()[:2000]
    return response


# -- asking ------------------------------------------------------------------------------------------------------------


def test_asked_on_the_page_worked_by_the_worker_shown_as_counts(as_, season):
    client, unit = as_("department_clerk"), season.world.units["department"]
    page = client.get(reverse("desk:reviews")).content.decode()
    assert "Chưa rà soát lần nào" in page and "Sở Mẫu" in page
    form = {"unit": unit.pk, "year": YEAR, "on": DAY.isoformat()}
    response = client.post(reverse("desk:reviews"), form)
    review = Review.objects.get()
    assert response.headers["Location"] == reverse("desk:review", args=[review.pk])
    waiting = client.get(response.headers["Location"]).content.decode()
    assert "Đang chuẩn bị dữ liệu" in waiting and "Xem tiến độ mới nhất" in waiting
    assert "hx-trigger" in client.get(*url("review-progress", review)).content.decode()
    task = DBTaskResult.objects.get(task_path=tasks.review_everybody.module_path)
    assert task.args_kwargs["args"] == [review.pk]
    assert tasks.review_everybody.call(review.pk) == 12
    assert tasks.review_everybody.call(review.pk) == 12
    review.refresh_from_db()
    ended = client.get(*url("review-progress", review), headers={"HX-Request": "true"})
    assert ended.headers["HX-Refresh"] == "true"
    page = look(client, "review", review)
    rows = {row["award"]: row for table in page.context["tables"] for row in table["rows"]}
    assert [cell["count"] for cell in rows[TITLE]["cells"]] == review.counts["individual"][TITLE]
    assert "Rà soát xong lúc 09:00 20/01/2026" in page.content.decode()


def test_the_same_question_while_it_waits_is_the_same_review(as_, season):
    client, form = as_("clerk"), {"unit": season.world.units["unit"].pk, "year": YEAR, "on": DAY.isoformat()}
    assert {client.post(reverse("desk:reviews"), form).headers["Location"] for _time in range(3)} == {
        reverse("desk:review", args=[Review.objects.get().pk])
    }
    assert DBTaskResult.objects.filter(task_path=tasks.review_everybody.module_path).count() == 1


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("year", 2031, "Năm thành tích phải từ"),
        ("year", 1900, "field-error"),
        ("on", "2003-12-31", "bắt đầu từ Luật năm 2003"),
        ("on", "mai", "field-error"),
        ("unit", 0, "field-error"),
    ],
)
def test_what_cannot_be_asked_comes_back_with_its_reason(as_, season, field, value, words):
    form = {"unit": season.world.units["unit"].pk, "year": YEAR, "on": DAY.isoformat(), field: value}
    response = as_("clerk").post(reverse("desk:reviews"), form)
    assert response.status_code == 422 and words in response.content.decode()
    assert not Review.objects.exists()


@pytest.mark.parametrize("who", CAST)
def test_who_sees_a_review_of_the_unit(as_, season, who):
    review, client = reviewed(season.world, "unit"), as_(who)
    person = season.world.people["nominee"].pk
    pages = [
        url("review", review),
        url("review-progress", review),
        url("review-list", review),
        url("review-quotas", review),
        (reverse("desk:review-person", args=[review.pk, person]), {}),
        (reverse("desk:review-unit", args=[review.pk, season.world.units["unit"].pk]), {}),
        url_of_file(review, "csv"),
    ]
    for address, asked in pages:
        status = client.get(address, asked).status_code
        if who in READERS:
            assert status in (200, 204), address
        else:
            assert status == (302 if who == "citizen" else 404), address


def test_a_clerk_of_a_unit_does_not_see_the_review_of_the_whole_agency(as_, season):
    review = reviewed(season.world, "department")
    assert as_("clerk").get(*url("review", review)).status_code == 404
    assert as_("appraiser").get(*url("review", review)).status_code == 200


@pytest.mark.parametrize("who", ["auditor", "stranger"])
def test_who_may_not_ask(as_, season, who):
    form = {"unit": season.world.units["unit"].pk, "year": YEAR, "on": DAY.isoformat()}
    assert as_(who).post(reverse("desk:reviews"), form).status_code == 422
    assert not Review.objects.exists()


# -- the list ----------------------------------------------------------------------------------------------------------


def test_each_figure_leads_to_so_many_names(as_, season):
    review, client = reviewed(season.world), as_("appraiser")
    page = look(client, "review", review)
    cells = [cell for table in page.context["tables"] for row in table["rows"] for cell in row["cells"]]
    seen = [cell for cell in cells if cell["count"]]
    assert len(seen) > 10
    for cell in seen:
        response = client.get(cell["url"])
        assert response.context["page"].paginator.count == len(response.context["rows"]) == cell["count"]
        assert {line["row"].answer.label for line in response.context["rows"]} == {cell["label"]}


def test_rows_pages_files_and_the_engine_say_the_same(as_, season):
    """Every person and collective of the season, every award of the ladders: the dossier's own reading agrees."""
    review, client = reviewed(season.world), as_("appraiser")
    asked = dossiers.terms(season.world.units["department"], DAY)
    for kind, subject in (("ca-nhan", "individual"), ("tap-the", "collective")):
        for award in dossiers.data.ladder(subject):
            page = look(client, "review-list", review, doi_tuong=kind, danh_hieu=award)
            known = page.context["rows"]
            ids = [line["row"].id for line in known]
            if kind == "ca-nhan":
                facts = dossiers.of_people(ids, YEAR, DAY)
            else:
                facts = dossiers.of_units([unit for unit in season.world.units.values() if unit.pk in ids], YEAR, DAY)
            assert sorted(facts) == sorted(ids) and len(ids) == {"ca-nhan": 9, "tap-the": 3}[kind]
            file = client.get(*url_of_file(review, "csv", doi_tuong=kind, danh_hieu=award))
            lines = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
            for line, told in zip(known, lines, strict=True):
                verdict = engine.judge(
                    award, facts[line["row"].id], on=DAY, parameters=asked.parameters, confirmations=asked.confirmations
                )
                truth = {"met": "met", "near": "not_met", "not": "not_met"}.get(line["row"].answer, "cannot_tell")
                assert verdict.truth.value == truth and line["row"].now is None
                assert told["Kết luận"] == str(line["row"].answer.label)
                if line["row"].reason:
                    assert line["row"].reason == verdict.deciding.missing() or verdict.deciding.text()
                opened = client.get(line["url"])
                assert opened.context["verdict"]["truth"] == verdict.truth.value
                assert not opened.context["has_changed"]


def url_of_file(review, kind, **asked):
    """The address of the list as a file."""
    return url("review-export", review, tep=kind, **asked)


def test_filters_stand_in_the_address(as_, season):
    review, client = reviewed(season.world), as_("appraiser")

    def names(**asked):
        page = look(client, "review-list", review, **{"danh_hieu": TITLE, **asked})
        return [line["row"].name for line in page.context["rows"]]

    unit = season.world.units["unit"].pk
    assert names(don_vi=unit) == ["Người clerk", "Người nominee"]
    assert names(q="NOMI") == ["Người nominee"] and names(q="không ai") == []
    assert names(ket_qua="met", don_vi=unit) == ["Người clerk", "Người nominee"]
    assert names(ket_qua="not") == []
    assert names(xep="ten") == sorted(names()) and len(names()) == 9
    assert names(ket_qua="khong-co", xep="la", don_vi=999999, doi_tuong="x", trang=77) == names()
    assert names(q="nguoi", trang=9) == sorted(names())
    assert names(doi_tuong="tap-the", danh_hieu="", q="phong MOT") == ["Phòng Một"]
    assert names(doi_tuong="tap-the", danh_hieu="", xep="ten") == ["Phòng Hai", "Phòng Một", "Sở Mẫu"]
    page = look(client, "review-list", review, danh_hieu=TITLE, ket_qua="not").content.decode()
    assert "Không có ai như vậy" in page and "Bỏ lọc" in page


def test_the_nearest_come_first(as_, season):
    review = reviewed(season.world)
    page = look(as_("appraiser"), "review-list", review, danh_hieu="chien_si_thi_dua_co_so", xep="gan")
    assert [line["row"].answer for line in page.context["rows"]][:3] == ["met", "met", "near"] or "met" in {
        line["row"].answer for line in page.context["rows"][:2]
    }


def test_a_change_since_then_is_told(as_, season):
    """The nominee's grade is corrected after the review: the list and the opened verdict say so."""
    from thidua.domain.assessment import operations as assessment
    from thidua.domain.profiles import operations as profiles

    review, client = reviewed(season.world), as_("clerk")
    review = reviewed(season.world, "unit", who="clerk")
    nominee = season.world.people["nominee"]
    assessment.record_result(
        actor=season.world.actor("clerk"),
        at=AT,
        sheet_id=season.things["sheet"],
        person_id=nominee.pk,
        version=1,
        grade="khong_hoan_thanh",
        discipline="none",
    )
    opened = client.get(reverse("desk:review-person", args=[review.pk, nominee.pk]), {"danh-hieu": TITLE})
    assert opened.context["has_changed"] and opened.context["verdict"]["truth"] != "met"
    assert "đã thay đổi sau lần rà soát" in opened.content.decode()
    profiles.refresh(actor=SYSTEM, at=AT)
    page = look(client, "review-list", review, danh_hieu=TITLE, q="nominee")
    assert page.context["rows"][0]["row"].answer == "met" and page.context["rows"][0]["now"]


def test_after_the_law_changed_it_cannot_tell_and_says_what_the_rule_before_says(as_, season):
    review, client = reviewed(season.world, on=dt.date(2026, 11, 20)), as_("appraiser")
    page = look(client, "review", review).content.decode()
    assert "chưa được kiểm chứng cho ngày này" in page and "theo quy định trước đó" in page
    page = look(client, "review-list", review, danh_hieu=TITLE, ket_qua="met")
    assert page.context["rows"] and all(
        (line["pill"]["word"], line["pill"]["before"]) == ("Chưa kết luận được", "Theo quy định trước đó: đủ điều kiện")
        for line in page.context["rows"]
    )
    opened = client.get(page.context["rows"][0]["url"])
    assert opened.context["verdict"]["truth"] == "cannot_tell" and opened.context["verdict"]["older"]["truth"] == "met"
    file = client.get(*url_of_file(review, "csv", danh_hieu=TITLE, ket_qua="met"))
    line = next(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert (line["Kết luận"], line["Theo quy định trước đó"]) == ("Chưa kết luận được", "Đủ điều kiện")


def test_where_one_may_the_award_is_proposed_from_here(as_, season):
    review, nominee = reviewed(season.world, "unit", who="clerk"), season.world.people["nominee"]
    address = reverse("desk:review-person", args=[review.pk, nominee.pk])
    ways = as_("clerk").get(address, {"danh-hieu": TITLE}).context["ways"]
    assert [way["url"] for way in ways] == [f"{reverse('desk:dossier-open')}?nam={YEAR}"]
    seasons.dossier(season, "dossier_draft", "clerk")
    ways = as_("clerk").get(address, {"danh-hieu": TITLE}).context["ways"]
    assert [way["url"] for way in ways] == [
        reverse("desk:dossier-person", args=[season.things["dossier_draft"], nominee.pk])
    ]
    assert as_("auditor").get(address, {"danh-hieu": TITLE}).context["ways"] == []
    clerk = reverse("desk:review-person", args=[review.pk, season.world.people["clerk"].pk])
    assert "Đã có trong hồ sơ đề nghị" in as_("clerk").get(clerk, {"danh-hieu": TITLE}).content.decode()


def test_what_is_not_there(as_, season):
    review, client = reviewed(season.world, "unit", who="clerk"), as_("clerk")
    assert client.get(reverse("desk:review-person", args=[review.pk, 999999])).status_code == 404
    stranger = season.world.people["stranger"].pk
    assert client.get(reverse("desk:review-person", args=[review.pk, stranger])).status_code == 404
    assert client.get(*url_of_file(review, "docx")).status_code == 404
    waiting = operations.ask(
        actor=season.world.actor("clerk"), at=AT, unit_id=season.world.units["unit"].pk, year=YEAR, on=DAY
    )
    assert client.get(*url("review-list", waiting)).status_code == 409


def test_a_review_that_failed_says_why(as_, season):
    review = operations.ask(
        actor=season.world.actor("clerk"), at=AT, unit_id=season.world.units["unit"].pk, year=YEAR, on=DAY
    )
    operations.fail(actor=SYSTEM, at=AT, review_id=review.pk, text="quota_rounding: 'x' is none of down")
    page = look(as_("clerk"), "review", review).content.decode()
    assert "Lần rà soát này không xong" in page and "quota_rounding" in page and "Rà soát lại" in page


# -- quotas ------------------------------------------------------------------------------------------------------------


def test_the_quota_that_is_left(as_, season):
    world = season.world
    awards.set_parameter(
        actor=world.actor("signer"),
        at=AT,
        unit_id=world.units["department"].pk,
        name="quota_percent.chien_si_thi_dua_co_so",
        value="50",
        basis="Quy chế mẫu",
        from_on=dt.date(2024, 1, 1),
    )
    review = reviewed(world)
    seasons.dossier(season, "a", "nominee")
    seasons.dossier(season, "b", "clerk")
    seasons.dossier(season, "c", "nominee", "chien_si_thi_dua_co_so")
    page = look(as_("appraiser"), "review-quotas", review)
    caps = {one["cap"].award: one for one in page.context["caps"]}
    row = caps["chien_si_thi_dua_co_so"]["rows"][0]
    assert (row["unit"].name, row["holders"], row["most"], row["used"], row["left"]) == ("Sở Mẫu", 2, 1, 1, 0)
    assert caps["co_thi_dua_chinh_phu"]["rows"] == [] and "cần đếm bằng tay" in page.content.decode()


# -- files -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def formula(world):
    """Somebody whose name a spreadsheet would take for a formula."""
    return [
        enter(
            actor=OPERATOR, at=AT, code=f"+{n}", full_name=name, sex=Sex.FEMALE, unit=world.units["unit"],
            title="Chuyên viên", from_on=START, is_sample=True,
        )
        for n, name in enumerate(["=HYPERLINK(1)", "@SUM(A1)", "-2+3"])
    ]  # fmt: skip


def test_a_name_that_looks_like_a_formula_stays_a_name(as_, world, formula):
    review = reviewed(world, "unit", who="clerk")
    client = as_("clerk")
    file = client.get(*url_of_file(review, "csv", danh_hieu=TITLE)).content
    assert file.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    assert {"'=HYPERLINK(1)", "'@SUM(A1)", "'-2+3"} <= {line[1] for line in lines}
    assert {"'+0", "'+1", "'+2"} <= {line[0] for line in lines}
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in lines for cell in line)
    book = client.get(*url_of_file(review, "xlsx", danh_hieu=TITLE))
    assert "spreadsheetml" in book.headers["Content-Type"] and ".xlsx" in book.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(book.content)) as parts:
        cells = parts.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in cells and "'=HYPERLINK(1)" in cells
    shown = look(client, "review-list", review, danh_hieu=TITLE).content.decode()
    assert "=HYPERLINK(1)" in shown


def test_parquet_where_it_can_be_read(as_, world, formula):
    parquet = pytest.importorskip("pyarrow.parquet")
    review = reviewed(world, "unit", who="clerk")
    file = as_("clerk").get(*url_of_file(review, "parquet", danh_hieu=TITLE))
    table = parquet.read_table(io.BytesIO(file.content))
    assert table.column_names == ["code", "name", "unit", "award", "answer", "before", "lacks"]
    assert "=HYPERLINK(1)" in table.column("name").to_pylist() and table.num_rows == 5


def test_without_pyarrow_there_is_no_parquet(as_, world, monkeypatch):
    review = reviewed(world, "unit", who="clerk")
    monkeypatch.setattr(sheets, "find_spec", lambda name: None)
    page = look(as_("clerk"), "review-list", review)
    assert [file["kind"] for file in page.context["files"]] == ["XLSX", "CSV"]
    assert as_("clerk").get(*url_of_file(review, "parquet")).status_code == 404


# -- how many queries --------------------------------------------------------------------------------------------------


def count(client, address, asked):
    """How many queries the page takes."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, asked).status_code == 200
    return len(queries)


def test_query_counts(as_, season):
    review, client = reviewed(season.world), as_("appraiser")
    one, three = {"danh_hieu": "chien_si_thi_dua_co_so", "ket_qua": "near"}, {"danh_hieu": TITLE}
    for asked in ({}, {"q": "nguoi"}, {"xep": "ten"}, {"doi_tuong": "tap-the", "danh_hieu": ""}):
        few, many = (count(client, *url("review-list", review, **{**base, **asked})) for base in (one, three))
        assert few == many == 8
    assert count(client, *url("review", review)) == 6
    assert count(client, *url("review-quotas", review)) == 11
    assert count(client, reverse("desk:reviews"), {}) == 8
    reviewed(season.world, "unit")
    reviewed(season.world, "neighbour")
    assert count(client, reverse("desk:reviews"), {}) == 8
    assert set(ANSWERS) == {"met", "near", "record", "unknown", "people", "not"}


# -- the worker's task -------------------------------------------------------------------------------------------------


def waiting(world):
    """A review that waits, and nothing in the queue."""
    return operations.ask(actor=world.actor("clerk"), at=AT, unit_id=world.units["unit"].pk, year=YEAR, on=DAY)


def queued():
    """The reviews in the queue."""
    rows = DBTaskResult.objects.filter(task_path=tasks.review_everybody.module_path, status="READY")
    return sorted(one["args"][0] for one in rows.values_list("args_kwargs", flat=True))


def test_the_tick_takes_up_what_a_dead_worker_left(world):
    review = waiting(world)
    operations.advance(actor=SYSTEM, at=AT, review_id=review.pk)
    assert queued() == []
    tasks.tick.call()
    tasks.tick.call()
    assert queued() == [review.pk]
    assert tasks.review_everybody.call(review.pk) == 3
    DBTaskResult.objects.all().delete()
    tasks.tick.call()
    assert queued() == []


def test_a_question_that_the_law_refuses_is_told_on_the_page(as_, world, monkeypatch):
    def refuse(*words):
        raise ValueError("quota_rounding: 'x' is none of down, nearest, up")

    review = waiting(world)
    monkeypatch.setattr(operations.facts, "answers", refuse)
    with pytest.raises(ValueError, match="quota_rounding"):
        tasks.review_everybody.call(review.pk)
    assert "quota_rounding" in look(as_("clerk"), "review", review).content.decode()


def test_a_fault_of_ours_is_told_without_its_insides(as_, world, monkeypatch):
    review = waiting(world)
    monkeypatch.setattr(operations.facts, "answers", lambda *words: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        tasks.review_everybody.call(review.pk)
    page = look(as_("clerk"), "review", review).content.decode()
    assert "Chương trình gặp lỗi" in page and "division" not in page


def test_a_busy_database_leaves_the_review_for_the_next_tick(world, monkeypatch):
    def busy(**words):
        raise OperationalError("database is locked")

    review = waiting(world)
    monkeypatch.setattr(tasks.reviews, "advance", busy)
    with pytest.raises(OperationalError):
        tasks.review_everybody.call(review.pk)
    review.refresh_from_db()
    assert review.state == "waiting"


def test_a_review_that_was_thrown_away_is_nobodys_work(db):
    assert tasks.review_everybody.call(999999) == 0


def test_other_workers_are_called_where_several_may_write(world, monkeypatch):
    from thidua.domain.reviews import queries

    monkeypatch.setattr(queries, "SLICE", 1)
    monkeypatch.setattr(connection.features, "has_select_for_update_skip_locked", True)
    if connection.vendor == "sqlite":
        monkeypatch.setattr(operations, "_claim", lambda review: review.parts.filter(is_done=False).first())
    review = operations.ask(actor=SYSTEM, at=AT, unit_id=world.units["department"].pk, year=YEAR, on=DAY)
    assert tasks.review_everybody.call(review.pk) == 12
    assert queued() == [review.pk] * 2
