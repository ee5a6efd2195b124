"""The words of the material's cases: near words, subjects, grades, members, who decided, what people judged."""

from collections.abc import Iterable, Mapping

from thidua.law import data
from thidua.law.claims import CLAIMS
from thidua.law.facts import GRADES, Members
from thidua.law.files import own
from thidua.law.files.faults import plain, shown
from thidua.law.files.sheet import Sheet
from thidua.law.files.tallies import too_many
from thidua.law.provisions import LEVELS
from thidua.law.verdicts import Wording

_NEAR = {
    "year": ("judged_year", "achievement_year", "year_of_achievement"),
    "grade": ("quality_grade", "own_grade", "collective_grade", "grade_of_year"),
    "grades": ("quality_grades", "yearly_grades", "own_grades", "collective_grades"),
    "titles": ("titles_held",),
    "prior": ("prior_awards", "prior_award"),
    "initiatives": ("initiative",),
    "topics": ("topic", "science_topics", "scientific_topics"),
    "file_received": ("received", "received_on", "file_received_on", "date_received"),
    "proposed_on": ("proposal_date", "proposed_date", "date_proposed"),
    "lao_dong_tien_tien_standard": ("meets_lao_dong_tien_tien_standard", "ldtt_standard", "standard_lao_dong_tien_tien"),
    "selected_as_outstanding": ("selected", "selected_outstanding", "outstanding_selected"),
    "sex": ("gender",),
    "post_years": ("years_in_post",),
    "higher_retirement_age": ("retires_later", "later_retirement_age"),
    "discipline_in_post": ("disciplined_in_post", "discipline_while_in_post"),
    "published": ("published_on", "publication_date", "date_published"),
    "council_meets": ("council_on", "council_date", "council_meets_on", "council_meeting"),
    "simplified_procedure": ("simplified",),
    "months_employed": ("employed_months", "months_since_recruitment", "months_of_work"),
    "founded_years": ("years_since_founded", "unit_age"),
    "founded": ("founded_in", "founded_year"),
    "vote": ("ballot",),
    "provincial_recognition": ("initiative_provincial_recognised", "provincial_recognised", "initiative_provincially_recognised"),
    "initiative_nationwide_recognised": ("nationwide_recognition", "nationwide_recognised"),
    "proposed": ("proposals", "number_proposed"),
    "headcount": ("total_headcount", "staff"),
    "decided_by": ("decided_by_level", "granted_by"),
    "base_salary": ("base_salary_vnd",),
    "other_limbs": ("other_conditions", "other_limb"),
    "prior_decision": ("prior_decision_date",),
    "disciplined_from_canh_cao": ("members_disciplined_from_canh_cao",),
    "disciplined_from_khien_trach": ("members_disciplined_from_khien_trach",),
    "holders_of_co_thi_dua_bo_tinh": (
        "units_with_flag_of_ministry_or_province",
        "units_with_co_thi_dua_bo_tinh",
        "cluster_leaders",
        "collectives_that_lead_clusters",
    ),
}  # fmt: skip
_MEANT = {near: word for word, several in _NEAR.items() for near in several}

PEOPLE = {
    "selected_as_outstanding": Wording("không được chọn là tiêu biểu xuất sắc", "not selected as outstanding"),
    "emulation": Wording("phong trào thi đua không đạt", "the emulation movement falls short"),
    "unity": Wording("nội bộ không đoàn kết", "no unity within"),
    "excellent": Wording("không tiêu biểu xuất sắc", "not excellent"),
    "tasks_done_well": Wording("không hoàn thành tốt nhiệm vụ", "tasks not done well"),
    "exceeds_targets": Wording("không hoàn thành vượt mức chỉ tiêu", "targets not exceeded"),
    "conduct": Wording("chấp hành chủ trương, pháp luật không tốt", "conduct falls short"),
    "exemplary": Wording("không gương mẫu", "not exemplary"),
    "retirement_notice": Wording("chưa có thông báo nghỉ hưu", "no notice of retirement"),
}
"""What only people judge: where the case says no, the answer is no; where it says yes, nothing more is needed."""

STANDARD = Wording("không đạt tiêu chuẩn Lao động tiên tiến", "the standard of Advanced Worker is not met")

WORKERS = ("civil_servant", "public_employee", "cadre", "official", "contract_worker", "worker", "farmer", "army", "police", "soldier", "teacher", "doctor")  # fmt: skip

BESIDE = {
    "subject", "year", "file_received", "proposed_on", "other_limbs", "published", "council_meets", "simplified_procedure",
    "worker_type", "note",
}  # fmt: skip
"""Words that say nothing on merit."""

_WORDS = {
    *BESIDE, *PEOPLE, "titles", "prior", "grade", "grades", "initiatives", "topics", "provincial_recognition",
    "initiative_nationwide_recognised", "discipline", "vote", "prior_decision", "second_consecutive_bo_tinh_title",
    "awards_in_window", "eligible_for_flags", "lao_dong_tien_tien_standard", "claims", "sex", "post", "post_years",
    "higher_retirement_age", "discipline_in_post", "proceedings", "months_employed", "founded", "founded_years",
    "members", "headcount", "graded", "completed_tasks", "disciplined_from_canh_cao", "disciplined_from_khien_trach",
}  # fmt: skip

_SUBJECTS = {
    "individual": "individual", "person": "individual", "collective": "collective", "unit": "collective",
    "household": "household", "family": "household",
}  # fmt: skip

