"""What is missing, in the words of an official: Vietnamese first, English second."""

from collections.abc import Sequence
from datetime import date

from thidua.law.facts import DISCIPLINE
from thidua.law.masks import Value
from thidua.law.provisions import Award

Missing = tuple[str, str]
NOTHING: Missing = ("", "")

What = tuple[str, str, str, str]
"""How to say that something lacks, and that nobody recorded it: vi lack, en lack, vi unrecorded, en unrecorded."""

GRADE_NAMES = {
    "khong_hoan_thanh": ("Không hoàn thành nhiệm vụ", "Not completed"),
    "hoan_thanh": ("Hoàn thành nhiệm vụ", "Completed"),
    "hoan_thanh_tot": ("Hoàn thành tốt nhiệm vụ", "Well completed"),
    "hoan_thanh_xuat_sac": ("Hoàn thành xuất sắc nhiệm vụ", "Excellently completed"),
}
REACH_NAMES = {
    "co_so": ("cơ sở", "grassroots"),
    "bo_tinh": ("bộ, ban, ngành, tỉnh", "ministry or province"),
    "toan_quoc": ("toàn quốc", "nationwide"),
}
KIND_NAMES = {
    "initiative": ("sáng kiến", "initiatives"),
    "topic": ("đề tài, đề án, công trình khoa học", "scientific topics, schemes or works"),
}


def listed(years: Sequence[int]) -> str:
    """Years as a reader expects them: "2021, 2022, 2023"."""
    return ", ".join(str(year) for year in years)


def years(what: What, missed: Sequence[int], unknown: Sequence[int]) -> Missing:
    """Which years lack the thing, and for which years nothing is recorded."""
    vi, en = [], []
    if missed:
        vi.append(f"{what[0]} năm {listed(missed)}")
        en.append(f"{what[1]} in {listed(missed)}")
    if unknown:
        vi.append(f"{what[2]} năm {listed(unknown)}")
        en.append(f"{what[3]} in {listed(unknown)}")
    return "; ".join(vi), "; ".join(en)


def title(award: Award) -> What:
    """A title that should have been held."""
    return (
        f"Thiếu danh hiệu {award.vi}",
        f"No title {award.en}",
        f"Chưa có dữ liệu danh hiệu {award.vi}",
        f"Nothing recorded on the title {award.en}",
    )


def grade(at_least: str) -> What:
    """A grade that should have been reached."""
    vi, en = GRADE_NAMES[at_least]
    return (
        f"Chưa đạt mức “{vi}” trở lên" if at_least != "hoan_thanh_xuat_sac" else f"Chưa đạt mức “{vi}”",
        f"Not graded “{en}”" + ("" if at_least == "hoan_thanh_xuat_sac" else " or better"),
        "Chưa có dữ liệu xếp loại",
        "No grade recorded",
    )


def discipline() -> What:
    """A year that should be free of discipline."""
    return ("Bị kỷ luật", "Disciplined", "Chưa có dữ liệu kỷ luật", "Nothing recorded on discipline")


def overlapping(what: What, held: Sequence[int], spacing: int) -> Missing:
    """Titles in years too near each other to be sure that they rest on different years."""
    return (
        f"Danh hiệu các năm {listed(held)} cách nhau chưa đủ {spacing} năm: cần xác định có phải hai lần liên tục không",
        f"The titles of {listed(held)} are less than {spacing} years apart: whether they are two in a row is to be settled",
    )


def standard(award: Award, year: int, value: Value) -> Missing:
    """The standard of a lower title in the same year."""
    if value is Value.NO:
        return (
            f"Chưa đạt tiêu chuẩn {award.vi} năm {year}",
            f"The standard of {award.en} is not reached in {year}",
        )
    return (
        f"Chưa đủ dữ liệu để xác định đạt tiêu chuẩn {award.vi} năm {year}",
        f"Not enough recorded to say whether the standard of {award.en} is reached in {year}",
    )


def recognised(
    kind: str, level: str, count: int, least: int, window: Sequence[int], unknown: Sequence[int], value: Value
) -> Missing:
    """An initiative or topic that should be there."""
    (name_vi, name_en), (reach_vi, reach_en) = KIND_NAMES[kind], REACH_NAMES[level]
    span = str(window[0]) if len(window) == 1 else f"{window[0]}–{window[-1]}"
    have_vi = f" (mới có {least}/{count})" if count > 1 else ""
    have_en = f" ({least} of {count} so far)" if count > 1 else ""
    if value is Value.NO:
        return (
            f"Thiếu {name_vi} cấp {reach_vi} được công nhận trong năm {span}{have_vi}",
            f"No recognised {name_en} of {reach_en} reach in {span}{have_en}",
        )
    if not unknown:
        return (
            f"Chưa có dữ liệu số lượng {name_vi} cấp {reach_vi} năm {span}{have_vi}",
            f"Number of {name_en} of {reach_en} reach in {span} not recorded{have_en}",
        )
    return (
        f"Chưa có dữ liệu {name_vi} cấp {reach_vi} năm {listed(unknown)}{have_vi}",
        f"Nothing recorded on {name_en} of {reach_en} reach in {listed(unknown)}{have_en}",
    )


