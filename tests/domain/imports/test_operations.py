"""The acts on batches: who, in which state, twice, at once, killed, undone."""

import pytest
from django.db import connection

from tests.cast import AT, CAST, OPERATOR
from tests.domain.imports.conftest import SYSTEM, codes
from tests.domain.imports.test_kinds import AWARDS, GOOD, PEOPLE, RESULTS, changed, person
from thidua.base.audit.models import Event
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.imports import access, operations, queries
from thidua.domain.imports.enums import State
from thidua.domain.imports.models import Batch, ColumnMemory, Line, Made
from thidua.domain.imports.states import FLOW
from thidua.domain.initiatives.models import Initiative
from thidua.domain.people.models import Person, Post
from thidua.domain.register.enums import Kind as EntryKind
from thidua.domain.register.models import Entry
from thidua.kernel.errors import NotAllowed, NotFound, NotNow, Stale, Unready

MAY = {"clerk": {"unit"}, "stranger": {"neighbour"}}
MAY |= dict.fromkeys(("department_clerk", "appraiser"), {"unit", "neighbour", "department"})
PERSONAL = ("read", "choose", "match", "mend", "skip", "write", "undo", "drop")


@pytest.mark.parametrize("who", CAST)
@pytest.mark.parametrize("name", ["province", "department", "unit", "neighbour"])
def test_role_by_verb(world, who, name):
    actor, unit = world.actor(who), world.units[name]
    batch = operations.ask(actor=OPERATOR, at=AT, unit_id=unit.pk, kind="people", name="x", digest="x")
    may = name in MAY.get(who, ())
    assert bool(access.may(actor, "ask", unit)) == may and bool(access.may(actor, "ask", None)) == (who in MAY)
    for verb in PERSONAL:
        assert bool(access.may(actor, verb, batch)) == may, verb
    for verb in ("fill", "advance", "fail"):
        assert not access.may(actor, verb, batch) and access.may(SYSTEM, verb, batch)
    assert access.visible_to(actor).exists() == may and (unit in access.units(actor)) == may
    if not may:
        with pytest.raises(NotFound):
            operations.ask(actor=actor, at=AT, unit_id=unit.pk, kind="people", name="x", digest="y")
        with pytest.raises(NotFound):
            operations.drop(actor=actor, at=AT, batch_id=batch.pk)


@pytest.mark.parametrize("who", ["department_clerk", "appraiser"])
def test_nobody_but_the_system_takes_a_step(world, bringing, who):
    batch = bringing.asked("people")
    for act in (operations.advance, operations.fail, operations.fill):
        more = {"text": "x"} if act is operations.fail else {}
        more = {"sheets": [], "sheet": "", "headings": [], "rows": []} if act is operations.fill else more
        with pytest.raises(NotAllowed):
            act(actor=world.actor(who), at=AT, batch_id=batch.pk, **more)


