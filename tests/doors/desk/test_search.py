"""The search: without marks, what one may see, nothing in the address."""

import pytest

from tests.cast import AT, CAST, OPERATOR, START
from thidua.domain.decisions.models import Decision
from thidua.domain.dossiers.models import Dossier
from thidua.domain.movements.models import Movement
from thidua.domain.people.operations import enter

SEARCH = "/ban-lam-viec/tim/"


@pytest.fixture
def things(world):
    """Two persons of Phòng Một, one of Phòng Hai; a movement, a dossier, a decision."""
    day, unit, department = AT.date(), world.units["unit"], world.units["department"]
    for code, name, place in [
        ("a", "Lê Thị Hòa", "unit"),
        ("b", "Lê Thị Hoà", "unit"),
        ("c", "Lê Văn Hoa", "neighbour"),
    ]:
        enter(
            actor=OPERATOR, at=AT, code=code, full_name=name, sex="f", unit=world.units[place], title="Chuyên viên",
            from_on=START, is_sample=True,
        )  # fmt: skip
    Movement.objects.create(
        unit=department, title="Thi đua cải cách", year=2025, content="x", state="launched", launched_at=AT,
        starts_on=day, ends_on=day,
    )  # fmt: skip
    Dossier.objects.create(unit=unit, superior=department, year=2025, title="Đề nghị cải cách")
    Decision.objects.create(
        unit=department, year=2025, title="Tặng danh hiệu cải cách", state="issued", number=37, number_year=2026,
        signed_at=AT, issued_at=AT, issued_on=day, signer_name="A",
    )  # fmt: skip


def found(client, asked):
    """Label → titles of the groups."""
    response = client.post(SEARCH, {"q": asked})
    assert response.status_code == 200
    return {group["label"]: [row["title"] for row in group["rows"]] for group in response.context["groups"]}


def test_without_marks_in_any_order(as_, things):
    assert found(as_("clerk"), "hoa le") == {"Cá nhân": ["Lê Thị Hòa", "Lê Thị Hoà"]}


def test_the_very_marks_come_first(as_, things):
    assert found(as_("department_clerk"), "Văn Hoa")["Cá nhân"] == ["Lê Văn Hoa"]
    assert found(as_("department_clerk"), "hoà")["Cá nhân"][0] == "Lê Thị Hoà"


def test_titles_and_numbers(as_, things):
    assert found(as_("clerk"), "cai cach") == {
        "Hồ sơ đề nghị": ["Đề nghị cải cách"],
        "Quyết định": ["Tặng danh hiệu cải cách"],
        "Phong trào thi đua": ["Thi đua cải cách"],
    }
    assert found(as_("department_clerk"), "37") == {"Quyết định": ["Tặng danh hiệu cải cách"]}
    assert found(as_("department_clerk"), "phong hai") == {"Đơn vị": ["Phòng Hai"]}


@pytest.mark.parametrize("who", [who for who in CAST if who != "citizen"])
def test_nobody_finds_the_people_of_the_neighbour(as_, things, who):
    sees = who in {"department_clerk", "appraiser", "secretary", "signer", "auditor", "stranger"}
    assert ("Lê Văn Hoa" in found(as_(who), "van hoa").get("Cá nhân", [])) == sees


def test_the_clerk_of_the_neighbour_finds_no_dossier(as_, things):
    assert "Hồ sơ đề nghị" not in found(as_("stranger"), "cải cách")


def test_one_finds_oneself(as_, things):
    assert found(as_("nominee"), "nominee") == {"Cá nhân": ["Người nominee"]}


@pytest.mark.parametrize("rows", [1, 3])
def test_eight_queries_for_one_row_and_for_three(world, as_, django_assert_num_queries, rows):
    for number in range(rows):
        enter(
            actor=OPERATOR, at=AT, code=f"t{number}", full_name=f"Tìm Thấy {number}", sex="m", from_on=START,
            unit=world.units["unit"], title="x",
        )  # fmt: skip
    client = as_("clerk")
    found(client, "tim thay")  # reads what was entered
    with django_assert_num_queries(8):
        assert len(found(client, "tim thay")["Cá nhân"]) == rows


@pytest.mark.parametrize("asked", ["", " ", "a", "%", "' OR 1=1 --", "x" * 5000, "\x00\x01", "𝓝guyễn", "‮abc"])
def test_odd_words_do_no_harm(as_, things, asked):
    assert found(as_("clerk"), asked) == {}


def test_what_is_searched_never_stands_in_an_address(as_, things):
    client = as_("clerk")
    assert 'method="post"' in client.get("/ban-lam-viec/").content.decode().partition('class="desk-search"')[2][:200]
    assert client.get(SEARCH, {"q": "hoa"}).context["groups"] == []


def test_many_are_cut_and_counted(world, as_):
    for number in range(25):
        enter(
            actor=OPERATOR, at=AT, code=f"n{number}", full_name=f"Đông Người {number}", sex="m", from_on=START,
            unit=world.units["unit"], title="x",
        )  # fmt: skip
    page = as_("clerk").post(SEARCH, {"q": "dong nguoi"}).content.decode()
    assert "Còn 5 kết quả nữa" in page
