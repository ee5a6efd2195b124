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
    "quan_khu": ("quân khu", "military region"),
    "bo_tinh": ("bộ, ban, ngành, tỉnh", "ministry or province"),
    "toan_quan": ("toàn quân, toàn lực lượng công an", "whole army or police"),
    "toan_quoc": ("toàn quốc", "nationwide"),
}
KIND_NAMES = {
    "initiative": ("sáng kiến", "initiatives"),
    "topic": ("đề tài, đề án, công trình khoa học", "scientific topics, schemes or works"),
}


SERVICE_NAMES = {
    "army": ("phục vụ liên tục trong Quân đội", "of continuous service in the army"),
    "police": ("phục vụ liên tục trong Công an", "of continuous service in the police"),
    "forces": ("phục vụ trong lực lượng vũ trang", "of service in the armed forces"),
    "teaching": ("trực tiếp giảng dạy", "of teaching"),
    "education": ("công tác trong ngành giáo dục", "in education"),
    "medicine": ("trực tiếp làm chuyên môn kỹ thuật y tế", "of professional medical work"),
    "health": ("công tác trong ngành y tế", "in the health sector"),
    "arts": ("hoạt động nghệ thuật chuyên nghiệp", "of professional artistic work"),
    "circus_dance": ("hoạt động nghệ thuật xiếc, múa", "of circus or dance"),
    "craft": ("hoạt động trong nghề, di sản", "in the craft or heritage"),
    "contribution": ("có quá trình cống hiến", "of contribution"),
}


def day(on: date, lang: str = "vi") -> str:
    """A day as people write it: 01/07/2024, or 2024-07-01."""
    return on.isoformat() if lang == "en" else f"{on:%d/%m/%Y}"


def listed(years: Sequence[int], calendar: str = "calendar") -> str:
    """Years as a reader expects them: "2021, 2022, 2023"; school years as "2020–2021, 2021–2022"."""
    return ", ".join(f"{year - 1}–{year}" if calendar == "school" else str(year) for year in years)


def years(what: What, missed: Sequence[int], unknown: Sequence[int], calendar: str = "calendar") -> Missing:
    """Which years lack the thing, and for which years nothing is recorded."""
    vi, en = [], []
    word_vi, word_en = ("năm học", "the school year ") if calendar == "school" else ("năm", "")
    if missed:
        vi.append(f"{what[0]} {word_vi} {listed(missed, calendar)}")
        en.append(f"{what[1]} in {word_en}{listed(missed, calendar)}")
    if unknown:
        vi.append(f"{what[2]} {word_vi} {listed(unknown, calendar)}")
        en.append(f"{what[3]} in {word_en}{listed(unknown, calendar)}")
    return "; ".join(vi), "; ".join(en)


def too_young(name: Missing, latest: int, have: int, need: int) -> Missing:
    """The prior award is too near."""
    return (
        f"{name[0]} gần nhất là năm {latest}: mới được {have} năm, cần {need} năm sau đó",
        f"The latest {name[1]} is of {latest}: {have} years ago, {need} years after it are needed",
    )


def too_few(name: Missing, have: int, times: int, span: int | None, *, since: Missing | None) -> Missing:
    """An award that is not held, or not often enough."""
    within_vi, within_en = (f" trong {span} năm gần nhất", f" within the last {span} years") if span else ("", "")
    if since:
        within_vi, within_en = f"{within_vi} sau {since[0]} gần nhất", f"{within_en} after the latest {since[1]}"
    if times == 1:
        return f"Chưa được tặng {name[0]}{within_vi}", f"{name[1]} not received{within_en}"
    return (
        f"Mới có {have}/{times} lần {name[0]}{within_vi}",
        f"{have} of {times} times {name[1]} so far{within_en}",
    )


def unrecorded(name: Missing, gaps: Sequence[int], times: int, have: int) -> Missing:
    """Whether an award is held is not recorded."""
    many = len(gaps) > 12
    where_vi = f" (năm {gaps[-1]} trở về trước)" if many else f" năm {listed(gaps)}" if gaps else ""
    where_en = f" ({gaps[-1]} and before)" if many else f" in {listed(gaps)}" if gaps else ""
    so_far_vi = f" (đã biết {have}/{times})" if times > 1 else ""
    so_far_en = f" ({have} of {times} known)" if times > 1 else ""
    return (
        f"Chưa có dữ liệu về {name[0]}{where_vi}{so_far_vi}",
        f"Nothing recorded on {name[1]}{where_en}{so_far_en}",
    )


