"""The PDF: within the margins of the decree, tagged, with its title, never run as code, by several threads at once."""

import io
import json
import re
import shutil
import subprocess
import threading

import numpy as np
import pytest
import typst

from tests.doors.layouts.papers import HEAD, SIGNED, document, ink, pages, report, strings
from thidua.doors import layouts
from thidua.doors.layouts import Column, Heading, Letterhead, Paragraph, Run, Signatures, Table, measures, typeset
from thidua.doors.layouts.text import DRAWN, drawn


def pdf(made):
    """The bytes of the file."""
    file = io.BytesIO()
    layouts.pdf(made, file)
    return file.getvalue()


def asked(made, selector):
    """What typst answers about the elements of a document."""
    sizes = {name.lower(): value for name, value in vars(measures).items() if name.isupper()}
    given = json.dumps(typeset.given(made) | {"measures": sizes})
    here = typeset.HERE
    compiler = typst.Compiler(
        here / "document.typ",
        root=here,
        font_paths=[here / "fonts"],
        ignore_system_fonts=True,
        sys_inputs={"given": given},
    )
    return json.loads(compiler.query(selector))


def test_measures_are_those_that_the_decree_allows():
    assert (measures.WIDTH, measures.HEIGHT) == (210, 297)
    for name, least, most in (
        ("TOP", 20, 25), ("BOTTOM", 20, 25), ("LEFT", 30, 35), ("RIGHT", 15, 20), ("NATION", 12, 13), ("MOTTO", 13, 14),
        ("AGENCY", 12, 13), ("NUMBER", 13, 13), ("PLACE", 13, 14), ("KIND", 13, 14), ("SUBJECT", 12, 13), ("PAGE", 13, 14),
        ("BODY", 13, 14), ("SIGNER", 13, 14), ("TO", 12, 12), ("RECIPIENTS", 11, 11), ("INDENT", 10, 12.7),
        ("BETWEEN", 6, 12), ("LINES", 1, 1.5), ("RULE", 1 / 3, 1 / 2),
    ):  # fmt: skip
        assert least <= getattr(measures, name) <= most, name


def test_ink_stays_within_the_margins_and_only_later_pages_have_a_number_above():
    first, second = map(ink, pages(report(), dots=50.8))  # 2 dots a millimetre
    assert first.shape == second.shape == (594, 420)
    for page in (first, second):
        assert not page[:, : 29 * 2].any() and not page[:, 196 * 2 :].any() and not page[278 * 2 :].any()
        assert page[20 * 2 : 277 * 2].any()
    assert not first[: 19 * 2].any()
    above = np.argwhere(second[: 19 * 2])
    assert abs(above[:, 1].mean() / 2 - (measures.LEFT + measures.TEXT_WIDTH / 2)) < 1, "the number is in the middle"


def test_motto_has_a_rule_as_long_as_itself_and_the_agency_a_shorter_one():
    (page,) = pages(document(Paragraph("Nội dung.")), dots=127)  # 5 dots a millimetre
    rules = [
        (found.start() / 5, len(found[0]) / 5)
        for line in ink(page, rows=180)
        for found in re.finditer(b"\x01{50,}", line.astype(np.uint8).tobytes())
    ]
    middle = measures.LEFT + measures.AGENCY_WIDTH
    motto = [length for left, length in rules if left > middle]
    agency = [length for left, length in rules if left < middle]
    assert motto and all(abs(length - 56.1) < 0.7 for length in motto), "as wide as the words in 13 points"
    assert agency and all(39.5 / 3 <= length <= 39.5 / 2 for length in agency), "of VÀ TRUYỀN THÔNG in 12 points"


def test_file_is_tagged_can_be_kept_and_tells_its_title_and_language():
    told = pdf(report())
    assert b"<pdfuaid:part>1</pdfuaid:part>" in told and b"<pdfaid:part>2</pdfaid:part>" in told
    assert f">{HEAD.kind} {HEAD.about}<".encode() in told and b"/MarkInfo" in told and b"/Lang(vi)" in told
    assert b"/Lang(en)" in pdf(report(language="en"))


def test_headings_are_bookmarks_and_never_skip_a_level():
    made = document(
        Heading("a) Trước", 3), Heading("", 1), Heading("   ", 2), Heading("1. Sau", 2), Heading("Dài " * 100)
    )
    assert [(one["level"], strings(one["body"])) for one in asked(made, "heading")] == [(1, "a) Trước"), (2, "1. Sau")]
    assert pdf(made)


