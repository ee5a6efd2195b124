"""One's own file: what it shows, what it does not show yet, and that it is nobody else's."""

import datetime as dt

import pytest
from django.urls import reverse

from tests.cast import AT, CAST, OPERATOR
from thidua.base.accounts.models import User
from thidua.domain.assessment.models import Result as YearResult
from thidua.domain.assessment.models import Sheet
from thidua.domain.decisions.models import Decision, Line
from thidua.domain.dossiers.models import Dossier, Nomination
from thidua.domain.initiatives.models import Initiative
from thidua.domain.movements.models import Movement
from thidua.domain.register import operations
from thidua.domain.registrations.models import Aim, Registration

DAY = dt.date(2025, 1, 1)


@pytest.fixture
def life(world):
    """The nominee's years: titles, a certificate, an initiative, one grade settled and one not."""
    unit, person = world.units["unit"], world.people["nominee"]
    for year, award, mode in [
        (2022, "lao_dong_tien_tien", "regular"),
        (2024, "chien_si_thi_dua_co_so", "regular"),
        (2024, "bang_khen_bo_tinh", "thematic"),
    ]:
        operations.enter(
            actor=OPERATOR,
            at=AT,
            unit=unit,
            person=person,
            award=award,
            mode=mode,
            year=year,
            granted_by="Giám đốc Sở Mẫu",
            decision_number=f"{year}/QĐ-SM",
            decided_on=dt.date(year + 1, 2, 3),
            source="test",
            source_key=f"{year}-{award}",
        )
    Initiative.objects.create(
        person=person, year=2024, title="Số hóa kho lưu trữ", reach="co_so", recognised_by="Quyết định 9/QĐ-SM"
    )
    closed = Sheet.objects.create(unit=unit, year=2024, state="closed", closed_at=AT)
    opened = Sheet.objects.create(unit=unit, year=2025)
    YearResult.objects.create(sheet=closed, person=person, grade="hoan_thanh_xuat_sac")
    YearResult.objects.create(sheet=opened, person=person, grade="khong_hoan_thanh")
    return person


@pytest.fixture
def nomination(world):
    """The nominee is proposed for 2025."""
    unit, department = world.units["unit"], world.units["department"]
    dossier = Dossier.objects.create(
        unit=unit,
        superior=department,
        year=2025,
        title="Hồ sơ 2025",
        received_on=DAY,
        sent_at=AT,
        passed_at=AT,
        reason="x",
    )
    return Nomination.objects.create(
        dossier=dossier, unit=unit, person=world.people["nominee"], award="chien_si_thi_dua_co_so", result="here"
    )


def look(as_, who="nominee"):
    """The page as text."""
    response = as_(who).get(reverse("desk:mine"))
    assert response.status_code == 200
    return response.content.decode()


def test_a_life_on_one_line(as_, life):
    response = as_("nominee").get(reverse("desk:mine"))
    line = {entry["year"]: [item["label"] for item in entry["items"]] for entry in response.context["line"]}
    assert line == {
        "2022": ["Lao động tiên tiến"],
        "2023": [],
        "2024": [
            "Chiến sĩ thi đua cơ sở",
            "Bằng khen của bộ, ban, ngành, tỉnh (chuyên đề)",
            "Sáng kiến: Số hóa kho lưu trữ",
            "Hoàn thành xuất sắc nhiệm vụ",
        ],
        "2025": [],
    }
    page = response.content.decode()
    assert "2024/QĐ-SM, 03/02/2025" in page and "Giám đốc Sở Mẫu" in page
    assert "Không hoàn thành nhiệm vụ" not in page  # the sheet of 2025 is still open
    assert "Người clerk, Phòng Một" in page  # whom to tell when something is wrong


@pytest.mark.parametrize("who", [who for who in CAST if who not in {"nominee", "citizen"}])
def test_nobody_else_sees_it(as_, life, who):
    page = look(as_, who)
    assert f"Người {who}" in page and "2024/QĐ-SM" not in page and "Số hóa kho lưu trữ" not in page


def test_without_a_log_in_there_is_no_file(as_, world):
    assert as_("citizen").get(reverse("desk:mine")).status_code == 302


def test_an_account_without_a_person_is_told_what_to_do(client, db):
    client.force_login(User.objects.create_user("operator", "o@mau.invalid", "mat-khau-mau-1"))
    page = client.get(reverse("desk:mine")).content.decode()
    assert "chưa gắn với hồ sơ cá nhân nào" in page and "Hãy báo cán bộ thi đua" in page


def test_an_empty_file_says_what_will_come(as_, world):
    page = look(as_)
    for words in ("Chưa có gì được ghi nhận", "Chưa có đề nghị nào cho bạn", "Chưa đăng ký danh hiệu nào"):
        assert words in page


@pytest.mark.parametrize(
    ("state", "words"),
    [("not_sent", "Chưa gửi"), ("waiting", "Chờ duyệt"), ("refused", "Bị từ chối"), ("approved", "Đã duyệt")],
)
def test_what_one_is_registered_for(as_, world, state, words):
    movement = Movement.objects.create(
        unit=world.units["department"],
        title="Phong trào 2025",
        year=2025,
        content="x",
        starts_on=DAY,
        ends_on=DAY,
        state="launched",
        launched_at=AT,
    )
    registration = Registration.objects.create(
        movement=movement, unit=world.units["unit"], state=state, sent_at=AT, answered_at=AT, reason="x"
    )
    Aim.objects.create(registration=registration, person=world.people["nominee"], award="lao_dong_tien_tien")
    page = look(as_)
    assert "Lao động tiên tiến" in page and "Phong trào 2025" in page and words in page


@pytest.mark.parametrize(
    ("dossier", "nominated", "words"),
    [
        ("draft", {}, "Chưa có đề nghị nào cho bạn"),
        ("sent", {"result": "fails"}, "Đang thẩm định"),  # the appraiser has not finished
        ("returned", {}, "Đơn vị đang bổ sung hồ sơ"),
        ("passed", {"result": "fails"}, "Không đạt thẩm định"),
        ("passed", {"result": "above"}, "Trình cấp trên xét"),
        ("passed", {"result": "here"}, "Chờ Hội đồng xét"),
        ("passed", {"council": "passed"}, "Chờ quyết định"),
        ("passed", {"council": "rejected"}, "Hội đồng không thông qua"),
    ],
)
def test_where_a_nomination_stands(as_, nomination, dossier, nominated, words):
    Dossier.objects.update(state=dossier)
    Nomination.objects.update(**nominated)
    assert words in look(as_)


def test_the_decision_ends_the_road(as_, world, nomination):
    Dossier.objects.update(state="passed")
    Nomination.objects.update(council="passed")
    decision = Decision.objects.create(unit=world.units["department"], year=2025, title="Khen thưởng 2025")
    Line.objects.create(decision=decision, nomination=nomination)
    assert "Đang làm quyết định" in look(as_)
    Decision.objects.update(
        state="issued",
        number=12,
        number_year=2026,
        signed_at=AT,
        issued_at=AT,
        issued_on=AT.date(),
        signer_name="Nguyễn Văn A",
    )
    page = look(as_)
    assert "Đã có quyết định" in page and "Quyết định số 12/QĐ-department ngày 20/01/2026" in page