MOVES = {
    "fill": {"waiting": "read"},
    "choose": dict.fromkeys(("read", "checked"), "waiting"),
    "match": dict.fromkeys(("read", "checked"), "checking"),
    "again": {"checked": "checking"},
    "check": {"checking": "checking"},
    "finish": {"checking": "checked"},
    "mend": {"checked": "checked"},
    "skip": {"checked": "checked"},
    "write": {"checked": "writing"},
    "enter": {"writing": "written"},
    "recheck": {"writing": "checking"},
    "refuse": {"writing": "checked"},
    "undo": {"written": "undoing"},
    "take-back": {"undoing": "undone"},
    "keep": {"undoing": "written"},
    "fail": dict.fromkeys(("waiting", "checking"), "failed"),
    "drop": {one: one for one in ("waiting", "read", "checking", "checked", "failed")},
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("verb", FLOW.moves)
def test_state_by_verb(state, verb):
    batch = Batch(state=state)
    if state in MOVES[verb]:
        FLOW.move(batch, verb)
        assert batch.state == MOVES[verb][state]
    else:
        with pytest.raises(NotNow):
            FLOW.move(batch, verb)


# -- the same twice, two at once ---------------------------------------------------------------------------------------


def test_the_same_list_twice_is_refused_until_it_is_undone(bringing):
    batch = bringing.written("people", PEOPLE, [changed()])
    with pytest.raises(Unready, match="đã được nộp"):
        bringing.read("people", PEOPLE, [changed()])
    assert bringing.read("results", RESULTS, [["M-nominee", *[""] * 6]], digest=batch.digest).state == "read"
    assert bringing.read("people", PEOPLE, [changed()], unit="neighbour", digest=batch.digest).state == "read"
    bringing.undo(batch)
    assert bringing.written("people", PEOPLE, [changed()]).state == "written"


def test_of_two_lists_at_once_the_second_is_looked_at_again(bringing):
    rows = [changed(), changed(ten="Lê Thị Ba")]
    first = bringing.checked("people", PEOPLE, rows)
    second = bringing.checked("people", PEOPLE, rows[:1])
    assert bringing.write(first).state == "written"
    again = bringing.write(second)
    assert (again.state, again.counts) == ("checked", {"same": 1}) and "kiểm tra lại" in again.error
    assert Person.objects.filter(full_name="Nguyễn Thị Hoà").count() == 1


def test_writing_twice_writes_once(bringing, world):
    batch = bringing.written("people", PEOPLE, [changed()])
    with pytest.raises(NotNow):
        operations.write(actor=world.actor("department_clerk"), at=AT, batch_id=batch.pk)
    bringing.work(batch)
    assert Person.objects.filter(full_name="Nguyễn Thị Hoà").count() == 1


def test_somebody_entered_by_hand_meanwhile_stops_the_whole_list(bringing, world):
    headings = ["Mã nhân sự", *PEOPLE[1:]]
    batch = bringing.checked("people", headings, [["NV1", *GOOD[1:]], ["NV2", *changed(ten="Lê Ba")[1:]]])
    person(world, "Ai Đó", code="NV2")
    batch = bringing.write(batch)
    assert batch.state == "checked" and batch.error.startswith("Chưa ghi gì.")
    assert not Person.objects.filter(code="NV1").exists() and not Made.objects.exists()


def test_a_worker_that_dies_while_writing_leaves_nothing_half_written(bringing, world, monkeypatch):
    batch = bringing.checked("people", PEOPLE, [changed()])
    operations.write(actor=world.actor("department_clerk"), at=AT, batch_id=batch.pk)
    before = Person.objects.count()

    def die(*args, **more):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Post.objects, "bulk_create", die)
        with pytest.raises(KeyboardInterrupt):
            operations.advance(actor=SYSTEM, at=AT, batch_id=batch.pk)
    batch.refresh_from_db()
    assert batch.state == "writing" and Person.objects.count() == before
    assert batch in queries.unfinished()
    assert bringing.work(batch).state == "written" and Person.objects.count() == before + 1


def test_a_check_that_was_broken_off_goes_on_where_it_was(bringing, monkeypatch, world):
    monkeypatch.setattr(queries, "AT_ONCE", 2)
    rows = [changed(ten=f"Lê Thị {letter}") for letter in "ABCDE"]
    batch = bringing.read("people", PEOPLE, rows)
    operations.match(
        actor=world.actor("department_clerk"), at=AT, batch_id=batch.pk, columns=batch.columns, defaults={}
    )
    step = operations.advance(actor=SYSTEM, at=AT, batch_id=batch.pk)
    assert (step.done, step.total, step.goes_on) == (2, 5, True)
    assert bringing.work(batch).counts == {"new": 5}


# -- mending -------------------------------------------------------------------------------------------------------------


def test_mending_one_line_changes_the_answer_of_another(bringing, world):
    actor = world.actor("department_clerk")
    batch = bringing.checked("people", PEOPLE, [changed(), changed()])
    assert batch.counts == {"new": 1, "wrong": 1}
    line = operations.mend(
        actor=actor, at=AT, batch_id=batch.pk, number=2, field="full_name", text="Lê Thị Hoa", version=0
    )
    assert line.cells[1] == "Nguyễn Thị Hoà" and line.mended == {"full_name": "Lê Thị Hoa"}
    batch.refresh_from_db()
    assert batch.counts == {"new": 2}
    with pytest.raises(Stale):
        operations.mend(actor=actor, at=AT, batch_id=batch.pk, number=2, field="full_name", text="x", version=0)
    with pytest.raises(NotFound):
        operations.mend(actor=actor, at=AT, batch_id=batch.pk, number=2, field="password", text="x")
    operations.mend(actor=actor, at=AT, batch_id=batch.pk, number=2, field="full_name", text="Nguyễn Thị Hòa")
    batch.refresh_from_db()
    assert batch.counts == {"new": 1, "wrong": 1}
    operations.skip(actor=actor, at=AT, batch_id=batch.pk, numbers=[2])
    batch.refresh_from_db()
    assert batch.counts == {"new": 1, "skipped": 1} and batch.lines.get(number=3).state == "new"


