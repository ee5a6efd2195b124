"""Tây Ninh's published record and its hostile sisters: what is read, what is refused, and at which place."""

import copy
import datetime as dt
import json
from pathlib import Path

import pytest

import thidua.doors.cli
from tests.cast import AT
from thidua.domain.register import checks
from thidua.kernel.errors import Unready

TODAY = AT.date()
FILE = Path(thidua.doors.cli.__file__).parent / "data" / "tay_ninh_record.json"
RECORD = json.loads(FILE.read_text(encoding="utf-8"))
DROP = object()


def changed(*steps, value):
    """The record with one part changed, or dropped."""
    record = copy.deepcopy(RECORD)
    part = record
    for step in steps[:-1]:
        part = part[step]
    if value is DROP:
        del part[steps[-1]]
    else:
        part[steps[-1]] = value
    return record


def places(record):
    """The places of the faults."""
    with pytest.raises(Unready) as refusal:
        checks.read(record, TODAY)
    return [issue.field for issue in refusal.value.issues]


def test_numbers_stay_numbers_and_doubts_stay():
    record = checks.read(RECORD, TODAY)
    assert (record.total("collective"), record.total("individual")) == (27, 331)
    assert (record.from_year, record.until_year, record.published_on) == (2004, 2016, dt.date(2017, 10, 2))
    assert dict(record.not_entered) == {"exemplars": 6, "movements": 7}
    assert sum(1 for one in record.statements if one.doubt) == 3
    assert [one.award_as_written for one in record.statements if not one.separated] == [
        "Bằng khen của Bộ Trưởng Bộ Thông tin và Truyền thông, Chủ tịch Ủy ban nhân dân tỉnh"
    ]


def test_spans_and_years():
    found = {one.award_as_written[:40]: one for one in checks.read(RECORD, TODAY).statements}
    flags = found["cờ thi đua của Bộ Thông tin và Truyền th"]
    assert (flags.years, flags.span_from, flags.span_until) == ((2011, 2012, 2014, 2015, 2016), 2011, 2016)
    security = found["Bằng khen 3 năm ( từ 2013 đến 2016) phon"]
    assert (security.years, security.count, security.span_from, security.span_until) == ((), 3, 2013, 2016)
    workers = found["lao động tiên tiến"]
    assert (workers.years, workers.span_from, workers.span_until) == ((), 2004, 2016)


def test_a_key_depends_on_what_is_said_not_on_how_it_is_typed():
    """Order of keys, spaces and the form of the marks (NFC, NFD) say nothing; two equal statements are two."""
    import unicodedata

    def key(statement):
        return checks.read(changed("statements", value=[statement]), TODAY).statements[0].key

    first = RECORD["statements"][0]
    typed = {name: first[name] for name in reversed(first)}
    typed["award_as_written"] = unicodedata.normalize("NFD", first["award_as_written"]).replace(" ", "  ")
    assert key(first) == key(typed) != key(first | {"count": 2})
    twice = checks.read(changed("statements", value=[first, first]), TODAY).statements
    assert len({one.key for one in twice}) == 2


@pytest.mark.parametrize(
    ("steps", "value", "place"),
    [
        (["id"], DROP, "id"),
        (["id"], "hai chữ", "id"),
        (["agency"], "", "agency"),
        (["agency"], ["Sở"], "agency"),
        (["agency"], "a" * 1_000_000, "agency"),
        (["agency"], "Sở\x1b[2J", "agency"),
        (["agency"], "Sở\u202e", "agency"),
        (["agency"], "Sở \ud800", "agency"),
        (["province"], DROP, "province"),
        (["published"], "2/10/2017", "published"),
        (["published"], "2999-01-01", "published"),
        (["period"], DROP, "period"),
        (["period"], {"from": 2016, "to": 2004}, "period"),
        (["period", "from"], 1944, "period.from"),
        (["period", "to"], 2027, "period.to"),
        (["period", "to"], "2016", "period.to"),
        (["period", "till"], 2016, "period"),
        (["statements"], DROP, "statements"),
        (["statements"], {}, "statements"),
        (["statements"], [], "statements"),
        (["statements", 3], "cờ", "statements[3]"),
        (["statements", 3, "count"], DROP, "statements[3].count"),
        (["statements", 3, "count"], -1, "statements[3].count"),
        (["statements", 3, "count"], 0, "statements[3].count"),
        (["statements", 3, "count"], True, "statements[3].count"),
        (["statements", 3, "count"], 1.0, "statements[3].count"),
        (["statements", 3, "count"], "1", "statements[3].count"),
        (["statements", 3, "count"], None, "statements[3].count"),
        (["statements", 3, "count"], 10**30, "statements[3].count"),
        (["statements", 3, "award"], "co_thi_dua_tinh", "statements[3].award"),
        (["statements", 3, "award"], ["co_thi_dua_bo_tinh"], "statements[3].award"),
        (["statements", 3, "award_as_written"], DROP, "statements[3].award_as_written"),
        (["statements", 3, "subject_kind"], "tập thể", "statements[3].subject_kind"),
        (["statements", 3, "subject_kind"], "individual", "statements[3].subject_kind"),
        (["statements", 3, "mode"], DROP, "statements[3].mode"),
        (["statements", 3, "years"], 2012, "statements[3].years"),
        (["statements", 3, "years"], ["2012"], "statements[3].years[0]"),
        (["statements", 3, "years"], [2012, 2012], "statements[3].years"),
        (["statements", 3, "years"], [2003], "statements[3].years"),
        (["statements", 3, "years"], [True], "statements[3].years[0]"),
        (["statements", 5, "achievement_period"], {"from": 2011, "to": 2006}, "statements[5].achievement_period"),
        (["statements", 5, "achievement_period"], [2006, 2011], "statements[5].achievement_period"),
        (["statements", 3, "granted_by"], 7, "statements[3].granted_by"),
        (["statements", 3, "dout"], "?", "statements[3]"),
        (["statements", 3, "stage"], "decided", "statements[3].stage"),
        (["statements", 3, "level"], "nhà nước", "statements[3].level"),
        (["statements", 3, "names"], "Sở Tư pháp", "statements[3].names"),
        (["statements", 3, "names"], ["Sở Tư pháp", "Thanh tra tỉnh"], "statements[3].names"),
        (["statements", 4, "names"], ["Sở Tư pháp", "Sở Tư pháp"], "statements[4].names"),
        (["statements", 4, "names"], [""], "statements[4].names.0"),
        (["statements", 3, "decided"], "5/1/2013", "statements[3].decided"),
        (["statements", 3, "decision_number"], 12, "statements[3].decision_number"),
        (["period", "until"], "2016-13-01", "period.until"),
        (["period", "until"], "2015-09-30", "period.until"),
        (["persons"], [], "cả tệp"),
        (["exemplars"], "six", "exemplars"),
    ],
)
def test_what_is_refused_names_its_place(steps, value, place):
    assert places(changed(*steps, value=value)) == [place]


@pytest.mark.parametrize("value", [None, [], "Tây Ninh", 3, {}])
def test_something_else_than_a_record(value):
    assert places(value)


def test_every_fault_is_told_at_once_with_its_remedy():
    record = changed("statements", 3, "count", value=-1)
    record["statements"][4]["dout"] = "?"
    with pytest.raises(Unready) as refusal:
        checks.read(record, TODAY)
    first, second = refusal.value.issues
    assert "statements[3].count" in str(first.text) and "-1" in str(first.text) and first.remedy
    assert "doubt" in str(second.remedy)