_DECIDERS = {
    "commune_chair": "xa", "chair_of_the_commune": "xa", "commune": "xa", "chu_tich_xa": "xa", "chu_tich_ubnd_cap_xa": "xa",
    "district_chair": "huyen", "chair_of_the_district": "huyen", "district": "huyen",
    "head_of_unit": "co_so", "unit_head": "co_so",
    "minister": "bo_tinh", "provincial_chair": "bo_tinh", "chair_of_the_province": "bo_tinh", "province": "bo_tinh",
    "prime_minister": "thu_tuong", "government": "chinh_phu", "state_president": "chu_tich_nuoc", "president": "chu_tich_nuoc",
}  # fmt: skip


def canonical(sheet: Sheet) -> Sheet:
    """The same sheet with near words under the word that the reader knows."""
    out = Sheet(sheet.file, sheet.line)
    for key, value in sheet.items():
        word = _MEANT.get(key, key)
        if word in out:
            raise sheet.fail(
                Wording(f"{shown(key)} và {shown(word)} cùng nghĩa", f"{shown(key)} and {shown(word)} say the same"),
                Wording("giữ lại một", "keep one"),
                key,
            )
        out[word], out.lines[word] = value, sheet.lines[key]
    worker = out.get("worker_type")
    if worker is not None:
        out.choice("worker_type", WORKERS, Wording("loại người lao động", "kind of worker"))
    return out


def known_words(sheet: Mapping[str, object]) -> Iterable[str]:
    """The words that a case may use: the fixed ones, grounds that can be claimed, with_<award> for an award that there is."""
    awards = {f"with_{one.id}" for one in data.awards()}
    return [*sorted(_WORDS | set(CLAIMS)), *sorted(awards & set(sheet) or {"with_lao_dong_tien_tien"})]


def subject(sheet: Sheet) -> str:
    """individual, collective or household; a unit is a collective."""
    return _SUBJECTS[sheet.choice("subject", _SUBJECTS, Wording("loại đối tượng", "kind of subject"))]


def decider(sheet: Sheet) -> str | None:
    """The level that decided, from its id or from words such as "commune chair"."""
    value = sheet.maybe("decided_by", str)
    if value is None:
        return None
    words = {**{level: level for level in LEVELS}, **_DECIDERS}
    return words[sheet.among(plain(value), words, Wording("cấp quyết định", "level that decides"), "decided_by")]


def grade(sheet: Sheet, key: str) -> str:
    """A grade, also without the word hoan_thanh."""
    short = {"xuat_sac": "hoan_thanh_xuat_sac", "tot": "hoan_thanh_tot"}
    value = sheet.take(key, str)
    return sheet.among(short.get(value, value), GRADES, own.GRADE, key)


def members(sheet: Sheet) -> Members | None:
    """The members of a collective: how many, with which title, who completed the tasks, who was disciplined."""
    whole = next((key for key in ("members", "headcount") if sheet.get(key) is not None), None)
    counted = [key for key in sheet if key.startswith("with_")]
    if whole is None and not counted and not any(key.startswith("disciplined_from_") for key in sheet):
        return None
    total = sheet.count(whole) if whole else None
    awards = {key.removeprefix("with_"): count for key in counted if (count := sheet.count(key)) is not None}
    done, graded = sheet.count("completed_tasks"), sheet.count("graded")
    warned, reprimanded = sheet.count("disciplined_from_canh_cao"), sheet.count("disciplined_from_khien_trach")
    for key in (*counted, "completed_tasks", "graded", "disciplined_from_canh_cao", "disciplined_from_khien_trach"):
        count = sheet.count(key)
        if count is not None and total is not None and count > total:
            raise too_many(sheet, key, count, total)
    base = total if graded is None else graded
    grades: dict[str, int] = {}
    if done is not None and base is not None:
        if done > base:
            raise too_many(sheet, "completed_tasks", done, base)
        # How well they completed them is not told: all stand at the lowest grade that is complete.
        grades = {"khong_hoan_thanh": base - done, "hoan_thanh": done}
    discipline: dict[str, int] = {}
    if warned is not None:
        discipline = {"canh_cao": warned, "nang_hon": 0}
    if reprimanded is not None:
        if warned is not None and reprimanded < warned:
            raise too_many(sheet, "disciplined_from_canh_cao", warned, reprimanded)
        discipline["khien_trach"] = reprimanded - (warned or 0)
        if reprimanded == 0:
            discipline |= {"canh_cao": 0, "nang_hon": 0}
    return Members(total, base if grades else graded, awards, grades, discipline)


def recorded(sheet: Sheet, key: str) -> bool | None:
    """Yes, no, or None for "not recorded" (and for a key that is absent)."""
    value = sheet.get(key)
    if value is None or isinstance(value, bool):
        return value
    word = plain(value) if isinstance(value, str) else ""
    known = {"recorded": True, "yes": True, "recognised": True, "no": False, "not_recognised": False, "refused": False}
    if word in ("not_recorded", "unrecorded", "unknown", "none_recorded"):
        return None
    if word not in known:
        raise sheet.fail(
            Wording(f"{shown(key)} là {shown(value)}", f"{shown(key)} is {shown(value)}"),
            Wording("viết true, false hoặc not recorded", "write true, false or not recorded"), key,
        )  # fmt: skip
    return known[word]
