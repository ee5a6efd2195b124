"""The book of honours on its pages: who sees what, what is found, and that names never stand in an address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, CAST, OPERATOR
from tests.domain.register.test_changing import by_hand, correct, revoke
from tests.domain.register.test_operations import bring, enter
from tests.doors.desk.test_record import WITH_ROLE, grant
from thidua.domain.register import operations
from thidua.domain.register.models import Entry

LIST = "desk:record"


def found(client, **asked):
    """Whom the list shows, asked by address."""
    response = client.get(reverse(LIST), asked)
    assert response.status_code == 200
    return [row["who"] for row in response.context["rows"]]


@pytest.mark.parametrize("who", CAST)
def test_the_list_shows_ones_own_subtree(as_, world, who):
    grant(world, 4)
    response = as_(who).get(reverse(LIST))
    if who in WITH_ROLE:
        is_inside = who != "stranger"
        assert response.status_code == 200 and ("Người nominee" in response.content.decode()) == is_inside
    else:
        assert response.status_code == {"citizen": 302, "nominee": 403}[who]


@pytest.fixture
def book(world):
    """Six entries of different kinds."""
    for n, who in enumerate(["nominee", "clerk"]):
        enter(OPERATOR, world, who=who, source_key=str(n), year=2021 + n)
    by_hand(world, theme="Xây dựng nông thôn mới", level="xa", mode="thematic")
    return world


FILTERS = {
    "all": ({}, {"Người nominee", "Người clerk", "Hộ ông Mẫu Văn A"}),
    "from": ({"tu": 2022}, {"Người clerk"}),
    "until": ({"den": 2012}, {"Hộ ông Mẫu Văn A"}),
    "award": ({"hinh_thuc": "giay_khen"}, {"Hộ ông Mẫu Văn A"}),
    "kind": ({"doi_tuong": "individual"}, {"Người nominee", "Người clerk"}),
    "mode": ({"loai": "thematic"}, {"Hộ ông Mẫu Văn A"}),
    "level": ({"cap": "xa"}, {"Hộ ông Mẫu Văn A"}),
    "theme": ({"chuyen_de": "nong thon"}, {"Hộ ông Mẫu Văn A"}),
    "nothing": ({"tu": 2024}, set()),
}


@pytest.mark.parametrize("name", FILTERS)
def test_each_filter(as_, book, name):
    asked, wanted = FILTERS[name]
    assert set(found(as_("department_clerk"), **asked)) == wanted


def test_the_unit_filter_takes_the_units_below(as_, book):
    client = as_("auditor")
    assert len(found(client, don_vi=book.units["department"].pk)) == 3
    assert found(client, don_vi=book.units["neighbour"].pk) == []
    assert client.get(reverse(LIST), {"don_vi": 999_999}).status_code == 422


def test_the_order(as_, book):
    client = as_("department_clerk")
    assert found(client)[0] == "Người clerk" and found(client, xep="cu")[0] == "Hộ ông Mẫu Văn A"
    assert found(client, xep="ten") == ["Hộ ông Mẫu Văn A", "Người clerk", "Người nominee"]


@pytest.mark.parametrize("words", ["nguoi nominee", "NOMINEE", "12/qd-sm nominee"])
def test_a_name_is_searched_by_post_without_marks(as_, book, words):
    response = as_("department_clerk").post(reverse(LIST), {"ten": words})
    assert [row["who"] for row in response.context["rows"]] == ["Người nominee"]
    assert "nominee" not in response.request["PATH_INFO"] + response.request["QUERY_STRING"]


def test_filters_alone_become_an_address(as_, book):
    response = as_("department_clerk").post(reverse(LIST), {"ten": " ", "tu": "2012", "ca_cu": "on", "cap": ""})
    assert response.status_code == 302 and response["Location"] == f"{reverse(LIST)}?tu=2012&ca_cu=1"


def test_a_name_in_the_address_finds_nobody(as_, book):
    assert len(found(as_("department_clerk"), ten="nominee", tu=2012)) == 3


def test_what_no_longer_stands_is_hidden_until_asked_for(as_, book):
    client = as_("department_clerk")
    entry = Entry.objects.get(person=book.people["nominee"])
    revoke(book, entry)
    assert "Người nominee" not in found(client)
    page = client.get(reverse(LIST), {"ca_cu": "1"}).content.decode()
    assert page.count("Người nominee") == 2 and "Đã hủy bỏ, thu hồi" in page


def test_the_list_asks_the_same_however_long(as_, world):
    client = as_("department_clerk")
    counts = []
    for n in (1, 3):
        while Entry.objects.count() < n:
            grant(world, Entry.objects.count())
        client.get(reverse(LIST))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(client.get(reverse(LIST)).context["rows"]) == n
        counts.append(len(queries))
    assert counts == [8, 8]


def test_an_empty_book_says_what_to_do(as_, world):
    page = as_("department_clerk").get(reverse(LIST)).content.decode()
    assert "Sổ vàng còn trống" in page and reverse("desk:record-add") in page
    assert reverse("desk:record-add") not in as_("auditor").get(reverse(LIST)).content.decode().partition("<main")[2].partition("Sổ vàng còn trống")[0]  # fmt: skip


# -- one entry ---------------------------------------------------------------------------------------------------------


def test_an_entry_with_its_proof(as_, book):
    entry = Entry.objects.get(recipient="Hộ ông Mẫu Văn A")
    client = as_("department_clerk")
    page = client.get(reverse("desk:record-entry", args=[entry.pk])).content.decode()
    for words in ("Hộ ông Mẫu Văn A", "Xây dựng nông thôn mới", "5/QĐ-UBND", "Cấp xã", entry.leaf.leaf_hash, "Chưa có"):
        assert words in page
    point = operations.checkpoint(actor=OPERATOR, at=AT)
    assert point.root in client.get(reverse("desk:record-entry", args=[entry.pk])).content.decode()


def test_an_entry_bears_the_units_name_of_its_day(as_, book):
    unit = book.units["unit"]
    unit.former_names.create(name="Phòng Cũ", folded="phong cu", from_on="2010-01-01", until_on="2015-01-01")
    entry = Entry.objects.get(recipient="Hộ ông Mẫu Văn A")
    page = as_("department_clerk").get(reverse("desk:record-entry", args=[entry.pk])).content.decode()
    assert "Phòng Cũ" in page and "Tên đơn vị hiện nay" in page


def test_acts_that_are_refused_say_why(as_, book):
    entry = Entry.objects.get(person=book.people["nominee"])
    page = as_("auditor").get(reverse("desk:record-entry", args=[entry.pk])).content.decode()
    assert "Chỉ cơ quan đã ghi mục này" in page
    assert (
        reverse("desk:record-revoke", args=[entry.pk])
        in as_("signer").get(reverse("desk:record-entry", args=[entry.pk])).content.decode()
    )


def test_a_published_number_has_its_page(as_, world):
    bring()
    entry = Entry.objects.filter(separated=False).get()
    page = as_("clerk").get(reverse("desk:record-entry", args=[entry.pk])).content.decode()
    assert "không ghi tên" in page and "Nguồn không tách" in page and entry.doubt in page


# -- writing -----------------------------------------------------------------------------------------------------------

PAPER = {
    "subject_kind": "individual", "recipient": "Bà Mẫu Thị B", "award": "giay_khen", "mode": "regular", "year": 2009,
    "granted_by": "Chủ tịch UBND", "decision_number": "7/QĐ", "decided_on": "2009-12-20", "once": "abc",
}  # fmt: skip


def test_a_clerk_enters_an_old_award(as_, world):
    client = as_("department_clerk")
    assert client.get(reverse("desk:record-add")).status_code == 200
    form = PAPER | {"unit": world.units["unit"].pk}
    response = client.post(reverse("desk:record-add"), form)
    entry = Entry.objects.get()
    assert response["Location"] == reverse("desk:record-entry", args=[entry.pk])
    assert (entry.recipient, entry.years, entry.decision_number) == ("Bà Mẫu Thị B", [2009], "7/QĐ")
    client.post(reverse("desk:record-add"), form)
    assert Entry.objects.count() == 1


@pytest.mark.parametrize(("given", "field"), [({"recipient": ""}, "recipient"), ({"person_code": "X"}, "person_code"),
                                              ({"year": 1900}, "year"), ({"from_year": 2010}, "from_year")])  # fmt: skip
def test_what_is_missing_is_said_at_its_field(as_, world, given, field):
    response = as_("department_clerk").post(
        reverse("desk:record-add"), PAPER | {"unit": world.units["unit"].pk} | given
    )
    assert response.status_code == 422 and list(response.context["form"].errors) == [field]
    assert not Entry.objects.exists()


def test_a_correction_begins_with_what_stands(as_, world):
    entry = enter(OPERATOR, world)
    client, url = as_("department_clerk"), reverse("desk:record-correct", args=[entry.pk])
    form = client.get(url).context["form"]
    given = {name: "" if form[name].value() in (None, False) else form[name].value() for name in form.fields}
    client.post(url, given | {"year": 2022, "reason": "Giấy khen ghi năm 2022."})
    new = Entry.objects.get(about=entry)
    assert (new.person, new.years, new.decision_number) == (entry.person, [2022], entry.decision_number)
    page = client.get(reverse("desk:record-entry", args=[entry.pk])).content.decode()
    assert "Đã đính chính" in page and "Giấy khen ghi năm 2022." in page


def test_a_revocation_from_its_page(as_, world):
    entry = enter(OPERATOR, world)
    client, url = as_("signer"), reverse("desk:record-revoke", args=[entry.pk])
    assert "thu hồi khen thưởng này?" in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    client.post(url, {"reason": "Khai man.", "decision_number": "3/QĐ"})
    assert Entry.objects.get(about=entry).decision_number == "3/QĐ"
    assert "Chưa làm được" in client.get(url).content.decode()


def test_a_corrected_entry_leads_to_its_successor(as_, world):
    entry = enter(OPERATOR, world)
    new = correct(world, entry, from_year=2023, until_year=2023)
    page = as_("clerk").get(reverse("desk:record-entry", args=[entry.pk])).content.decode()
    assert reverse("desk:record-entry", args=[new.pk]) in page