def scattered(name: Missing, held: str) -> Missing:
    """Often enough, but not in the way that is surely meant."""
    return (
        f"Có {name[0]} các năm {held}: chưa rõ luật có đòi liên tục và nằm trong khoảng thời gian xét hay không",
        f"{name[1]} in {held}: whether the law wants them in a row and within the span is not settled",
    )


def graded_too_seldom(at_least: str, have: int, times: int, span: int | None, *, known: bool) -> Missing:
    """Too few years with the grade."""
    vi, en = GRADE_NAMES[at_least]
    within_vi, within_en = (f" trong {span} năm gần nhất", f" within the last {span} years") if span else ("", "")
    if known:
        return f"Mới có {have}/{times} năm “{vi}”{within_vi}", f"{have} of {times} years “{en}”{within_en}"
    return (
        f"Chưa đủ dữ liệu xếp loại: đã biết {have}/{times} năm “{vi}”{within_vi}",
        f"Grades not fully recorded: {have} of {times} years “{en}” known{within_en}",
    )


def service(what: str, months: int | None, years: int, below: int | None) -> Missing:
    """Years of service."""
    vi, en = SERVICE_NAMES[what]
    if months is None:
        return f"Chưa có dữ liệu thời gian {vi}", f"Time {en} not recorded"
    have_vi, have_en = f"{months // 12} năm {months % 12} tháng", f"{months // 12} years {months % 12} months"
    if below is not None and months >= 12 * below:
        return (
            f"Đã có {have_vi} {vi}: từ {below} năm thì xét hạng cao hơn",
            f"{have_en} {en}: from {below} years on a higher class applies",
        )
    return f"Mới có {have_vi} {vi}, cần {years} năm", f"{have_en} {en}, {years} years needed"


def offices(rows: Sequence[tuple[Missing, int, int | None]], settled: bool) -> Missing:
    """Posts and years in them."""
    vi = "; ".join(
        f"{name[0]} {f'{years} năm trở lên' if years else ''}{f', dưới {below} năm' if below else ''}".strip()
        for name, years, below in rows
    )
    en = "; ".join(
        f"{name[1]} {f'{years} years or more' if years else ''}{f', under {below}' if below else ''}".strip()
        for name, years, below in rows
    )
    if settled:
        return f"Chưa đủ thời gian giữ một trong các chức vụ: {vi}", f"Not long enough in one of the posts: {en}"
    return f"Chưa đủ dữ liệu để đối chiếu với: {vi}", f"Not enough recorded to compare with: {en}"


def age(have: int | None, need: int) -> Missing:
    """The age of a unit."""
    if have is None:
        return "Chưa có dữ liệu năm thành lập đơn vị", "The year in which the unit was founded is not recorded"
    return f"Đơn vị mới thành lập {have} năm, cần {need} năm trở lên", f"The unit is {have} years old, {need} needed"


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
    kind: str,
    level: str,
    count: int,
    least: int,
    window: Sequence[int],
    unknown: Sequence[int],
    value: Value,
    calendar: str = "calendar",
) -> Missing:
    """An initiative or topic that should be there. An empty window: at any time."""
    (name_vi, name_en), (reach_vi, reach_en) = KIND_NAMES[kind], REACH_NAMES[level]
    span = listed(window[:1], calendar) if len(window) == 1 else f"{window[0]}–{window[-1]}" if window else ""
    have_vi = f" (mới có {least}/{count})" if count > 1 else ""
    have_en = f" ({least} of {count} so far)" if count > 1 else ""
    if value is Value.NO:
        return (
            f"Thiếu {name_vi} cấp {reach_vi} được công nhận{f' trong năm {span}' if span else ''}{have_vi}",
            f"No recognised {name_en} of {reach_en} reach{f' in {span}' if span else ''}{have_en}",
        )
    if not unknown:
        return (
            f"Chưa có dữ liệu số lượng {name_vi} cấp {reach_vi}{f' năm {span}' if span else ''}{have_vi}",
            f"Number of {name_en} of {reach_en} reach{f' in {span}' if span else ''} not recorded{have_en}",
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
