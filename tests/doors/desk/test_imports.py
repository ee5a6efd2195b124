"""The pages of imports: handed in, matched, mended in place, brought in, undone; read by the worker."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from tests.cast import CAST
from thidua.domain.imports.enums import Kind
from thidua.domain.imports.models import Batch
from thidua.domain.people.models import Person
from thidua.doors.desk.imports import samples
from thidua.doors.jobs import tasks

IMPORTERS = {"clerk", "department_clerk", "appraiser", "stranger"}
HEAD = ["STT", "Họ và tên", "Giới tính", "Ngày sinh", "Chức vụ", "Đơn vị", "Ngày vào ngành", "Số điện thoại"]
ROWS = [
    [1, "Nguyễn Thị Hoà", "Nữ", "5/3/1980", "Chuyên viên", "Phòng Một", "01/09/2005", "0900"],
    [2, "TRẦN VĂN BÌNH", "Nam", "2/13/1981", "Phó Trưởng phòng", "Phòng 1", "01/09/2005", "0901"],
    [3, "Lê Thị Cúc", "Nữ", "7/7/1990", "Chuyên viên", "Phòng 1", "01/09/2015", "0902"],
]


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """A store of the test's own."""
    settings.FILES_ROOT = tmp_path / "files"


def workbook(rows=None, head=HEAD, title="DANH SÁCH CÁN BỘ", name="Danh sách", more=()):
    """A spreadsheet with a merged title, a heading in the third row, and other sheets."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    sheet.append([title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(head))
    sheet.append([])
    sheet.append(head)
    for row in ROWS if rows is None else rows:
        sheet.append(row)
    for other, lines in more:
        page = book.create_sheet(other)
        for line in lines:
            page.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(content=None, name="cán bộ.xlsx"):
    """The file as a browser sends it."""
    return SimpleUploadedFile(name, workbook() if content is None else content)


def hand_in(client, world, kind="people", unit="department", **more):
    """Hand in and let the worker read; the batch."""
    data = {"kind": kind, "unit": world.units[unit].pk, **(more or {"file": upload()})}
    response = client.post(reverse("desk:import-new"), data)
    assert response.status_code == 302, response.content.decode()[:3000]
    batch = Batch.objects.latest("pk")
    tasks.bring_in.call(batch.pk)
    batch.refresh_from_db()
    return batch


def go(client, name, batch, data=None, **more):
    """Send a form of the batch and let the worker work."""
    response = client.post(reverse(f"desk:import-{name}", args=[batch.pk]), data or {}, **more)
    tasks.bring_in.call(batch.pk)
    batch.refresh_from_db()
    return response


def match(client, batch, **defaults):
    """Match as guessed and check."""
    data = {f"c-{place}": name for place, name in batch.columns.items()} | {
        f"d-{name}": text for name, text in defaults.items()
    }
    return go(client, "columns", batch, data | {"version": batch.version})


def page(client, batch, **asked):
    """The page of the batch."""
    response = client.get(
        reverse("desk:import", args=[batch.pk]), {key.replace("_", "-"): value for key, value in asked.items()}
    )
    assert response.status_code == 200, response.content.decode()[:3000]
    return response.content.decode()


def test_a_messy_workbook_from_the_drop_to_the_undo(as_, world):
    client = as_("department_clerk")
    assert "Chưa nhập danh sách nào" in client.get(reverse("desk:imports")).content.decode()
    response = client.post(
        reverse("desk:import-new"), {"kind": "people", "unit": world.units["department"].pk, "file": upload()}
    )
    batch = Batch.objects.get()
    assert response.headers["Location"] == reverse("desk:import", args=[batch.pk])
    assert "hx-trigger" in page(client, batch) and "Xem tiến độ mới nhất" in page(client, batch)
    task = DBTaskResult.objects.get(task_path=tasks.bring_in.module_path)
    assert task.args_kwargs["args"] == [batch.pk]
    tasks.bring_in.call(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.total, batch.sheet) == ("read", 3, "Danh sách")
    shown = page(client, batch)
    assert "Số điện thoại: loại danh sách này không cần" in shown and "0900" not in shown
    assert all("0900" not in str(line.cells) for line in batch.lines.all())
    match(client, batch)
    assert batch.counts == {"new": 1, "wrong": 2}
    shown = page(client, batch)
    assert "Không có đơn vị “Phòng 1”" in shown and "“2/13/1981” không phải ngày" in shown
    second, third = (line.number for line in batch.lines.filter(state="wrong"))
    go(
        client,
        "mend",
        batch,
        {"alike": f"{second}:unit", f"o-{second}-unit": "Phòng 1", f"f-{second}-unit": "Phòng Hai"},
    )
    assert batch.counts == {"new": 2, "wrong": 1}
    go(
        client,
        "mend",
        batch,
        {f"w-{second}-born_on": "2/13/1981", f"f-{second}-born_on": "13/02/1981", f"v-{second}": 1},
    )
    assert batch.counts == {"new": 3}
    go(client, "accept", batch, {"code": "capitals"})
    assert batch.lines.get(number=second).values["full_name"] == "Trần Văn Bình"
    assert batch.lines.get(number=second).cells[3] == "2/13/1981"
    go(client, "write", batch, {"version": batch.version})
    assert batch.state == "written" and Person.objects.filter(full_name="Trần Văn Bình", born_on="1981-02-13").exists()
    assert "Hoàn tác cả lô" in page(client, batch)
    assert "Hoàn tác 3 dòng" in client.get(reverse("desk:import-undo", args=[batch.pk])).content.decode()
    go(client, "undo", batch, {"version": batch.version})
    assert batch.state == "undone" and not Person.objects.filter(full_name="Trần Văn Bình").exists()


def test_a_pasted_table_is_read_at_once(as_, world):
    text = "Mã nhân sự\tXếp loại\tNăm\nM-nominee\tTốt\t2025\n"
    client = as_("clerk")
    client.post(reverse("desk:import-new"), {"kind": "results", "unit": world.units["unit"].pk, "text": text})
    batch = Batch.objects.get()
    assert (batch.state, batch.total, batch.name) == ("read", 1, "Bảng dán")
    match(client, batch)
    assert batch.counts == {"new": 1}


def test_the_same_file_twice_leads_to_the_first(as_, world):
    client = as_("department_clerk")
    content = workbook()
    batch = hand_in(client, world, file=upload(content))
    data = {"kind": "people", "unit": world.units["department"].pk, "file": upload(content, "khác tên.xlsx")}
    response = client.post(reverse("desk:import-new"), data)
    assert response.status_code == 422
    assert reverse("desk:import", args=[batch.pk]) in response.content.decode()
    assert Batch.objects.count() == 1
    client.post(reverse("desk:import-drop", args=[batch.pk]))
    assert hand_in(client, world, file=upload(content)).state == "read"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.xlsx", b"%PDF-1.7", "không phải là XLSX"),
        ("a.pdf", b"%PDF-1.7", "Chỉ nhận tệp XLSX, XLS, ODS, CSV"),
        ("a.xlsx", b"", "Tệp rỗng"),
    ],
)
def test_a_file_that_is_none_is_refused_at_the_door(as_, world, name, content, words):
    data = {"kind": "people", "unit": world.units["unit"].pk, "file": SimpleUploadedFile(name, content)}
    response = as_("clerk").post(reverse("desk:import-new"), data)
    assert response.status_code == 422 and words in response.content.decode()
    assert not Batch.objects.exists()


def test_a_file_that_the_reader_refuses_is_told_on_its_page(as_, world):
    client = as_("clerk")
    batch = hand_in(client, world, unit="unit", file=SimpleUploadedFile("a.xls", b"\xd0\xcf\x11\xe0" + b"0" * 600))
    assert batch.state == "failed" and batch.error in page(client, batch).replace("&quot;", '"')
    assert "Nộp tệp khác" in page(client, batch)


def test_another_sheet_is_taken_instead_or_afterwards(as_, world):
    client = as_("department_clerk")
    other = ("Tháng 2", [HEAD, [1, "Đỗ Thị Em", "Nữ", "1/1/1991", "CV", "Phòng Hai", "1/1/2020", ""]])
    batch = hand_in(client, world, file=upload(workbook(more=[other, ("Hướng dẫn", [HEAD, ROWS[0]])])))
    assert batch.sheet == "Danh sách" and "trang mẫu, hướng dẫn" in page(client, batch)
    go(client, "choose", batch, {"sheet": "Tháng 2", "version": batch.version})
    assert (batch.sheet, batch.total, batch.state) == ("Tháng 2", 1, "read")
    match(client, batch)
    go(client, "write", batch)
    assert batch.state == "written"
    client.post(reverse("desk:import-another", args=[batch.pk]), {"sheet": "Danh sách"})
    made = Batch.objects.latest("pk")
    tasks.bring_in.call(made.pk)
    made.refresh_from_db()
    assert (made.sheet, made.total) == ("Danh sách", 3)


def test_a_cell_mended_by_script_gets_what_is_told_of_its_row(as_, world):
    client = as_("department_clerk")
    batch = hand_in(client, world)
    match(client, batch)
    line = batch.lines.filter(state="wrong").last()
    data = {
        "row": line.number,
        "fields": "unit",
        f"f-{line.number}-unit": "Phòng Hai",
        f"w-{line.number}-unit": "Phòng 1",
        f"v-{line.number}": line.version,
    }
    response = client.post(reverse("desk:import-mend", args=[batch.pk]), data, headers={"HX-Request": "true"})
    told = response.content.decode()
    assert response.status_code == 200 and f'id="m-{line.number}-unit"' in told and "trong tệp: Phòng 1" in told
    assert "Mới" in told and f'name="v-{line.number}" value="{line.version + 1}"' in told
    again = client.post(
        reverse("desk:import-mend", args=[batch.pk]),
        data | {f"f-{line.number}-unit": "x"},
        headers={"HX-Request": "true"},
    )
    assert again.status_code == 409


def test_a_line_is_left_out_and_taken_in_again(as_, world):
    client = as_("department_clerk")
    batch = hand_in(client, world)
    match(client, batch)
    line = batch.lines.filter(state="wrong").first()
    go(client, "skip", batch, {"line": line.number})
    assert batch.counts == {"new": 1, "wrong": 1, "skipped": 1}
    client.post(reverse("desk:import-skip", args=[batch.pk]) + "?lai=1", {"line": line.number})
    batch.refresh_from_db()
    assert batch.counts == {"new": 1, "wrong": 2}
    go(client, "skip", batch, {"tat_ca": "1"})
    assert batch.counts == {"new": 1, "skipped": 2}


def test_the_marked_file_names_the_cells(as_, world):
    client = as_("department_clerk")
    batch = hand_in(client, world)
    match(client, batch)
    response = client.get(reverse("desk:import-marked", args=[batch.pk]))
    assert response.streaming, response.content.decode()[-3000:]
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))["Danh sách"]
    assert "không phải ngày" in sheet["D5"].comment.text
    assert sheet["D4"].comment is None


def test_writing_with_a_wrong_line_is_refused_with_the_count(as_, world):
    client = as_("department_clerk")
    batch = hand_in(client, world)
    match(client, batch)
    response = client.post(reverse("desk:import-write", args=[batch.pk]), follow=True)
    assert "Còn 2 dòng cần sửa." in response.content.decode()
    assert not Person.objects.filter(full_name="Nguyễn Thị Hoà").exists()


@pytest.mark.parametrize("kind", Kind.values)
def test_the_sample_file_of_each_kind_is_understood_whole(as_, world, kind):
    client = as_("clerk")
    response = client.get(reverse("desk:import-sample", args=[kind]))
    batch = hand_in(client, world, kind, "unit", file=SimpleUploadedFile("mau.xlsx", response.content))
    assert list(batch.columns.values()) == list(samples.EXAMPLES[kind])
    match(client, batch)
    told = {one["code"] for line in batch.lines.all() for one in line.problems if not one["is_warning"]}
    assert told <= {"nobody", "no_unit", "outside"}


@pytest.mark.parametrize(
    ("state", "told"),
    [("waiting", "đọc hết tệp mới biết"), ("checking", "1/3 dòng"), ("writing", "2 dòng trong một lần ghi"),
     ("undoing", "3 dòng trong một lần gỡ")],
)  # fmt: skip
def test_the_bar_tells_what_can_be_known_of_a_step(as_, world, state, told):
    client = as_("department_clerk")
    batch = hand_in(client, world)
    counts = {"checking": {"unchecked": 2, "new": 1}, "writing": {"new": 2, "same": 1}, "undoing": {"written": 3}}
    written = batch.asked_at if state == "undoing" else None
    Batch.objects.filter(pk=batch.pk).update(state=state, counts=counts.get(state, {}), written_at=written)
    assert told in client.get(reverse("desk:import-progress", args=[batch.pk])).content.decode()


@pytest.mark.parametrize("who", CAST)
def test_who_sees_a_batch(as_, world, who):
    batch = hand_in(as_("clerk"), world, unit="unit")
    client = as_(who)
    expected = {"citizen": 302}.get(who, 200 if who in {"clerk", "department_clerk", "appraiser"} else 404)
    for name, ok in (("import", 200), ("import-columns", 200), ("import-progress", 204), ("import-undo", 302)):
        status = client.get(reverse(f"desk:{name}", args=[batch.pk])).status_code
        assert status == (ok if expected == 200 else expected), name
    listing = client.get(reverse("desk:imports")).status_code
    assert listing == {"citizen": 302}.get(who, 200 if who in IMPORTERS else 403)


def test_queries_do_not_grow_with_the_rows(as_, world):
    client = as_("department_clerk")
    counts = []
    for rows in (ROWS[:1], ROWS):
        batch = hand_in(client, world, file=upload(workbook(rows)))
        match(client, batch)
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(client, batch, xem="tat-ca")
        with CaptureQueriesContext(connection) as listed:
            client.get(reverse("desk:imports"))
        counts.append((len(found), len(listed)))
    assert counts[0] == counts[1] and max(counts[0]) <= 13, counts
    own = [q["sql"] for q in found.captured_queries if "imports_" in q["sql"] or "audit_event" in q["sql"]]
    assert len(own) <= 8, own
