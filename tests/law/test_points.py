"""The general rules, the points of interpretation, the official answers and what was not verified are complete and true."""

from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest

from thidua.law import data, kinds, points, principles
from thidua.law.principles import CARRIERS, Principle
from thidua.law.reading import LawDataError


def _carriers() -> list[tuple[str, str]]:
    known = points.points()
    lists = [
        *((one.id, one.decided_by) for one in principles.principles().values()),
        *((one.id, one.applied_in) for one in known.points.values()),
        *((one.id, one.applied_in) for one in known.answers.values()),
        *((one.id, one.applied_in) for one in known.initiative.values()),
    ]
    return [(name, carrier) for name, carriers in lists for carrier in carriers]


def test_everything_is_there() -> None:
    known = points.points()
    assert len(principles.principles()) == 29
    assert (len(known.points), len(known.answers), len(known.unverified)) == (30, 8, 12)
    assert list(known.answers) == [f"OA{n}" for n in range(1, 9)]
    assert list(known.gradings) == ["g2015", "g2020", "g2023_cap", "g2026_cong_chuc", "g2026_vien_chuc"]
    assert "definition" in known.initiative


@pytest.mark.parametrize(("name", "carrier"), _carriers())
def test_what_carries_it_out_exists(name: str, carrier: str) -> None:
    kind, _, what = carrier.partition(":")
    assert kind in CARRIERS
    known = {
        "rule": {one.id for one in data.rules()},
        "kind": set(kinds.KINDS),
        "parameter": set(data.law().parameters),
        "transition": {one.id for one in data.law().transitions},
    }
    if kind in known:
        assert what in known[kind], f"{name}: {carrier}"
    if kind == "part":
        assert find_spec(f"thidua.law.{what}"), f"{name}: {carrier}"


@pytest.mark.parametrize("one", principles.principles().values(), ids=lambda one: one.id)
def test_a_principle_holds_in_its_period_only(one: Principle) -> None:
    assert one.in_force(one.since) and one.vi and one.en and all(cite.name_vi for cite in one.cites)
    if one.until:
        assert not one.in_force(one.until)
    assert one.to_json()["decided_by"]


def test_what_a_newer_law_may_have_changed_is_asked() -> None:
    one = principles.principles()["no_double"]
    assert one.question(date(2026, 9, 30)) is None
    asked = one.question(date(2026, 10, 1))
    assert asked and "01/10/2026" in asked.vi


def test_in_force_by_regime() -> None:
    assert "transfer" in [one.id for one in principles.in_force(date(2023, 12, 31))]
    assert "transfer" not in [one.id for one in principles.in_force(date(2024, 1, 1))]
    assert "expiry_152" not in [one.id for one in principles.in_force(date(2027, 3, 1))]


def test_both_languages_are_written() -> None:
    known = points.points()
    for point in known.points.values():
        assert point.question.vi != point.question.en and point.reading.vi != point.reading.en
    for answer in known.answers.values():
        assert answer.outcome.vi != answer.outcome.en and answer.source
    for hole in known.unverified.values():
        assert hole.text() != hole.text("en")


def test_the_cap_on_outstanding_grades() -> None:
    graded = points.points().gradings["g2026_cong_chuc"]
    assert (graded.cap_percent, graded.raised_percent) == (20, 25)
    assert graded.criteria["hoan_thanh_xuat_sac"].vi == "Từ 90 điểm trở lên"


MISTAKES = {
    "no carrier": ("decided_by: [people]", "decided_by: []", "'decided_by' is empty"),
    "a carrier that is none": ("decided_by: [people]", "decided_by: [luck]", "'luck' is none of"),
    "a kind without a name": ("decided_by: [people]", "decided_by: [kind]", "'kind' is none of"),
    "unknown instrument": ("instrument: luat-06-2022", "instrument: luat", "unknown instrument 'luat'"),
    "basis": ("basis: seen", "basis: heard", "allowed: seen, recalled"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_wrong_principle_is_refused(mistake: str, tmp_path: Path) -> None:
    old, new, wrong = MISTAKES[mistake]
    text = """principles:
  - id: x
    from: 2024-01-01
    to: null
    vi: "a"
    en: "b"
    cite: [{instrument: luat-06-2022, article: 5}]
    basis: seen
    confidence: high
    checked_on: 2026-11-23
    decided_by: [people]
"""
    file = tmp_path / "principles.yaml"
    file.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LawDataError, match=r"principles\.yaml, line \d+: ") as caught:
        principles.load(file, data.law())
    assert wrong in str(caught.value)


def test_a_wrong_list_of_points_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "points.yaml"
    file.write_text("points: []\nanswers: []\nunverified: [x]\ngradings: []\ninitiative: []\n", encoding="utf-8")
    with pytest.raises(LawDataError, match=r"points\.yaml, line 3: .*should be a mapping"):
        points.load(file, data.law())
