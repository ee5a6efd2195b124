"""What an agency counts as equivalent stands for the award: for one nominee and for everybody alike."""

from datetime import date
from itertools import product

import numpy as np
import pytest

from thidua.law import agency, bulk, engine
from thidua.law.columns import Columns
from thidua.law.facts import Facts
from thidua.law.masks import EVERY, Mask

ON, YEAR = date(2024, 6, 1), 2023
BKTTG, BKBT, REGION = "bang_khen_thu_tuong", "bang_khen_bo_tinh", "bang_khen_quan_khu"
COUNTED = {"equivalent.bang_khen_bo_tinh": REGION}


def facts(region: Mask | None) -> Facts:
    """Five good years and three fighter titles after a certificate of the military region, none of a ministry."""
    titles = {"chien_si_thi_dua_co_so": Mask(0b111, EVERY), BKBT: Mask(0, EVERY)}
    if region is not None:
        titles[REGION] = region
    return Facts("individual", YEAR, titles=titles, grades=dict.fromkeys(range(2019, 2024), "hoan_thanh_tot"))


@pytest.mark.parametrize(
    ("region", "parameters", "truth"),
    [
        (Mask(1 << 6, EVERY), {}, "not_met"),
        (Mask(1 << 6, EVERY), COUNTED, "met"),
        (Mask(0, EVERY), COUNTED, "not_met"),
        (None, COUNTED, "not_met"),  # of another force: nothing recorded casts no doubt
        (Mask(0, EVERY & ~(1 << 6)), COUNTED, "cannot_tell"),
    ],
)
def test_a_certificate_that_counts_as_that_of_a_ministry(region: Mask | None, parameters: dict, truth: str) -> None:
    assert engine.judge(BKTTG, facts(region), on=ON, parameters=parameters).truth.value == truth


def test_everybody_as_one_by_one() -> None:
    patterns = list(product((0, 1, 1 << 6, 0b111), (0, EVERY, EVERY & ~1), (0, 1, 1 << 6)))
    rows = [(own | 0, known | own | other, other) for own, known, other in patterns]
    column = {
        "known.titles": [known for _, known, _ in rows],
        f"title.{BKBT}": [own for own, _, _ in rows],
        f"title.{REGION}": [other for _, _, other in rows],
        "title.chien_si_thi_dua_co_so": [0b111] * len(rows),
        "known.grade": [0b11111] * len(rows),
        "grade.hoan_thanh_tot": [0b11111] * len(rows),
    }
    column["known.titles"] = [known | 0b111 for known in column["known.titles"]]
    columns = Columns(
        "individual", YEAR, len(rows), {name: np.array(values, np.uint32) for name, values in column.items()}
    )
    review = bulk.review(columns, on=ON, awards=[BKTTG], parameters=COUNTED)
    assert review.short is not None
    for number, (own, _, other) in enumerate(rows):
        known = column["known.titles"][number]
        one = Facts(
            "individual",
            YEAR,
            titles={
                BKBT: Mask(own, known),
                REGION: Mask(other, known),
                "chien_si_thi_dua_co_so": Mask(0b111, known),
            },
            grades=dict.fromkeys(range(2019, 2024), "hoan_thanh_tot"),
        )
        verdict = engine.judge(BKTTG, one, on=ON, parameters=COUNTED)
        assert (verdict.truth, verdict.short) == (review.truth(BKTTG, number), int(review.short[0, number])), one


def test_what_the_law_does_not_offer_is_refused() -> None:
    with pytest.raises(agency.BadParameter, match="none of none, bang_khen_quan_khu"):
        agency.settle({"equivalent.bang_khen_bo_tinh": "giay_khen"})
