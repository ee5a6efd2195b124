"""After 1 October 2026: the law cannot tell and says what the old rule would; on the agency's word it tells again."""

import datetime as dt

import pytest

from tests.cast import AT
from thidua.domain.assessment import operations as assessment
from thidua.domain.awards import operations as awards
from thidua.domain.dossiers import operations as dossiers

NOVEMBER = AT.replace(month=11, day=23)
WORD = "Công văn số 9 của Sở Mẫu về việc tiếp tục áp dụng quy định năm 2022."


@pytest.fixture
def at() -> dt.datetime:
    """The clock stands after the amending law came into force."""
    return NOVEMBER


@pytest.fixture
def dossier(world):
    """A dossier without a stamped day, on a person whose year was good."""
    clerk, unit = world.actor("clerk"), world.units["unit"]
    sheet = assessment.open_sheet(actor=clerk, at=NOVEMBER, unit_id=unit.pk, year=2025)
    assessment.record_result(
        actor=clerk,
        at=NOVEMBER,
        sheet_id=sheet.pk,
        person_id=world.people["nominee"].pk,
        version=0,
        grade="hoan_thanh_tot",
        discipline="none",
    )
    return dossiers.open(
        actor=clerk,
        at=NOVEMBER,
        unit_id=unit.pk,
        superior_id=world.units["department"].pk,
        year=2025,
        title="Hồ sơ tháng 11",
    )


def test_the_verdict_stands_on_whose_word(world, dossier, as_):
    url = f"/ban-lam-viec/ho-so/{dossier.pk}/de-nghi/ca-nhan/{world.people['nominee'].pk}/"
    page = as_("clerk").get(url).content.decode()
    assert "Chưa kết luận được" in page and "đã xác nhận ngày" not in page
    assert "Theo quy định trước đó" in page or "quy định trước" in page
    word = awards.confirm_rule(
        actor=world.actor("signer"),
        at=NOVEMBER,
        unit_id=world.units["department"].pk,
        rule_id="LDTT-2022",
        confirmed_by="Trần Thị Mẫu, Giám đốc Sở Mẫu",
        confirmed_on=NOVEMBER.date(),
        text=WORD,
    )
    page = as_("clerk").get(url).content.decode()
    assert "Trần Thị Mẫu, Giám đốc Sở Mẫu" in page and "đã xác nhận ngày 23/11/2026" in page and WORD in page
    awards.withdraw(actor=world.actor("signer"), at=NOVEMBER, confirmation_id=word.pk)
    assert "đã xác nhận ngày" not in as_("clerk").get(url).content.decode()
