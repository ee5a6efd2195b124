"""What a book of honours cannot say: an award in a year that its own prior awards rule out.

These are questions to whoever wrote the file, not rules of law: the conditions stand in `rules/`.
"""

from collections.abc import Mapping
from typing import Any

from thidua.law import data
from thidua.law.files.faults import BadFile
from thidua.law.files.sheet import Sheet
from thidua.law.masks import NOTHING, Mask, window, years_of
from thidua.law.verdicts import Wording

_RUNS = {
    "chien_si_thi_dua_bo_tinh": ("chien_si_thi_dua_co_so", 3),
    "chien_si_thi_dua_toan_quoc": ("chien_si_thi_dua_bo_tinh", 1),
}
"""A title and how many years in a row of the one below it must stand at its end, in its year or the one before
(laws of 2003 and 2022, arts 21 and 22)."""


def contradictions(sheet: Sheet, found: Mapping[str, Any], year: int) -> list[BadFile]:
    """The titles of a sheet that cannot be true together; one given for a sudden feat (`sudden: true`) stands apart."""
    titles: Mapping[str, Mask] = found.get("titles") or {}
    place = sheet.get("titles")
    if not isinstance(place, Sheet):
        return []
    own = {one: mask for one, mask in titles.items() if not _sudden(place, one)}
    return [*_without_run(place, own, year), *_before_lower_class(place, own, year)]


def _sudden(place: Sheet, award: str) -> bool:
    value = place.get(award)
    return isinstance(value, Sheet) and value.maybe("sudden", bool) is True


def _without_run(place: Sheet, titles: Mapping[str, Mask], year: int) -> list[BadFile]:
    faults = []
    for award, (lower, times) in _RUNS.items():
        below = titles.get(lower, NOTHING)
        for held in years_of(titles.get(award, NOTHING).yes, year):
            ends = [window(times, end=year - held + late) for late in (0, 1)]
            # The oldest bit stands for many years, and the law before 2004 asked something else.
            if held - times < max(year - 30, 2004) or not all(below.no & span for span in ends):
                continue
            missed = ", ".join(map(str, years_of(below.no & (ends[0] | ends[1]), year)))
            upper_name, lower_name = data.award(award), data.award(lower)
            faults.append(
                place.fail(
                    Wording(
                        f"{upper_name.vi} năm {held}, nhưng năm {missed} ghi là không đạt {lower_name.vi}",
                        f"{upper_name.en} in {held}, yet {missed} recorded without {lower_name.en}",
                    ),
                    Wording(
                        f"đối chiếu sổ: sửa năm, thêm năm vào `held`, hoặc thu hẹp `known` của {lower}",
                        f"compare with the records: mend the year, add years to `held`, or narrow `known` of {lower}",
                    ),
                    award,
                )  # fmt: skip
            )
    return faults


def _before_lower_class(place: Sheet, titles: Mapping[str, Mask], year: int) -> list[BadFile]:
    """Orders and medals rise from the third class to the first."""
    faults = []
    for award, mask in titles.items():
        stem, _, rank = award.rpartition("_")
        lower = f"{stem}_{int(rank) + 1}" if rank in ("1", "2") else ""
        if lower not in titles or not mask.yes:
            continue
        first = years_of(mask.yes, year)[0]
        earlier = years_of(titles[lower].yes, year)
        if earlier and earlier[0] > first > year - 31:
            upper_name, lower_name = data.award(award), data.award(lower)
            faults.append(
                place.fail(
                    Wording(
                        f"{upper_name.vi} năm {first}, trước {lower_name.vi} năm {earlier[0]}",
                        f"{upper_name.en} in {first}, before {lower_name.en} in {earlier[0]}",
                    ),
                    Wording(
                        "đối chiếu sổ và sửa năm; khen đột xuất thì viết {held: […], sudden: true}",
                        "compare with the records and mend the year; given for a sudden feat: {held: […], sudden: true}",
                    ),
                    award,
                )  # fmt: skip
            )
    return faults
