"""One whole season in the browser, each step as the right person: from the launch to the book of honours.

Phòng Tổ chức mẫu has not begun its season of 2025. Its dossier is a paper dossier that Sở Nội vụ stamped in January 2026,
so that the law of that day applies; without the stamp the law cannot tell, and that is seen first.
"""

import os
from pathlib import Path

from tests.house.tree import ROOT
from tests.journeys.pictures import SHOTS, look

RECORD = ROOT / "src" / "thidua" / "doors" / "cli" / "data" / "tay_ninh_record.json"
NAME = "Về việc tặng danh hiệu thi đua, hình thức khen thưởng năm 2025"
AGENCY = "Sở Thông tin và Truyền thông tỉnh Tây Ninh"
MOVEMENT = "Thi đua nước rút hoàn thành nhiệm vụ năm 2025"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
DOSSIER = "Đề nghị khen thưởng năm 2025 của Phòng Tổ chức mẫu"


class Walk:
    """A browser in the hands of one person after the other."""

    def __init__(self, page, log_in, folder: Path) -> None:
        self.page, self.log_in, self.folder = page, log_in, folder
        self.dossier = self.decision = ""
        page.set_default_timeout(8000)

    def become(self, username: str) -> None:
        """Leave, and come back as somebody else."""
        self.page.context.clear_cookies()
        if username != "citizen":
            self.log_in(username)

    def look(self, name: str) -> None:
        """Keep the page as it looks, light and wide, dark and narrow; it never scrolls sideways."""
        look(self.page, self.folder, name)

    def press(self, name: str, *, exact: bool = True) -> None:
        """Press the button with these words."""
        self.page.get_by_role("button", name=name, exact=exact).first.click()
        self.page.wait_for_load_state()

    def follow(self, name: str, *, exact: bool = False) -> None:
        """Follow the link with these words, in the page itself."""
        self.page.locator("main").get_by_role("link", name=name, exact=exact).first.click()
        self.page.wait_for_load_state()

    def says(self, text: str) -> None:
        """The page says this."""
        assert text in self.page.inner_text("body"), f"“{text}” not in:\n{self.page.inner_text('main')[:3000]}"

    def choose(self, field, words: str) -> None:
        """Choose the option with these words in it."""
        value = field.locator("option", has_text=words).first.get_attribute("value")
        field.select_option(value)

    def count(self, yes: dict[str, int]) -> None:
        """Enter the ballots of each item: nine issued, returned and valid, and so many in favour (else nine)."""
        for row in self.page.locator("tr:has(input[name^=yes])").all():
            subject = row.inner_text()
            favour = next((number for name, number in yes.items() if name in subject), 9)
            for field, number in (("issued", 9), ("returned", 9), ("valid", 9), ("yes", favour)):
                row.locator(f"input[name^={field}]").fill(str(number))
        self.press("Lưu số của tôi", exact=False)


def command(site, *words: str) -> str:
    """What the command line on the site's data prints."""
    done = site.command(*words)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_whole_season(page, site, log_in, tmp_path):
    walk = Walk(page, log_in, SHOTS)
    import_the_record(walk, site)
    launch(walk)
    register(walk)
    assess(walk)
    nominate(walk)
    appraise(walk)
    meet(walk)
    decide(walk)
    see(walk, site)


def import_the_record(walk: Walk, site) -> None:
    """Step 1: the published record is there; to import it again adds nothing; the summary gives the article's figures."""
    summary = ("report", "summary", "--agency", AGENCY, "--from", "2004", "--to", "2016", "--json")
    before = command(site, *summary)
    command(site, "register", "import", str(RECORD))
    assert command(site, *summary) == before
    walk.become("can-bo-so")
    walk.page.goto("/ban-lam-viec/so-vang/tong-ket/")
    walk.choose(walk.page.locator("main select").first, AGENCY)
    walk.page.locator("input[name=tu], select[name=tu]").first.fill("2004")
    walk.page.locator("input[name=den], select[name=den]").first.fill("2016")
    walk.page.locator("main form button").first.click()
    walk.page.wait_for_load_state()
    for figure in ("27", "331", "30", "195"):
        walk.says(figure)
    walk.look("01-tong-ket-tay-ninh")


