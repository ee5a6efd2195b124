"""Everybody at once: asked lazily or wholly, in blocks or together, from rows or from masks, the answers are the same."""

from datetime import date

import numpy as np
import pytest

from thidua.law import bulk, data, engine, rows
from thidua.law.columns import Columns
from thidua.law.crowd import CIVIL
from thidua.law.facts import DISCIPLINE, GRADES, REACH
from thidua.law.masks import EVERY, WIDTH

YEAR, PEOPLE = 2025, 6000
DAYS = [date(2012, 3, 1), date(2019, 3, 1), date(2025, 9, 1), date(2026, 11, 1)]
TITLES = [one.id for one in data.awards() if "individual" in one.subjects]


def crowd(*, whole: bool, size: int = PEOPLE) -> Columns:
    """Random years: long runs and none at all as often as mixtures. `whole`: nothing of the book is unrecorded."""
    dice = np.random.default_rng(11)

    def years(share: float = 0.5) -> np.ndarray:
        mixed = dice.integers(0, EVERY, size, dtype=np.uint32, endpoint=True)
        runs = np.uint32(EVERY) >> dice.integers(0, WIDTH, size, dtype=np.uint32)
        return np.where(dice.random(size) < share, runs, mixed & mixed[::-1])

    known = {name: EVERY if whole else years(0.8) for name in ("known.titles", "known.works", "known.discipline")}
    graded = years(0.9)
    found: dict[str, np.ndarray | int] = {**known, "known.grade": graded}
    level = graded
    for grade in GRADES[1:]:
        level = level & years(0.7)
        found[f"grade.{grade}"] = level
    for award in TITLES[:8] + ["bang_khen_bo_tinh", "bang_khen_thu_tuong", "huan_chuong_lao_dong_3"]:
        found[f"title.{award}"] = years(0.4) & np.asarray(known["known.titles"], dtype=np.uint32)
    first = years(0.3) & np.asarray(known["known.works"], dtype=np.uint32)
    found |= {"initiative.co_so.1": first, "initiative.co_so.2": first & years(0.2)}
    found |= {"initiative.bo_tinh.1": first & years(0.2), "initiative.toan_quoc.1": first & years(0.1)}
    for rung in DISCIPLINE:
        found[f"discipline.{rung}"] = years(0.05) & np.asarray(known["known.discipline"], dtype=np.uint32) & 0xFF
    numbers = {
        "months": (dice.integers(0, 400, size).astype(np.int32), dice.random(size) < 0.9),
        "decided.chien_si_thi_dua_bo_tinh": (dice.integers(2015, 2026, size).astype(np.int32), dice.random(size) < 0.5),
    }
    return Columns("individual", YEAR, size, found, numbers)


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("whole", [True, False])
def test_asking_only_whom_it_still_concerns_changes_no_answer(on: date, whole: bool) -> None:
    columns = crowd(whole=whole)
    lazily, wholly = (bulk.review(columns, on=on, short=short) for short in (False, True))
    assert lazily.short is None and wholly.short is not None
    for row, award in enumerate(lazily.awards):
        assert (lazily.codes[row] == wholly.codes[row]).all(), award
    assert len(np.unique(lazily.codes)) >= 4


def test_blocks_and_threads_change_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    columns, told = crowd(whole=False), []
    together = bulk.review(columns, on=DAYS[2])
    monkeypatch.setattr(bulk, "BLOCK", 700)
    apart = bulk.review(columns, on=DAYS[2], threads=2, progress=told.append)
    assert (together.codes == apart.codes).all()
    assert together.short is not None and apart.short is not None and (together.short == apart.short).all()
    assert told[-1] == PEOPLE and told == sorted(told)


def test_nobody_is_reviewed_too() -> None:
    found = bulk.review(Columns("individual", YEAR, 0, {}), on=DAYS[2])
    assert found.codes.shape == (len(engine.open_awards("individual", data.regime(DAYS[2]))), 0)


def test_rows_in_any_order_come_to_the_same_columns() -> None:
    dice = np.random.default_rng(5)
    people, years = 300, np.arange(2001, 2028)

    def table(count: int, values: int, *, once: bool) -> tuple[rows.Rows, list[tuple[int, int, int]]]:
        drawn = list(
            zip(
                dice.choice(years, count), dice.integers(0, people, count), dice.integers(0, values, count), strict=True
            )
        )
        plain = [(int(year), int(person), int(value)) for year, person, value in drawn]
        if once:
            plain = list({(year, person): (year, person, value) for year, person, value in plain}.values())
        year, nominee, value = (np.array(column) for column in zip(*plain, strict=True))
        return rows.Rows(year.astype(np.int16), nominee.astype(np.int32), value.astype(np.int8)), plain

    (grades, graded), (awards, awarded) = table(4000, 4, once=True), table(2000, 3, once=False)
    (works, worked), (discipline, punished) = table(3000, 5, once=False), table(200, 3, once=False)
    found = rows.columns(
        "individual", YEAR, people, grades=grades, awards=awards, award_ids=TITLES[:3], initiatives=works,
        discipline=discipline,
    )  # fmt: skip

    def mask(pairs: list[tuple[int, int]], person: int) -> int:
        return sum({1 << min(YEAR - year, WIDTH - 1) for year, who in pairs if who == person and year <= YEAR})

    def column(name: str, person: int) -> int:
        held = found.years.get(name, 0)
        return held if isinstance(held, int) else int(held[person])

    for person in range(0, people, 7):
        for least, grade in enumerate(GRADES):
            name = "known.grade" if not least else f"grade.{grade}"
            assert column(name, person) == mask([(y, p) for y, p, v in graded if v >= least], person)
        for number, award in enumerate(TITLES[:3]):
            assert column(f"title.{award}", person) == mask([(y, p) for y, p, v in awarded if v == number], person)
        for number, rung in enumerate(DISCIPLINE):
            assert column(f"discipline.{rung}", person) == mask([(y, p) for y, p, v in punished if v == number], person)
        for reach in CIVIL:
            mine = [y for y, p, v in worked if p == person and v >= REACH.index(reach)]
            for least in (1, 2, 3):
                often = [(y, person) for y in set(mine) if mine.count(y) >= least]
                assert column(f"initiative.{reach}.{least}", person) == mask(often, person)
    assert found.years["known.titles"] == found.years["known.works"] == found.years["known.discipline"] == EVERY