HOSTILE = [
    '#panic("x")', "#{", "[*_`$ \\ <a> @x // /* ", "\\u{0}", "= x", "#sys.inputs", "</w:t>&<script>", "- x", "~--- ...",
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_markup(text):
    made = document(
        Heading(text),
        Paragraph([Run(text, bold=True)]),
        Table([Column(text)], [[text]], caption=text),
        Signatures([text], text, text, text),
        head=Letterhead(text, text, text, text, None, text, text),
    )
    for selector, count in (("title", 1), ("heading", 1), ("figure", 3)):
        assert strings(asked(made, selector)).count(text) >= count, selector
    assert pdf(made)


def test_what_no_font_draws_is_shown_as_a_box_and_all_else_as_it_is():
    assert drawn("Một 😀 中 \ue000\x00\ud800 ≥ α\u202e ✓\ufe0f") == "Một □ □  ≥ α ✓"
    every = [chr(code) for code in range(0x20, 0x2800) if drawn(chr(code)) == chr(code)]
    assert len(every) > 2500 and set("ẵỡựĐđ₫…–“”½×≤☐") <= set(every) | {"☐"}
    assert pdf(document(Paragraph(" ".join(every)))), "PDF/UA refuses a letter that no font has"
    assert "\u2713" in DRAWN


def test_vietnamese_is_complete_in_every_style():
    letters = "".join(
        chr(code) for code in (*range(0x1EA0, 0x1EFA), 0x1A0, 0x1A1, 0x1AF, 0x1B0, 0x102, 0x103, 0x110, 0x111)
    )
    pieces = [Run(letters, bold, italic) for bold in (False, True) for italic in (False, True)]
    told = pdf(document(Paragraph(pieces)))
    names = set(re.findall(rb"/FontName\s*/[A-Z]{6}\+([\w-]+)", told))
    assert names == {b"Tinos-Regular", b"Tinos-Bold", b"Tinos-Italic", b"Tinos-BoldItalic"} or b"/ObjStm" in told
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[typeset.HERE / "fonts"])
    assert sorted((one.weight, str(one.style)) for one in fonts.fonts()) == [
        (400, "italic"), (400, "normal"), (700, "italic"), (700, "normal"),
    ]  # fmt: skip


@pytest.mark.parametrize("count", [1, 40, 41, 200])
def test_recipients_of_any_number_are_all_on_paper(count):
    made = document(Paragraph("Nội dung"), Signatures([f"Đơn vị {n};" for n in range(count)], "GIÁM ĐỐC", "Lê Mẫu"))
    assert len(pages(made, 20)) == {1: 1, 40: 1, 41: 1, 200: 4}[count]


def test_text_ends_with_the_mark_of_the_end_and_stays_with_its_signature():
    *_, last, signed = typeset.given(document(Paragraph("Đầu."), Paragraph("Cuối."), SIGNED))["blocks"]
    assert (last["text"], last["stays"], signed["stays"]) == ("Cuối./.", True, False)


def test_heading_of_a_table_too_tall_for_a_page_ends_as_well():
    tall = Table(
        [Column("x" * 5000, 0.1), Column("b", 5), Column("c", 1, group="y" * 3000)], [["z" * 4000, "1", "2"]] * 3
    )
    assert 3 < len(pages(document(tall), 20)) < 400


def test_threads_take_turns_and_each_gets_its_own_document():
    made: dict[int, bytes] = {}

    def make(number):
        for _time in range(3):
            head = Letterhead("", "SỞ", "", "", None, "BÁO CÁO", f"số {number:03}")
            made[number] = pdf(document(Paragraph("Chữ " * 300), head=head))

    threads = [threading.Thread(target=make, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8 and all(f">BÁO CÁO số {number:03}<".encode() in data for number, data in made.items())


def leaves_of(made, folder):
    """The text of each page, as poppler reads it."""
    (folder / "a.pdf").write_bytes(pdf(made))
    told = subprocess.run(["pdftotext", "-layout", folder / "a.pdf", "-"], capture_output=True, check=True).stdout
    return told.decode().split("\f")[:-1]


needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not on this machine"
)


@needs_poppler
def test_no_caption_heading_or_signature_stands_alone_at_a_page_end(tmp_path):
    table = Table([Column("Tên"), Column("Số", 1, "right")], [[f"Hàng {n}", "1"] for n in range(6)], caption="BẢNG")
    for lines in range(19, 32):
        filling = [Paragraph(f"Dòng {n}.") for n in range(lines)]
        for blocks, first, second in (
            ([table], "BẢNG", "Hàng 0"),
            ([Heading("ĐỀ MỤC"), Paragraph("sau đó")], "ĐỀ MỤC", "sau đó"),
            ([SIGNED], f"Dòng {lines - 1}./.", "KT. GIÁM ĐỐC"),
        ):
            (leaf,) = [leaf for leaf in leaves_of(document(*filling, *blocks), tmp_path) if first in leaf]
            assert second in leaf, (lines, first)


@needs_poppler
def test_words_can_be_searched_and_a_long_table_repeats_its_heading(tmp_path):
    rows = [[str(number), f"Nguyễn Văn Mẫu {number}", "1.234", "5"] for number in range(1, 501)]
    table = Table(
        [Column("TT", 1), Column("Họ và tên", 4), Column("Điểm", 2, "right"), Column("Hạng", 1, "right")], rows
    )
    (tmp_path / "a.pdf").write_bytes(pdf(document(table)))
    told = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "a.pdf", "-"], capture_output=True, check=True
    ).stdout.decode()
    leaves = told.split("\f")[:-1]
    assert len(leaves) > 10 and all(leaf.count("Họ và tên") == 1 for leaf in leaves)
    assert all(f"Nguyễn Văn Mẫu {number} " in "".join(leaves) for number in range(1, 501))
    assert [leaf.split()[0] for leaf in leaves[1:4]] == ["2", "3", "4"]
    assert "Tây Ninh, ngày 03 tháng 02 năm 2026" in leaves[0] and "Độc lập - Tự do - Hạnh phúc" in leaves[0]