def launch(walk: Walk) -> None:
    """Step 2a: the clerk of the department drafts the movement of the year; the director launches it."""
    page = walk.page
    walk.become("can-bo-so")
    page.goto("/ban-lam-viec/phong-trao/")
    walk.follow("Soạn phong trào")
    page.fill("[name=title]", MOVEMENT)
    page.fill("[name=year]", "2025")
    page.fill("[name=starts_on]", "2025-09-01")
    page.fill("[name=ends_on]", "2025-12-31")
    page.fill("[name=content]", "Hoàn thành nhiệm vụ năm 2025 trước hạn; mỗi phòng một sáng kiến.")
    page.fill("[name=criteria]", "Đúng hạn từ 98%; không có người bị kỷ luật.")
    walk.press("Lưu")
    walk.look("02-du-thao-phong-trao")
    address = page.url
    walk.become("giam-doc")
    page.goto(address)
    walk.press("Lưu và phát động")
    walk.says("Đã phát động")


def register(walk: Walk) -> None:
    """Step 2b: the division registers itself and its people; it is refused once with a reason, then approved."""
    page = walk.page
    walk.become("can-bo-phong")
    walk.look("03-viec-cua-toi")
    page.goto("/ban-lam-viec/phong-trao/")
    walk.follow(MOVEMENT)
    walk.follow("Đăng ký", exact=False)
    page.get_by_role("button", name="Đăng ký", exact=True).first.click()
    page.wait_for_load_state()
    for box in page.locator("input[name=aim][value$=':lao_dong_tien_tien']").all():
        box.check()
    walk.press("Lưu")
    walk.look("04-dang-ky")
    walk.press("Gửi")
    walk.says("Đã gửi đăng ký")
    address = page.url
    walk.become("can-bo-so")
    page.goto(address)
    walk.follow("Từ chối")
    page.fill("[name=reason]", "Chưa đăng ký danh hiệu tập thể của phòng.")
    walk.press("Từ chối", exact=False)
    walk.become("can-bo-phong")
    page.goto(address)
    walk.says("Chưa đăng ký danh hiệu tập thể của phòng.")
    page.locator("input[name=aim][value$=':tap_the_lao_dong_tien_tien']").check()
    walk.press("Gửi")
    walk.become("can-bo-so")
    page.goto(address)
    walk.press("Phê duyệt")
    walk.says("Đã phê duyệt")


def assess(walk: Walk) -> None:
    """Step 3: the year's grades by keyboard, saved as they are typed; an initiative; the sheet is closed."""
    page = walk.page
    walk.become("can-bo-phong")
    page.goto("/ban-lam-viec/danh-gia/")
    walk.press("Mở bảng", exact=False)
    grades = page.locator("select[name^='grade-']")
    total = grades.count()
    grades.first.focus()
    for number in range(total):
        with page.expect_response(lambda response: "/luu/" in response.url) as saved:
            grades.nth(number).select_option("hoan_thanh_xuat_sac" if number < 4 else "hoan_thanh_tot")
        assert saved.value.status == 200
    page.reload()
    assert page.locator("select[name^='grade-']").nth(total - 1).input_value() == "hoan_thanh_tot"
    walk.choose(page.get_by_label("Tác giả"), "Hồ Ngọc Anh")
    page.fill("[name=title]", "Mẫu tờ trình dùng chung cho các phòng")
    page.fill("[name=recognised_by]", "Quyết định số 5/QĐ-SNV ngày 10/12/2025")
    walk.press("Thêm sáng kiến")
    walk.says("Mẫu tờ trình dùng chung")
    walk.look("05-danh-gia")
    walk.follow("Chốt")
    walk.press("Chốt")


