"""The pages of people and collectives: what they show to whom, what they hide, and what their forms do."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.cast import AT, CAST, OPERATOR, START
from thidua.base.audit import queries as audit
from thidua.domain.assessment.models import Result, Sheet
from thidua.domain.people import operations
from thidua.domain.people.models import DataWord, Person
from thidua.domain.register import operations as register

NUMBER, MASKED = "099190000123", "••••••••0123"
BORN = dt.date(1990, 5, 17)
READERS = {"clerk", "department_clerk", "appraiser", "secretary", "signer", "auditor"}
KEEPERS = {"clerk", "department_clerk"}


@pytest.fixture
def nominee(world):
    """The nominee with a number, a birthday, a study leave, a title and a graded year."""
    person, unit = world.people["nominee"], world.units["unit"]
    operations.edit(actor=OPERATOR, at=AT, person_id=person.pk, born_on=BORN, citizen_number=NUMBER)
    operations.go_away(
        actor=OPERATOR, at=AT, person_id=person.pk, kind="study", from_on=dt.date(2023, 3, 1),
        until_on=dt.date(2024, 2, 1),
    )  # fmt: skip
    for subject, award, key in [
        (person, "chien_si_thi_dua_co_so", "a"),
        (None, "tap_the_lao_dong_tien_tien", "b"),
    ]:
        register.enter(
            actor=OPERATOR, at=AT, unit=unit, person=subject, award=award, mode="regular", year=2024,
            granted_by="Giám đốc Sở Mẫu", decision_number="7/QĐ-SM", decided_on=dt.date(2025, 1, 6), source="test",
            source_key=key,
        )  # fmt: skip
    sheet = Sheet.objects.create(unit=unit, year=2024, state="closed", closed_at=AT)
    Result.objects.create(sheet=sheet, person=person, grade="hoan_thanh_xuat_sac", discipline="khien_trach")
    Result.objects.create(sheet=sheet, grade="hoan_thanh_tot")
    open_sheet = Sheet.objects.create(unit=unit, year=2025)
    Result.objects.create(sheet=open_sheet, person=person, grade="khong_hoan_thanh")
    person.refresh_from_db()
    return person


def look(client, name, *args, **asked):
    """The page as text."""
    response = client.get(reverse(name, args=args), asked)
    assert response.status_code == 200
    return response.content.decode()


def some(world, count, unit="unit"):
    """So many more people."""
    for n in range(count):
        operations.enter(
            actor=OPERATOR, at=AT, code=f"T{n}", full_name=f"Trần Văn T{n}", sex="m", unit=world.units[unit],
            title="Chuyên viên", from_on=START, born_on=BORN,
        )  # fmt: skip


# -- the list ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_eight_queries_for_one_row_and_for_three(world, as_, django_assert_num_queries, rows):
    some(world, rows)
    client = as_("auditor")
    with django_assert_num_queries(8):
        response = client.get(reverse("desk:people"), {"tinh_trang": "dang-lam", "nhom": 5})
    assert response.status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_asks_seven_times(world, as_, django_assert_num_queries, rows):
    some(world, rows)
    client = as_("auditor")
    with django_assert_num_queries(7):
        response = client.post(reverse("desk:people"), {"q": "tran van"})
    assert response.content.decode().count("Trần Văn T") >= rows


def shown(client, **asked):
    """The codes of the people that the list shows."""
    return {row["person"].code for row in client.get(reverse("desk:people"), asked).context["rows"]}


def test_filters(world, as_, nominee):
    some(world, 3)
    clerk = as_("clerk")
    one, two, three = Person.objects.filter(code__startswith="T").order_by("code")
    operations.go_away(actor=OPERATOR, at=AT, person_id=one.pk, kind="sick", from_on=dt.date(2026, 1, 2))
    operations.retire(actor=OPERATOR, at=AT, person_id=two.pk, on=dt.date(2026, 1, 1))
    operations.end_post(actor=OPERATOR, at=AT, post_id=three.posts.get().pk, until_on=dt.date(2026, 1, 1))
    operations.edit(actor=OPERATOR, at=AT, person_id=nominee.pk, is_party_member=True)
    operations.transfer(
        actor=OPERATOR, at=AT, post_id=world.people["clerk"].posts.get().pk, unit_id=world.units["unit"].pk,
        title="Trưởng phòng", rank=4, from_on=dt.date(2025, 1, 1),
    )  # fmt: skip
    everybody = {"M-nominee", "M-clerk", "T0", "T1", "T2"}
    assert shown(clerk) == everybody
    for asked, codes in [
        ({"tinh_trang": "dang-lam"}, {"M-nominee", "M-clerk", "T0"}),
        ({"tinh_trang": "vang"}, {"T0"}),
        ({"tinh_trang": "nghi-huu"}, {"T1"}),
        ({"tinh_trang": "tu-tran"}, set()),
        ({"tinh_trang": "chua-co-vi-tri"}, {"T2"}),
        ({"nhom": 4}, {"M-clerk"}),
        ({"nu": "on"}, {"M-nominee", "M-clerk"}),
        ({"dang_vien": "on"}, {"M-nominee"}),
        ({"don_vi": world.units["unit"].pk}, everybody),
        ({"don_vi": "x"}, everybody),
    ]:
        assert shown(clerk, **asked) == codes, asked
    assert shown(as_("department_clerk"), don_vi=world.units["neighbour"].pk) == {"M-stranger"}


def test_namesakes_are_told_apart_everywhere(world, as_, nominee):
    for code, born in [("N1", BORN), ("N2", dt.date(1985, 1, 1))]:
        operations.enter(
            actor=OPERATOR, at=AT, code=code, full_name="Người nominee", sex="f", unit=world.units["unit"],
            title="Văn thư", from_on=START, born_on=born,
        )  # fmt: skip
    text = look(as_("clerk"), "desk:people")
    assert all(mark in text for mark in ("sinh năm 1990 · M-nominee", "sinh năm 1990 · N1", "sinh năm 1985 · N2"))
    text = look(as_("clerk"), "desk:person", nominee.pk)
    assert "Có người trùng họ tên" in text and "sinh năm 1985 · N2" in text
    text = look(as_("clerk"), "desk:people-doubles")
    assert "M-nominee" in text and "N1" in text and "N2" not in text


# -- the file ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", CAST)
def test_who_sees_how_much_of_a_file(world, as_, nominee, who):
    response = as_(who).get(reverse("desk:person", args=[nominee.pk]))
    if who == "citizen":
        assert response.status_code == 302
        return
    if who not in READERS | {"nominee"}:
        assert response.status_code == 404
        return
    text = response.content.decode()
    assert NUMBER not in text and MASKED in text
    assert ("17/05/1990" in text) == (who in KEEPERS | {"nominee"})
    assert "1990" in text
    assert ("Xem đủ" in text) == (who in KEEPERS | {"nominee"})
    assert ("Diễn biến" in text) == (who in KEEPERS)
    assert "Chiến sĩ thi đua cơ sở" in text and "7/QĐ-SM" in text
    assert "Khiển trách" in text and "Đi học" in text and "Chưa chốt" in text
    assert "Không hoàn thành" not in text  # not settled yet
    assert text.count("verdict-cell ") >= 3


def test_a_files_queries_do_not_grow_with_its_years(world, as_, nominee, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        look(as_("clerk"), "desk:person", nominee.pk)
    with django_assert_max_num_queries(45):
        look(as_("clerk"), "desk:collective", world.units["unit"].pk)


@pytest.mark.parametrize("who", CAST)
def test_who_sees_a_collectives_file(world, as_, nominee, who):
    response = as_(who).get(reverse("desk:collective", args=[world.units["unit"].pk]))
    if who in READERS:
        text = response.content.decode()
        assert "Tập thể lao động tiên tiến" in text and "Xuất sắc: 1" in text
        assert NUMBER not in text
    else:
        assert response.status_code == (302 if who == "citizen" else 404)


PAGES = [
    "desk:person", "desk:person-edit", "desk:post-take", "desk:absence-begin", "desk:person-retire", "desk:person-die",
]  # fmt: skip


def test_no_page_but_the_answer_of_reveal_holds_the_number(world, as_, nominee):
    clerk = as_("clerk")
    for name in PAGES:
        assert NUMBER not in look(clerk, name, nominee.pk), name
    for name in ("desk:people", "desk:people-doubles", "desk:person-look-up", "desk:person-enter"):
        assert NUMBER not in look(clerk, name), name
    assert NUMBER not in look(as_("nominee"), "desk:mine")
    assert NUMBER not in look(clerk, "desk:person-reveal", nominee.pk)
    assert NUMBER not in clerk.post(reverse("desk:people"), {"q": "nominee"}).content.decode()
    search = clerk.post(reverse("desk:search"), {"q": "nominee"}).content.decode()
    assert NUMBER not in search
    found = clerk.post(reverse("desk:person-look-up"), {"number": NUMBER})
    assert found.headers["Location"] == reverse("desk:person", args=[nominee.pk])
    assert NUMBER not in as_("auditor").get(reverse("desk:trail")).content.decode()
    response = clerk.post(reverse("desk:person-reveal", args=[nominee.pk]), {"reason": ""})
    assert response.status_code == 422 and NUMBER not in response.content.decode()
    response = clerk.post(reverse("desk:person-reveal", args=[nominee.pk]), {"reason": "Đối chiếu hồ sơ"})
    assert NUMBER in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
    line = audit.of(nominee).last()
    assert (line.event, line.actor_name) == ("people.number.revealed", "Người clerk")
    assert NUMBER not in str([event.details for event in audit.of(nominee)])


def test_looking_up_a_number_of_nobody_or_of_somebody_elses(world, as_, nominee):
    for who, number in [("clerk", "099190000999"), ("stranger", NUMBER)]:
        response = as_(who).post(reverse("desk:person-look-up"), {"number": number})
        assert response.status_code == 200
        text = response.content.decode()
        assert "Không tìm thấy" in text and number not in text
    assert as_("clerk").post(reverse("desk:person-look-up"), {"number": "0991"}).status_code == 422


# -- the acts ----------------------------------------------------------------------------------------------------------

NEW = {
    "full_name": "Lê Thị Mới", "code": "MOI-1", "sex": "f", "born_on": "1995-02-03", "title": "Chuyên viên",
    "rank": "5", "from_on": "2026-01-05",
}  # fmt: skip


def test_a_clerk_enters_mends_moves_and_retires_somebody(world, as_):
    clerk, unit = as_("clerk"), world.units["unit"].pk
    response = clerk.post(reverse("desk:person-enter"), NEW | {"unit_id": unit, "citizen_number": "123456789"})
    assert response.status_code == 422 and "chứng minh nhân dân cũ" in response.content.decode()
    clerk.post(reverse("desk:person-enter"), NEW | {"unit_id": unit, "citizen_number": NUMBER})
    person = Person.objects.get(code="MOI-1")
    here, version = [person.pk], lambda: Person.objects.get(pk=person.pk).version
    page = look(clerk, "desk:person", person.pk)
    assert "Lê Thị Mới" in page and "không khớp" in page  # the number says 1990

    edited = NEW | {"born_on": "1990-02-03", "education": "4", "is_party_member": "1", "version": version()}
    assert clerk.post(reverse("desk:person-edit", args=here), edited).status_code == 302
    person.refresh_from_db()
    assert (person.citizen_number, person.education, person.is_party_member) == (NUMBER, 4, True)
    assert "Ngày sinh: 03/02/1995 → 03/02/1990" in look(clerk, "desk:person", person.pk)
    stale = clerk.post(reverse("desk:person-edit", args=here), edited | {"education": "5", "version": 0})
    assert stale.status_code == 409

    post = person.posts.get()
    moved = {"unit_id": unit, "title": "Phó Trưởng phòng", "rank": "4", "from_on": "2026-01-10", "version": version()}
    assert clerk.post(reverse("desk:post-transfer", args=[post.pk]), moved).status_code == 302
    away = {"kind": "sick", "from_on": "2026-01-12", "version": version()}
    assert clerk.post(reverse("desk:absence-begin", args=here), away).status_code == 302
    assert clerk.post(reverse("desk:absence-begin", args=here), away | {"version": version()}).status_code == 422
    back = {"on": "2026-01-15", "version": version()}
    assert clerk.post(reverse("desk:absence-end", args=[person.absences.get().pk]), back).status_code == 302
    past = {"unit_id": unit, "title": "Tập sự", "rank": "5", "from_on": "2025-01-01", "until_on": "2026-01-05"}
    assert clerk.post(reverse("desk:post-take", args=here), past | {"version": version()}).status_code == 302
    first = person.posts.order_by("from_on").first()
    ended = {"until_on": "2025-12-01", "version": version()}
    assert clerk.post(reverse("desk:post-end", args=[first.pk]), ended).status_code == 302
    retired = {"on": "2026-02-01", "version": version()}
    assert clerk.post(reverse("desk:person-retire", args=here), retired).status_code == 302
    died = {"on": "2026-01-19", "version": version()}
    assert clerk.post(reverse("desk:person-die", args=here), died).status_code == 302
    assert "Đã từ trần" in look(clerk, "desk:person", person.pk)
    drop = edited | {"drop_number": "on", "died_on": "2026-01-19", "retired_on": "2026-02-01", "version": version()}
    assert clerk.post(reverse("desk:person-edit", args=here), drop).status_code == 302
    person.refresh_from_db()
    assert person.citizen_number == ""
    assert [(row.title, str(row.until_on)) for row in person.posts.order_by("from_on")] == [
        ("Tập sự", "2025-12-01"),
        ("Chuyên viên", "2026-01-10"),
        ("Phó Trưởng phòng", "2026-01-20"),
    ]


def test_somebody_of_the_same_name_and_birthday_is_shown_before_she_is_entered_again(world, as_):
    clerk, asked = as_("clerk"), NEW | {"unit_id": world.units["unit"].pk}
    clerk.post(reverse("desk:person-enter"), asked)
    response = clerk.post(reverse("desk:person-enter"), asked | {"code": "MOI-2", "full_name": "Lê Thị Mới "})
    assert response.status_code == 422
    text = response.content.decode()
    assert "Có phải người này không?" in text and "MOI-1" in text
    assert Person.objects.filter(full_name="Lê Thị Mới").count() == 1
    clerk.post(reverse("desk:person-enter"), asked | {"code": "MOI-2", "is_other": "on"})
    assert Person.objects.filter(full_name="Lê Thị Mới").count() == 2


# -- words about one's own data ----------------------------------------------------------------------------------------


def test_own_data_are_confirmed_questioned_and_answered(world, as_, nominee):
    own, clerk = as_("nominee"), as_("clerk")
    text = look(own, "desk:mine")
    assert MASKED in text and "17/05/1990" in text and "Đúng" in text
    own.post(reverse("desk:mine-say"), {"is_right": "1"})
    assert "Xác nhận đúng" in look(own, "desk:mine")
    assert "đề nghị sửa" not in look(clerk, "desk:home").lower()
    response = own.post(reverse("desk:mine-say"), {"is_right": "0", "text": ""})
    assert response.status_code == 422
    own.post(reverse("desk:mine-say"), {"is_right": "0", "text": "Ngày sinh là 18/5/1990."})
    word = DataWord.objects.get(is_right=False)
    assert "chờ trả lời" in look(own, "desk:mine")
    url = reverse("desk:data-word", args=[word.pk])
    for who, sees in [("clerk", True), ("department_clerk", False), ("stranger", False), ("signer", False)]:
        assert (url in look(as_(who), "desk:home")) == sees, who
    assert "Ngày sinh là 18/5/1990." in look(clerk, "desk:data-word", word.pk)
    assert clerk.post(url, {"is_mended": "0", "text": ""}).status_code == 422
    assert clerk.post(url, {"is_mended": "1", "text": "Đã sửa theo giấy khai sinh."}).status_code == 302
    assert "Đã sửa theo giấy khai sinh." in look(own, "desk:mine")
    assert url not in look(clerk, "desk:home")


def test_where_the_unit_has_no_clerk_the_clerk_above_is_asked(world, as_):
    word = DataWord.objects.create(person=world.people["appraiser"], is_right=False, text="Sai", said_at=AT)
    assert reverse("desk:data-word", args=[word.pk]) in look(as_("department_clerk"), "desk:home")
    assert reverse("desk:data-word", args=[word.pk]) not in look(as_("clerk"), "desk:home")
