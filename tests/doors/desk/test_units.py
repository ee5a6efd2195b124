"""Pages of units and clusters: the tree on a day, a unit's line through time, arrangements shown before they are made."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, OPERATOR, START
from thidua.domain.organisations import operations as organisations
from thidua.domain.organisations.enums import Kind, Level
from thidua.domain.organisations.models import ClusterHead, Unit
from thidua.domain.organisations.operations import New
from thidua.domain.register import operations as register
from thidua.domain.register.enums import Mode

ACT = {"actor": OPERATOR, "at": AT}
DAY = {"on": "2026-01-20"}


def found(name, parent, n=0):
    return organisations.found(
        **ACT, code=f"{name}{n}", name=name, kind=Kind.DIVISION, level=Level.NONE, parent=parent, from_on=START
    )


def honour(unit, year=2022):
    """A title that the unit received."""
    return register.enter(
        **ACT, unit=unit, granting_unit=unit, award="tap_the_lao_dong_tien_tien", person=None, mode=Mode.REGULAR,
        year=year, decision_number="9/QĐ", decided_on=dt.date(year, 12, 20), granted_by="Sở Mẫu", source="test",
        source_key=f"{unit.pk}-{year}",
    )  # fmt: skip


def text(client, name, *args, **query):
    response = client.get(reverse(name, args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def test_the_tree_of_a_day_with_the_names_of_that_day(world, as_):
    organisations.rename(**ACT, unit_id=world.units["unit"].pk, name="Phòng Nhất", on=dt.date(2025, 7, 1))
    organisations.end(**ACT, unit_id=world.units["neighbour"].pk, on=dt.date(2025, 7, 1))
    client = as_("department_clerk")
    today = text(client, "desk:units")
    assert "Phòng Nhất" in today and "Phòng Một" not in today and "Phòng Hai" not in today
    before = text(client, "desk:units", ngay="2025-06-30")
    assert "Phòng Một" in before and "Phòng Hai" in before and "Phòng Nhất" not in before
    assert "Phòng Nhất" in text(client, "desk:units", q="phong nhat")
    assert "Phòng Nhất" not in text(client, "desk:units", loai="commune")
    assert client.get(reverse("desk:units"), {"ngay": "hôm qua"}).status_code == 422


def test_the_neighbour_is_not_in_the_tree(world, as_):
    assert "Phòng Hai" not in text(as_("clerk"), "desk:units")
    assert as_("clerk").get(reverse("desk:unit", args=[world.units["neighbour"].pk])).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "count"), [("desk:units", 8), ("desk:clusters", 8)])
def test_lists_ask_the_same_number_of_questions_for_one_and_three_rows(world, as_, rows, address, count):
    for n in range(rows):
        unit = found(f"Phòng {n + 3}", world.units["department"])
        cluster = organisations.form_cluster(
            **ACT, unit_id=world.units["department"].pk, name=f"Cụm {n}", kind="cluster", from_on=START
        )
        organisations.join_cluster(**ACT, cluster_id=cluster.pk, unit_id=unit.pk, from_on=START)
        organisations.lead_cluster(**ACT, cluster_id=cluster.pk, year=2026, head_id=unit.pk)
    client = as_("department_clerk")
    with CaptureQueriesContext(connection) as captured:
        text(client, address)
    assert len(captured) == count


def test_an_old_award_is_found_under_the_unit_of_today_with_the_name_of_its_day(world, as_):
    old, other = world.units["unit"], world.units["neighbour"]
    honour(old, 2022)
    organisations.rename(**ACT, unit_id=old.pk, name="Phòng Nhất", on=dt.date(2024, 1, 1))
    honour(old, 2024)
    heir = organisations.merge(
        **ACT, source_ids=[old.pk, other.pk], into=New("chung", "Phòng Chung", Kind.DIVISION), on=dt.date(2025, 7, 1)
    )
    shown = text(as_("department_clerk"), "desk:unit", heir.pk)
    table = shown[shown.index("tên khi đó") : shown.index("unit-line")]
    assert table.count("Phòng Một") == table.count("Phòng Nhất") == 1
    assert table.count("tiền thân") == 2 and "một phần" not in table
    line = shown[shown.index("unit-line") :]
    assert "Phòng Nhất" in line and "Phòng Hai" in line


def test_a_part_is_marked(world, as_):
    honour(world.units["unit"])
    (part,) = organisations.split(
        **ACT, unit_id=world.units["unit"].pk, parts=[New("ba", "Phòng Ba", Kind.DIVISION)], on=AT.date(), goes_on=True
    )
    assert "tiền thân, một phần" in text(as_("department_clerk"), "desk:unit", part.pk)


def test_a_merger_is_shown_first_and_made_only_when_confirmed(world, as_):
    client, unit, other = as_("department_clerk"), world.units["unit"], world.units["neighbour"]
    child = found("Tổ Một", unit)
    before = list(Unit.objects.order_by("pk").values())
    url = reverse("desk:unit-merge", args=[unit.pk])
    form = {"others": [other.pk], "into": "moi", "name": "Phòng Chung", "code": "chung", **DAY}
    preview = client.post(url, form).content.decode()
    for sentence in (
        "Phòng Một kết thúc",
        "Phòng Hai kết thúc",
        "Tổ Một",
        "Phòng Chung tiếp tục",
        "Còn 3 người",
        "Còn 2 vai trò",
    ):
        assert sentence in preview
    assert list(Unit.objects.order_by("pk").values()) == before
    response = client.post(url, form | {"xac-nhan": "1"})
    heir = Unit.objects.get(code="chung")
    assert response.headers["Location"] == reverse("desk:unit", args=[heir.pk])
    child.refresh_from_db()
    assert child.parent == heir
    assert "Hủy việc vừa ghi" in text(client, "desk:unit", heir.pk)
    client.post(reverse("desk:unit-annul", args=[heir.pk]))
    assert list(Unit.objects.order_by("pk").values()) == before


@pytest.mark.parametrize(
    ("verb", "form", "sentence"),
    [
        ("rename", {"name": "Phòng Một", **DAY}, "giống tên đang dùng"),
        ("merge", {"into": "moi", "name": "X", "code": "x", **DAY}, "ít nhất hai đơn vị"),
        ("split", {"goes_on": "0", "name_1": "X", "code_1": "x", **DAY}, "ít nhất hai"),
        ("found", {"name": "Tổ", "code": "unit", "kind": "division", "level": "none", "from_on": "2026-01-20"}, "đã có đơn vị khác dùng"),
        ("edit", {"code": "neighbour", "kind": "division", "level": "none"}, "đã có đơn vị khác dùng"),
        ("end", {"on": "2019-01-01"}, "chỉ có từ"),
    ],
)  # fmt: skip
def test_what_stands_in_the_way_is_said_at_the_form(world, as_, verb, form, sentence):
    before = list(Unit.objects.order_by("pk").values())
    url = reverse(f"desk:unit-{verb}", args=[world.units["unit"].pk])
    response = as_("department_clerk").post(url, form | {"xac-nhan": "1"})
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert list(Unit.objects.order_by("pk").values()) == before


def test_a_cluster_proposes_whose_turn_it_is(world, as_):
    client, department = as_("department_clerk"), world.units["department"]
    client.post(reverse("desk:cluster-form"), {"name": "Cụm Một", "kind": "cluster", "from_on": "2024-01-01"})
    cluster = organisations.form_cluster(**ACT, unit_id=department.pk, name="Khối Hai", kind="block", from_on=START)
    members = [world.units["unit"], world.units["neighbour"], found("Phòng Ba", department)]
    for unit in members:
        client.post(reverse("desk:cluster-join", args=[cluster.pk]), {"unit_id": unit.pk, "from_on": "2024-01-01"})
    lead = reverse("desk:cluster-lead", args=[cluster.pk])
    client.post(lead, {"year": 2026, "head_id": members[0].pk, "deputy_id": members[1].pk})
    page = client.get(reverse("desk:cluster", args=[cluster.pk]))
    assert page.context["lead"].initial == {"year": 2027, "head_id": members[1].pk, "deputy_id": members[2].pk}
    assert client.post(lead, {"year": 2027, "head_id": members[1].pk, "deputy_id": members[1].pk}).status_code == 422
    client.post(reverse("desk:cluster-leave", args=[cluster.pk]), {"unit_id": members[2].pk, **DAY})
    assert "Đã rời" in text(client, "desk:cluster", cluster.pk)
    assert client.post(lead, {"year": 2027, "head_id": members[2].pk}).status_code == 422
    assert ClusterHead.objects.count() == 1
    assert "Cụm Một" in text(client, "desk:clusters")