def nominate(walk: Walk) -> None:
    """Step 4: the law's word on each; without a stamped day it cannot tell; one that is not met needs a reason."""
    page = walk.page
    walk.become("can-bo-phong")
    page.goto("/ban-lam-viec/ho-so/lap/")
    page.fill("[name=title]", DOSSIER)
    walk.press("Lập hồ sơ và chọn người")
    walk.says("Chưa kết luận được")
    walk.look("06-chua-ket-luan-duoc")
    walk.follow("ghi ngày và số trên dấu văn bản đến")
    page.fill("[name=received_on]", "2026-01-15")
    page.fill("[name=received_paper]", "12/VB-SNV")
    walk.press("Lưu")
    dossier = page.url
    walk.follow("Chọn người, tập thể")
    walk.says("Đủ điều kiện")
    page.locator("details.verdict-cell summary").first.click()
    walk.look("07-de-nghi")
    tick(walk, "input[name=ids]")
    walk.follow("Chiến sĩ thi đua cơ sở")
    row = page.locator("tr:has(input[name=ids])", has_text="Chưa đủ điều kiện").first
    row.locator("input[name=ids]").check()
    tick(
        walk,
        "tr:has-text('Đủ điều kiện') input[name=ids]",
        "Phụ trách việc khó nhất của phòng; phòng đề nghị Hội đồng xem xét.",
    )
    walk.follow("Chiến sĩ thi đua bộ, ban, ngành, tỉnh")
    tick(
        walk, "tr:has-text('Hồ Ngọc Anh') input[name=ids]", "Ba năm liền là Chiến sĩ thi đua cơ sở, sáng kiến cấp tỉnh."
    )
    walk.follow("Tập thể", exact=True)
    tick(walk, "input[name=ids]", "Tập thể hoàn thành xuất sắc nhiệm vụ năm 2025.")
    page.goto(dossier)
    page.set_input_files("input[type=file]", {"name": "to-trinh.pdf", "mimeType": "application/pdf", "buffer": PDF})
    page.locator("form:has(input[type=file]) [name=title]").fill("Tờ trình của Phòng Tổ chức mẫu")
    page.locator("form:has(input[type=file]) button").last.click()
    page.wait_for_load_state()
    walk.says("Tờ trình của Phòng Tổ chức mẫu")
    walk.look("08-ho-so")
    walk.press("Gửi")
    walk.says("Chờ thẩm định")
    walk.dossier = dossier


def tick(walk: Walk, boxes: str, reason: str = "") -> None:
    """Tick the candidates and take them into the dossier, with the reason for those whom the law does not let through."""
    for box in walk.page.locator(boxes).all():
        box.check()
    if reason:
        walk.page.fill("#reason", reason)
    walk.press("Đưa vào hồ sơ")


def appraise(walk: Walk) -> None:
    """Step 5: returned with a reason, sent again, appraised one by one: here, above, or not."""
    page = walk.page
    walk.become("tham-dinh")
    page.goto(walk.dossier)
    page.locator("summary", has_text="Trả lại hồ sơ").click()
    page.fill("[name=reason]", "Bổ sung số lượng sáng kiến trong tờ trình.")
    walk.press("Trả lại")
    walk.become("can-bo-phong")
    page.goto(walk.dossier)
    walk.says("Bổ sung số lượng sáng kiến")
    walk.press("Gửi")
    walk.become("tham-dinh")
    page.goto(walk.dossier)
    for choice in page.locator("select[name^=result_]").all():
        closed = choice.locator("option[value=here]").is_disabled()
        choice.select_option("above" if closed else "here")
    unmet = page.locator("tr:has(select[name^=result_])", has_text="Chưa đủ điều kiện").first
    unmet.locator("select[name^=result_]").select_option("fails")
    unmet.locator("input[name^=note_]").fill("Chưa đủ điều kiện theo luật.")
    walk.look("09-tham-dinh")
    if os.environ.get("THIDUA_README"):  # the picture of the README, made anew by hand when the page changes
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=str(ROOT / "docs" / "img" / "dossier.png"))
    walk.press("Lưu kết quả thẩm định")
    walk.press("Hoàn thành thẩm định")
    walk.says("Đã thẩm định")