def test_many_are_mended_at_once_also_beyond_one_step(bringing, world, monkeypatch):
    rows = [changed(ten=f"LÊ THỊ {letter}", don_vi="P. Một" if letter < "E" else "P.  một") for letter in "ABCDE"]
    batch = bringing.checked("people", PEOPLE, rows)
    actor = world.actor("department_clerk")
    about = {"actor": actor, "at": AT, "batch_id": batch.pk}
    assert operations.mend_alike(**about, field="unit", was="P. Một", text="Phòng Một") == 5
    monkeypatch.setattr(queries, "AT_ONCE", 3)
    assert operations.accept(**about, code="capitals") == 5
    batch.refresh_from_db()
    assert batch.state == "checking"
    assert bringing.work(batch).counts == {"new": 5}
    assert not any(codes(line) for line in batch.lines.all())


def test_a_namesake_is_chosen_by_her_code(bringing, world):
    batch = bringing.checked(
        "results", RESULTS, [["", "Người nominee", "", "Phòng Một", "Tốt", "", ""]], {"year": "2025"}
    )
    (problem,) = batch.lines.get().problems
    assert (
        problem["choices"] == [["M-nominee", "Người nominee, ?, Phòng Một (M-nominee)"]] and problem["asks"] == "code"
    )
    operations.mend(
        actor=world.actor("department_clerk"), at=AT, batch_id=batch.pk, number=2, field="code", text="M-nominee"
    )
    assert batch.lines.get().state == "new"


# -- columns -------------------------------------------------------------------------------------------------------------


def test_the_agency_s_words_for_its_columns_are_remembered(bringing, world):
    headings = ["Quý danh", "Phái", "SN", "Chỗ ngồi", "Vào"]
    row = ["Lê Thị Ba", "Nữ", "1/2/1990", "Phòng Một", "1/1/2020"]
    batch = bringing.read("people", headings, [row])
    assert batch.columns == {"1": "sex"}
    columns = {"0": "full_name", "1": "sex", "2": "born_on", "3": "unit", "4": "from_on"}
    operations.match(actor=world.actor("department_clerk"), at=AT, batch_id=batch.pk, columns=columns, defaults={})
    assert bringing.work(batch).counts == {"new": 1}
    again = bringing.read("people", [*reversed(headings)], [row[::-1]], who="clerk", unit="unit")
    assert again.columns == {"4": "full_name", "3": "sex", "2": "born_on", "1": "unit", "0": "from_on"}
    assert set(ColumnMemory.objects.values_list("unit__code", flat=True)) == {"department"}


def test_data_about_people_that_no_list_needs_are_not_kept(bringing):
    headings = [*PEOPLE, "Số điện thoại", "Địa chỉ / Nơi ở", "Dân tộc"]
    batch = bringing.read("people", headings, [[*changed(), "0900000001", "12 Phố Mẫu", "Kinh"]])
    assert batch.refused == [7, 8, 9] and batch.lines.get().cells[7:] == ["", "", ""]
    asked = bringing.read("units", ["Mã đơn vị", "Tên đơn vị", "Số CMND"], [["a", "b", "012345678"]])
    assert asked.refused == [2] and asked.lines.get().cells == ["a", "b", ""]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"4": "title"}, "Chưa có cột cho biết là ai"),
        ({"1": "full_name", "2": "full_name"}, "Hai cột cùng là"),
        ({"1": "full_name", "99": "sex"}, "Có cột không thuộc danh sách"),
        ({"1": "password"}, "Có cột không thuộc danh sách"),
    ],
)
def test_columns_that_cannot_be_checked_so(bringing, world, columns, words):
    batch = bringing.read("people", PEOPLE, [changed()])
    with pytest.raises(Unready, match=words):
        operations.match(actor=world.actor("department_clerk"), at=AT, batch_id=batch.pk, columns=columns, defaults={})


# -- nothing is written before, everything is gone after -----------------------------------------------------------------

OWN = ("imports_", "audit_", "django_", "people_touched", "sqlite_", "files_", "accounts_", "lookup_")
"""Not what a list writes; marks of the index are taken away by the next search."""


