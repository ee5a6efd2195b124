"""Old fonts: what is mended, and what must stay."""

import pytest

from thidua.doors.workbooks import cells, damage


@pytest.mark.parametrize(
    ("text", "reading", "mended"),
    [
        ("§éi TNTP Hå ChÝ Minh", "tcvn3", "Đội TNTP Hồ Chí Minh"),
        ("XÕp lo¹i h¹nh kiÓm: Tèt", "tcvn3", "Xếp loại hạnh kiểm: Tốt"),
        ("hép møt tÕt", "tcvn3", "hộp mứt tết"),
        ("ñ\xadêng", "tcvn3", "ủường"),
        ("§¶ng bé", "tcvn3_capitals", "ĐẢNG BỘ"),
        ("Buøi", "vni", "Bùi"),
        ("caùc baïn", "vni", "các bạn"),
        ("ÑOÀNG CHÍ Ñaëng Vaên Öôùc", "vni", "ĐỒNG CHÍ Đặng Văn Ước"),
        ("Nguyễn Hoà", "tcvn3", "Nguyễn Hoà"),
        ("Hoà", "tcvn3", "Hoà"),  # à is no letter of TCVN3
        ("Nguyễn", "vni", "Nguyễn"),
        ("ABC 123", "tcvn3", "ABC 123"),
        ("Néi vô", "", "Néi vô"),
    ],
)
def test_by_font(text, reading, mended):
    assert damage.mend(text, reading) == mended


@pytest.mark.parametrize(
    ("font", "reading"),
    [(".VnTime", "tcvn3"), (".VnTimeH", "tcvn3_capitals"), (".VNARIAL NarrowH", "tcvn3_capitals"), ("VNI-Times", "vni"), ("Times New Roman", ""), ("", "")],
)  # fmt: skip
def test_fonts(font, reading):
    assert damage.by_font(font) == reading


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("§éi TNTP Hå ChÝ Minh", "tcvn3"), ("NguyÔn V¨n An", "tcvn3"), ("Phßng Mét", "tcvn3"), ("caùc baïn", "vni"), ("Nguyeãn Vaên Aân", "vni"),
    ],
)  # fmt: skip
def test_guessed_from_the_text_alone(text, reading):
    assert damage.guess(text) == reading


@pytest.mark.parametrize(
    "text",
    [
        "5 µm", "© 2020 Công ty", "ABC® §5", "Điều 5 § 3", "Đơn vị ® ©", "Mua 3 m² × 5", "¶", "N÷", "Buøi", "Hoà Toán", "Tòa án", "UBND xã Tân",
        "Phịng hồn thành", "Nguyễn Hoà", "São Paulo", "Müller", "François Müller", "Señor Núñez", "Crème brûlée", "naïve", "café",
        "Ksor H'Khuyên", "khuê", "Đà Nẵng",
    ],
)  # fmt: skip
def test_good_and_doubtful_texts_stay(text):
    assert damage.guess(text) == "" and cells.clean(text, damage.believed(text, "")) == (text, "")


def test_short_texts_are_believed_where_the_table_shows_the_font():
    table = ["NguyÔn V¨n An", "TrÇn ThÞ B×nh", "Së Néi vô", "N÷", "STT"]
    assert damage.prevailing(table) == "tcvn3" and damage.believed("N÷", "tcvn3") == "tcvn3"
    assert damage.believed("Hoà", "tcvn3") == "" and damage.believed("5 µ", "tcvn3") == ""
    assert damage.prevailing([*table, *["Nguyễn Văn Ấn"] * 4]) == "" and damage.prevailing(["a", "©"]) == ""


@pytest.mark.parametrize(
    ("text", "kept", "was"),
    [
        ("khen thƣởng Ƣ", "khen thưởng Ư", "khen thƣởng Ƣ"),
        ("Hue\u0302\u0323", "Huệ", ""),
        (" ", "", ""), ("\xa0", "", ""), ("  An ", "  An ", ""),
        ("a\x07b\u200bc\ufeff", "abc", ""), ("a\r\nb\rc\td", "a\nb\nc d", ""),
        ("\ud800x", "x", ""),
    ],
)  # fmt: skip
def test_clean(text, kept, was):
    assert cells.clean(text) == (kept, was)