def title_and_grade(award: Award, at_least: str, year: int, value: Value) -> Missing:
    """One year with the title and one with the grade."""
    grade_vi, grade_en = GRADE_NAMES[at_least]
    start_vi, start_en = ("Thiếu", "Lacking") if value is Value.NO else ("Chưa đủ dữ liệu về", "Not recorded")
    return (
        f"{start_vi} một năm “{grade_vi}” và một năm {award.vi} trong hai năm {year - 1}, {year}",
        f"{start_en}: one year graded “{grade_en}” and one year as {award.en} in {year - 1} and {year}",
    )


def months(have: int | None, least: int) -> Missing:
    """Time since recruitment."""
    if have is None:
        return "Chưa có dữ liệu ngày tuyển dụng", "No day of recruitment recorded"
    return (
        f"Mới được tuyển dụng {have} tháng, cần từ {least} tháng",
        f"Recruited {have} months ago, {least} are needed",
    )


def share(
    label: tuple[str, str], count: int | None, base: int | None, percent: int, *, strict: bool, value: Value
) -> Missing:
    """A share of the members."""
    need_vi = f"trên {percent}%" if strict else f"ít nhất {percent}%"
    need_en = f"more than {percent}%" if strict else f"at least {percent}%"
    if value is Value.UNKNOWN:
        return (
            f"Chưa đủ dữ liệu số thành viên đạt “{label[0]}” (cần {need_vi})",
            f"Not enough recorded on members with “{label[1]}” ({need_en} needed)",
        )
    exact = f"{100 * (count or 0) / (base or 1):.1f}".rstrip("0").rstrip(".")
    return (
        f"Tỷ lệ thành viên đạt “{label[0]}” là {count}/{base} ({exact.replace('.', ',')}%), cần {need_vi}",
        f"{count} of {base} members ({exact}%) with “{label[1]}”, {need_en} needed",
    )


def members_have(award: Award, count: int | None, least: int) -> Missing:
    """Members with a title, in number."""
    if count is None:
        return (
            f"Chưa có dữ liệu số thành viên đạt danh hiệu {award.vi}",
            f"Number of members with {award.en} not recorded",
        )
    return (
        f"Cần ít nhất {least} thành viên đạt danh hiệu {award.vi}, hiện có {count}",
        f"At least {least} member with {award.en} needed, there are {count}",
    )


def members_discipline(count: int, value: Value) -> Missing:
    """Members under discipline."""
    if value is Value.UNKNOWN:
        return "Chưa có dữ liệu kỷ luật của thành viên", "Discipline of the members not recorded"
    return f"Có {count} thành viên bị kỷ luật", f"{count} members were disciplined"


def rungs_from(level: str) -> tuple[str, ...]:
    """The rungs of discipline from this one up."""
    return DISCIPLINE[DISCIPLINE.index(level) :]


def timing(award: Award, decided: date | None, month: int, day: int) -> Missing:
    """The year in which a proposal must come."""
    if decided is None:
        return (
            f"Chưa có ngày quyết định danh hiệu {award.vi} gần nhất",
            f"Day of the latest decision on {award.en} not recorded",
        )
    due = date(decided.year + 1, month, day)
    return (
        f"Phải đề nghị vào năm liền kề năm có quyết định {award.vi} ({decided:%d/%m/%Y}), chậm nhất {due:%d/%m/%Y}",
        f"To be proposed in the year after the decision on {award.en} ({decided.isoformat()}), by {due.isoformat()}",
    )


def vote(yes: int, members: int, percent: int, *, enough: bool, value: Value) -> Missing:
    """A ballot that does not suffice."""
    if not enough:
        exact = f"{100 * yes / members:.1f}"
        return (
            f"Được {yes}/{members} phiếu ({exact.replace('.', ',')}%), cần {percent}% tổng số thành viên Hội đồng",
            f"{yes} of {members} votes ({exact}%), {percent}% of all council members needed",
        )
    if value is Value.NO:
        return "Phải bỏ phiếu kín", "The ballot must be secret"
    return "Chưa ghi nhận có bỏ phiếu kín hay không", "Whether the ballot was secret is not recorded"


def unclaimed(vi: str, en: str) -> Missing:
    """A route that only people judge and nobody has claimed."""
    return f"Chưa nêu căn cứ: {vi[:1].lower()}{vi[1:]}", f"No ground claimed: {en[:1].lower()}{en[1:]}"