def tables():
    """The rows of every table of the product, but those of imports, the trail and marks."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if not name.startswith(OWN):
                cursor.execute(f'SELECT * FROM "{name}" ORDER BY 1')
                found[name] = cursor.fetchall()
    return found


LISTS = {
    "people": (PEOPLE, [changed(), changed(ten="Lê Thị Ba")], {}),
    "results": (
        RESULTS,
        [["M-nominee", *[""] * 3, "Tốt", "", ""], ["", "", "", "Phòng Một", "Tốt", "", ""]],
        {"year": "2025"},
    ),
    "initiatives": (
        ["Tên sáng kiến", "Mã nhân sự", "Năm", "Cấp", "Quyết định"],
        [["Tra cứu", "M-nominee", "2024", "Cấp cơ sở", "12/QĐ"]],
        {},
    ),
    "units": (["Mã đơn vị", "Tên đơn vị", "Ngày thành lập"], [["p9", "Phòng Chín", "1/1/2020"]], {}),
    "awards": (
        AWARDS,
        [["", "M-nominee", "", "LĐTT", "2024", "", ""], ["Phòng Một", "", "", "TTLĐXS", "2023", "", ""]],
        {},
    ),
}


@pytest.mark.parametrize("kind", LISTS)
def test_a_check_writes_nothing_and_an_undo_leaves_nothing(bringing, kind):
    headings, rows, defaults = LISTS[kind]
    before = tables()
    batch = bringing.checked(kind, headings, rows, defaults)
    assert batch.counts == {"new": len(rows)} and tables() == before
    batch = bringing.write(batch)
    assert batch.state == "written" and tables() != before
    batch = bringing.undo(batch)
    assert (batch.state, batch.error) == ("undone", "")
    after = tables()
    if kind == "awards":  # the book only grows: each entry stands revoked
        book = after.pop("register_entry"), before.pop("register_entry")
        assert len(book[0]) == len(book[1]) + 2 * len(rows)
        leaves = after.pop("register_leaf"), before.pop("register_leaf")
        assert len(leaves[0]) == len(leaves[1]) + 2 * len(rows)
        assert after.pop("register_loghead") != before.pop("register_loghead")
        assert not Entry.objects.standing().exists()
        assert {entry.reason for entry in Entry.objects.filter(kind=EntryKind.REVOCATION)} == {
            "Hoàn tác lô nhập ds.xlsx"
        }
    assert after == before


def test_each_list_leaves_one_line_of_what_it_wrote(bringing):
    bringing.written("people", PEOPLE, [changed(), changed(ten="Lê Thị Ba")])
    line = Event.objects.get(event="people.persons.entered")
    assert line.actor_name == "Người department_clerk" and line.details["count"] == 2


def test_what_something_rests_on_is_not_taken_back(bringing, world):
    batch = bringing.written("people", PEOPLE, [changed(), changed(ten="Lê Thị Ba")])
    used = Person.objects.get(full_name="Lê Thị Ba")
    work = Initiative.objects.create(person=used, year=2024, title="x", reach="co_so", recognised_by="x")
    batch = bringing.undo(batch)
    assert batch.state == "written" and "Lê Thị Ba" in batch.error and "Nguyễn" not in batch.error
    assert Person.objects.filter(full_name="Nguyễn Thị Hoà").exists()
    work.delete()
    assert bringing.undo(batch).state == "undone"


def test_results_written_again_since_then_are_not_taken_back(bringing, world):
    batch = bringing.written("results", *LISTS["results"])
    Result.objects.filter(person=world.people["nominee"]).update(version=2)
    assert "Người nominee 2025" in bringing.undo(batch).error
    Result.objects.update(version=1)
    Sheet.objects.update(state="closed", closed_at=AT)
    assert bringing.undo(batch).state == "written" and Result.objects.count() == 2


def test_a_batch_is_dropped_with_its_lines(bringing, world):
    batch = bringing.checked("people", PEOPLE, [changed()])
    operations.drop(actor=world.actor("department_clerk"), at=AT, batch_id=batch.pk)
    assert not Line.objects.exists() and Event.objects.filter(event="imports.batch.dropped").exists()
    written = bringing.written("people", PEOPLE, [changed()])
    with pytest.raises(NotNow):
        operations.drop(actor=world.actor("department_clerk"), at=AT, batch_id=written.pk)
