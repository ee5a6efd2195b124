"""The state's list of places, entered: whole, once, and around what the agency has already."""

import pytest

from tests.cast import AT, OPERATOR, START, build
from thidua.base.audit.models import Event
from thidua.domain.organisations import operations, places, queries
from thidua.domain.organisations.enums import Kind, Level, Relation
from thidua.domain.organisations.models import Succession, Unit
from thidua.domain.organisations.places import REARRANGED_ON
from thidua.kernel.errors import NotAllowed, Unready

pytestmark = pytest.mark.django_db
ACT = {"actor": OPERATOR, "at": AT}


def loaded(**given):
    return operations.load(**ACT, **given)


def test_tay_ninh_with_its_history(django_assert_max_num_queries):
    with django_assert_max_num_queries(120):
        result = loaded(province="80", with_history=True)
    assert (result.today, result.before, result.kept) == (97, 2 + 24 + 280, [])
    assert (
        result.successions
        == Succession.objects.count()
        == 2 + 302 + Succession.objects.filter(before__kind=Kind.DISTRICT).count()
    )
    assert Event.objects.filter(event="organisations.places.loaded").count() == 1
    for unit in Unit.objects.select_related("parent"):
        assert unit.path == f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        assert (unit.until_on == REARRANGED_ON) == (unit.from_on < REARRANGED_ON)
    new = Unit.objects.get(code="DVHC-80")
    assert {one.unit.name for one in queries.lineage(new)} == {"Tỉnh Tây Ninh", "Tỉnh Long An"}
    assert queries.inherited([new.path]).count() == 2 + 24 + 280
    rows = Succession.objects.filter(before__kind=Kind.COMMUNE).values_list(
        "before__official_code", "after__official_code", "relation"
    )
    assert set(rows) == {
        (one.code, code, relation) for one in places.former_communes().values() for code, relation in one.heirs
    }
    ward = Unit.objects.get(code="CU-X25462")
    assert (ward.name, ward.parent.name, ward.parent.parent.name) == (
        "Phường IV",
        "Thành phố Tây Ninh",
        "Tỉnh Tây Ninh",
    )
    assert [(kin.unit.name, kin.is_certain) for kin in queries.heirs(ward)][1:] == [("Phường Tân Ninh", True)]


def test_a_second_time_changes_nothing():
    loaded(province="80", with_history=True)
    before = (list(Unit.objects.order_by("pk").values()), Succession.objects.count())
    again = loaded(province="80", with_history=True)
    assert (again.today, again.before, again.successions) == (0, 0, 0)
    assert (list(Unit.objects.order_by("pk").values()), Succession.objects.count()) == before


def test_what_the_agency_has_already_stays_and_takes_its_place_in_the_history():
    top = operations.found(
        **ACT, code="TN", name="Tỉnh Tây Ninh", kind=Kind.PROVINCE, level=Level.BO_TINH, parent=None, from_on=START
    )
    own = operations.found(
        **ACT, code="HH", name="Xã Hoà Hội", kind=Kind.COMMUNE, level=Level.CO_SO, parent=top, from_on=REARRANGED_ON
    )
    result = loaded(province="80", with_history=True)
    assert result.kept == ["Tỉnh Tây Ninh", "Xã Hoà Hội"]
    assert (result.today, result.before) == (95, 306)
    own.refresh_from_db()
    assert (own.code, own.name) == ("HH", "Xã Hoà Hội")
    assert Unit.objects.filter(parent=top, kind=Kind.COMMUNE).count() == 96
    assert Relation.WHOLE in own.origins.values_list("relation", flat=True)


def test_the_whole_country_and_a_sample_beside_it():
    build()
    result = loaded(with_history=True)
    assert result.today == 34 + 3321
    assert Unit.objects.filter(kind=Kind.PROVINCE, until_on__isnull=True, is_sample=False).count() == 34
    assert Unit.objects.filter(kind=Kind.PROVINCE, until_on=REARRANGED_ON).count() == 52
    assert Unit.objects.filter(kind=Kind.COMMUNE, until_on__isnull=True).count() == 3321
    repeated = Unit.objects.filter(kind=Kind.COMMUNE, name="Xã Tân Tiến", until_on__isnull=True)
    assert len(set(repeated.values_list("parent", flat=True))) == len(repeated) == 7


def test_only_the_operator_and_only_known_codes():
    world = build()
    with pytest.raises(NotAllowed):
        operations.load(actor=world.actor("department_clerk"), at=AT)
    with pytest.raises(Unready):
        loaded(province="72")