def meet(walk: Walk) -> None:
    """Step 6: the council: agenda, attendance, two separate counts that differ once, the threshold, the minutes."""
    page = walk.page
    walk.become("thu-ky")
    page.goto("/ban-lam-viec/hoi-dong/nhiem-ky/")
    walk.follow("Hội đồng Thi đua")
    walk.follow("Lên lịch họp")
    page.fill("[name=title]", "Họp xét khen thưởng Phòng Tổ chức mẫu năm 2025")
    page.fill("[name=year]", "2025")
    page.fill("[name=held_on]", page.evaluate("new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10)"))
    page.fill("[name=place]", "Phòng họp số 1")
    walk.press("Lưu và báo thành viên")
    meeting = page.url
    walk.follow("Lập danh sách trình")
    for box in page.locator("input[name=ids]").all():
        box.check()
    walk.press("Lưu danh sách trình")
    page.goto(meeting)
    walk.press("Khai mạc")
    page.goto(f"{meeting}diem-danh/")
    walk.press("Lưu; người chưa ghi là có mặt")
    for teller, favour in (("uy-vien-1", {}), ("uy-vien-2", {"Tập thể": 8})):
        walk.become(teller)
        page.goto(f"{meeting}kiem-phieu/")
        walk.count(favour)
    walk.says("Hai lần nhập khác nhau")
    walk.look("10-kiem-phieu-lech")
    walk.become("uy-vien-2")
    page.goto(f"{meeting}kiem-phieu/")
    walk.count({})
    walk.become("thu-ky")
    page.goto(meeting)
    walk.look("11-phien-hop")
    page.goto(f"{meeting}ket-thuc/")
    page.fill("[name=conclusion]", "Hội đồng thống nhất đề nghị Giám đốc Sở quyết định.")
    walk.press("Kết thúc phiên họp")
    page.goto(f"{meeting}bien-ban/")
    walk.says("cần 80% của 9 thành viên: 8 phiếu")
    walk.says("cần 2/3 của 9 thành viên: 6, có mặt 9")
    walk.look("12-bien-ban")


def decide(walk: Walk) -> None:
    """Step 7: drafted, signed with its number, issued; only then the book of honours has it."""
    page = walk.page
    walk.become("can-bo-so")
    page.goto("/ban-lam-viec/quyet-dinh/du-thao/?nam=2025")
    walk.look("13-du-thao-quyet-dinh")
    walk.press("Lưu dự thảo")
    decision = page.url
    walk.become("giam-doc")
    page.goto(f"{decision}ky/")
    page.fill("[name=signer_post]", "Giám đốc")
    walk.look("14-ky")
    walk.press("Ký và cấp số")
    walk.says("01/QĐ-MAU-NV")
    page.goto("/quyet-dinh/")
    assert NAME not in page.inner_text("main"), "a signed decision is public before it is issued"
    walk.become("can-bo-so")
    page.goto(f"{decision}ban-hanh/")
    walk.press("Ban hành")
    walk.says("Đã ban hành")
    walk.look("15-quyet-dinh")
    page.goto(f"{decision}ban-in/")
    walk.look("16-ban-in")
    walk.decision = decision


def see(walk: Walk, site) -> None:
    """Step 8: the person sees her own file, the citizen the decision, the summary its result."""
    page = walk.page
    walk.become("nguoi-duoc-xet")
    page.goto("/ban-lam-viec/ho-so-cua-toi/")
    walk.says("Lao động tiên tiến")
    walk.look("17-ho-so-cua-toi")
    walk.become("citizen")
    page.goto("/")
    walk.look("18-cong-khai")
    page.fill("main input[name=q]", "ho ngoc anh")
    walk.press("Tra cứu")
    walk.follow("01/QĐ-MAU-NV", exact=False)
    walk.says("Hồ Ngọc Anh")
    walk.look("19-quyet-dinh-cong-khai")
    walk.become("can-bo-so")
    page.goto("/ban-lam-viec/so-vang/tong-ket/?tu=2025&den=2025")
    walk.says("Lao động tiên tiến")
    walk.look("20-tong-ket")
    checked = site.command("audit", "verify")
    assert checked.returncode == 0, checked.stdout
