"""The catalogue as other apps ask it."""

import datetime as dt

from django.utils import translation

from thidua.domain.awards import queries
from thidua.domain.organisations.enums import Level
from thidua.domain.organisations.models import Unit

DAY = dt.date(2026, 1, 20)


def test_names_in_the_page_s_language():
    assert queries.name("chien_si_thi_dua_co_so") == "Chiến sĩ thi đua cơ sở"
    with translation.override("en"):
        assert queries.name("chien_si_thi_dua_co_so") == "Grassroots Emulation Fighter"
    assert queries.name("khong_co") == "khong_co"
    assert queries.names()["lao_dong_tien_tien"] == "Lao động tiên tiến"


def test_ladders_and_who_decides():
    assert queries.ladder("individual")[:2] == ("lao_dong_tien_tien", "chien_si_thi_dua_co_so")
    assert queries.ladder("household") == ()
    levels = [queries.authority(award, DAY) for award in queries.ladder("individual")]
    assert levels == ["co_so", "co_so", "bo_tinh", "thu_tuong", "bo_tinh"]
    assert queries.authority("lao_dong_tien_tien", dt.date(1990, 1, 1)) == ""
    assert queries.is_for("co_thi_dua_bo_tinh", "collective") and not queries.is_for("co_thi_dua_bo_tinh", "individual")


def test_a_head_decides_up_to_her_level():
    award, above = "lao_dong_tien_tien", "chien_si_thi_dua_bo_tinh"
    said = {
        level: (queries.decides(Unit(level=level), award, DAY), queries.decides(Unit(level=level), above, DAY))
        for level in Level
    }
    assert said == {Level.NONE: (False, False), Level.CO_SO: (True, False), Level.BO_TINH: (True, True)}


def test_what_is_settled_by_agencies_and_which_rules_are_open(world):
    unit = world.units["department"]
    assert any(one.id == "council_quorum_percent" and one.row is None for one in queries.choices(unit, DAY))
    assert queries.open_rules(unit, DAY) == []
    rules = queries.open_rules(unit, dt.date(2026, 10, 1))
    assert rules[0].award == "lao_dong_tien_tien" and rules[0].conditions and rules[0].changed_by
