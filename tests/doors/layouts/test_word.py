"""The Word file, read back: page and styles of the decree, tables that repeat their heading, links, alt texts, no odd characters."""

import io
import struct
import zipfile

import docx as library
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.doors.layouts.papers import CHART, HEAD, SIGNED, TABLE, document, report
from tests.doors.layouts.test_typeset import HOSTILE
from thidua.doors import layouts
from thidua.doors.layouts import (
    Bullets,
    Chart,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Run,
    Series,
    Signatures,
    Table,
)


def bytes_of(made, write=layouts.docx):
    """The bytes of the file."""
    file = io.BytesIO()
    write(made, file)
    return file.getvalue()


def word(made):
    """The file, read back."""
    return library.Document(io.BytesIO(bytes_of(made)))


def lines(cell):
    """The lines of a cell of the letterhead or the signature that say something."""
    return [paragraph.text for paragraph in cell.paragraphs if paragraph.text]


def test_page_and_styles_are_those_of_the_decree():
    made = word(report())
    (section,) = made.sections
    sides = ("page_width", "page_height", "top_margin", "bottom_margin", "left_margin", "right_margin")
    assert [round(getattr(section, name).mm) for name in sides] == [210, 297, 20, 20, 30, 15]
    assert section.different_first_page_header_footer and "PAGE" in section.header._element.xml
    assert section.first_page_header.is_linked_to_previous or not section.first_page_header.paragraphs[0].text
    body = made.styles["Body Text"]
    assert (body.font.name, body.font.size.pt, body.paragraph_format.space_after.pt) == ("Times New Roman", 14, 6)
    assert round(body.paragraph_format.first_line_indent.mm, 1) == 12.7 and body.paragraph_format.alignment == 3
    names = {run.font.name for paragraph in made.paragraphs for run in paragraph.runs} | {
        made.styles[name].font.name for name in ("Normal", "Heading 1", "List Bullet", "Caption", "Cell")
    }
    assert names == {None, "Times New Roman"}
    xml = made.styles.element.xml
    assert 'w:lang w:val="vi-VN"' in xml and "asciiTheme" not in xml.split("<w:latentStyles")[0]


def test_letterhead_says_who_when_and_what():
    made = word(report())
    head = made.tables[0]
    assert lines(head.cell(0, 0)) == ["ỦY BAN NHÂN DÂN TỈNH", "SỞ THÔNG TIN\nVÀ TRUYỀN THÔNG"]
    assert lines(head.cell(0, 1)) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert lines(head.cell(1, 0)) == ["Số: 05/BC-STTTT"]
    assert lines(head.cell(1, 1)) == ["Tây Ninh, ngày 03 tháng 02 năm 2026"]
    assert [one.text for one in made.paragraphs if one.text][:2] == [HEAD.kind, HEAD.about]
    assert (made.core_properties.title, made.core_properties.language) == (f"{HEAD.kind} {HEAD.about}", "vi")
    assert made.core_properties.comments == ""


@pytest.mark.parametrize(
    ("language", "day", "told"),
    [
        ("vi", HEAD.day.replace(month=10, day=20), "Tây Ninh, ngày 20 tháng 10 năm 2026"),
        ("vi", None, "Tây Ninh, ngày …… tháng …… năm ………"),
        ("en", HEAD.day, "Tây Ninh, 3 February 2026"),
    ],
)
def test_day_is_written_as_the_language_does(language, day, told):
    head = Letterhead("", "SỞ", "Số: 1", "Tây Ninh", day, "BÁO CÁO", "")
    assert lines(word(document(head=head, language=language)).tables[0].cell(1, 1)) == [told]


def test_letter_has_its_subject_under_its_number():
    head = Letterhead("", "SỞ NỘI VỤ", "Số: 12/SNV-TĐKT", "Tây Ninh", None, "", "đề nghị khen thưởng")
    made = word(document(Paragraph("Nội dung."), head=head))
    assert lines(made.tables[0].cell(2, 0)) == ["V/v đề nghị khen thưởng"]


def test_blocks_are_what_word_calls_them_and_the_text_ends():
    made = word(report())
    styles = [(one.style.name, one.text) for one in made.paragraphs if one.text]
    assert ("Heading 1", "I. KẾT QUẢ") in styles and ("Heading 2", "1. Nhiệm vụ") in styles
    assert ("List Bullet", "Trong ngành.") in styles and ("Caption", TABLE.caption) in styles
    assert ("Body Text", "Tiếp tục các phong trào./.") in styles and ("Note", TABLE.note) in styles
    bold = next(one for one in made.paragraphs if one.text.startswith("Khen "))
    assert [run.text for run in bold.runs if run.bold] == ["1.241 người"]
    last = next(one for one in made.paragraphs if one.text.endswith("./."))
    assert last.paragraph_format.keep_with_next


def test_table_repeats_its_two_rows_of_heading_and_breaks_in_no_row():
    table = word(report()).tables[1]
    rows = table._tbl.tr_lst
    flags = [[child.tag.split("}")[1] for child in row.trPr] for row in rows]
    assert flags == [["cantSplit", "tblHeader"]] * 2 + [["cantSplit"]] * 3
    assert [cell.text for cell in table.rows[0].cells] == ["TT", "Đơn vị", "Được tặng", "Được tặng"]
    assert [cell.text for cell in table.rows[1].cells] == ["TT", "Đơn vị", "Cá nhân", "Tập thể"]
    assert [cell.text for cell in table.rows[2].cells] == ["1", "Văn phòng", "1.234", "5"]
    assert [cell.paragraphs[0].alignment for cell in table.rows[2].cells] == [1, 0, 2, 2]
    assert all(run.bold for cell in table.rows[4].cells for run in cell.paragraphs[0].runs)
    assert sum(column.width.mm for column in table.columns) == pytest.approx(165, abs=0.5)


def test_sources_are_listed_and_linked():
    xml = word(report()).element.body
    links = [link.get(qn("w:anchor")) for link in xml.iter(qn("w:hyperlink"))]
    marks = [mark.get(qn("w:name")) for mark in xml.iter(qn("w:bookmarkStart"))]
    assert links == ["source_2", "source_1"] and marks == ["source_1", "source_2"]
    told = [one.text for one in word(report()).paragraphs if one.style.name == "Source"]
    assert told == ["[1] Sổ khen thưởng.", "[2] Báo cáo năm 2024."]


def test_chart_is_a_picture_told_in_words_with_its_figures_below():
    made = word(document(Chart("grouped", ["2024", "2025"], [Series("Cá nhân", [1234.5, None])], "người", "Biểu 1")))
    (shape,) = made.inline_shapes
    assert "Cá nhân" not in shape._inline.docPr.get("descr")  # one series needs no name
    assert shape._inline.docPr.get("descr") == "Biểu 1. Đơn vị tính: người. 2024 1.234,5; 2025 –."
    assert 160 < shape.width.mm <= 165
    assert [[cell.text for cell in row.cells] for row in made.tables[1].rows] == [
        ["", "2024", "2025"], ["Cá nhân", "1.234,5", "–"],
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(bytes_of(document(CHART)))) as parts:
        names = parts.namelist()
        (picture,) = [parts.read(name) for name in names if name.startswith("word/media/")]
    assert picture[:4] == b"\x89PNG" and struct.unpack(">I", picture[16:20])[0] > 1200
    assert not [name for name in names if "thumbnail" in name]


def test_signature_stands_at_the_right_and_the_recipients_at_the_left():
    left, right = word(document(Paragraph("Hết"), SIGNED)).tables[-1].rows[0].cells
    assert lines(left) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT."]
    assert lines(right) == ["KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "(Đã ký)", "Trần Văn Mẫu"]


@pytest.mark.parametrize(
    ("block", "told"),
    [
        (Paragraph("Hết."), "Hết./."),
        (Paragraph("Hết ./."), "Hết ./."),
        (Paragraph([Run("Hết", source=1)]), "Hết\u00a0[1]./."),
        (Bullets(["Một;", "Hai;"]), "Hai./."),
        (Paragraph([]), "./."),
    ],
)
def test_end_is_marked_once(block, told):
    made = word(document(block, SIGNED, sources=["Sổ"]))
    (last,) = [
        one
        for one in made.paragraphs
        if one.paragraph_format.keep_with_next and one.text and one.style.name != "Normal"
    ]
    assert last.text == told


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_markup(text):
    made = word(document(Heading(text), Paragraph(text), Table([Column(text)], [[text]])))
    told = [one.text for one in made.paragraphs] + [cell.text for row in made.tables[1].rows for cell in row.cells]
    assert told.count(text) == 4


ANY = st.text(st.characters(codec=None), max_size=30)  # half pairs, private and control characters as well
TEXTS = ANY | st.lists(st.builds(Run, ANY, st.booleans(), st.booleans(), st.integers(0, 1)), max_size=3)
BLOCKS = st.one_of(
    st.builds(Heading, ANY, st.integers(-1, 5)),
    st.builds(Paragraph, TEXTS, st.sampled_from([None, "left", "center", "right"])),
    st.builds(Bullets, st.lists(TEXTS, max_size=3)),
    st.builds(lambda texts, name: Table([Column(name), Column("Số", 0.1, "right", name)], [texts], texts, name, name),
              st.lists(TEXTS, min_size=2, max_size=2), ANY),
    st.builds(lambda kind, names, value: Chart(kind, names, [Series(names[0], [value] * len(names))], names[0], names[0]),
              st.sampled_from(["bars", "lines", "grouped"]), st.lists(ANY, min_size=1, max_size=4),
              st.none() | st.integers(-(10**9), 10**9) | st.floats(-1e12, 1e12)),
    st.builds(Signatures, st.lists(ANY, max_size=3), ANY, ANY, ANY),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCKS, max_size=5), st.tuples(ANY, ANY, ANY, ANY), st.sampled_from(["vi", "en"]))
def test_no_text_breaks_a_file(blocks, head, language):
    made = Document(Letterhead(*head, None, head[0], head[1]), blocks, language, [head[2]])
    assert len(word(made).tables) >= 1
    assert bytes_of(made, layouts.pdf).startswith(b"%PDF-")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Table([Column("a"), Column("b")], [["1"]]),
        lambda: Table([Column("a", 0)], []),
        lambda: Table([], []),
        lambda: Chart("bars", ["a"], [Series("x", [1]), Series("y", [2])]),
        lambda: Chart("lines", ["a", "b"], [Series("x", [1])]),
        lambda: Chart("lines", ["a"], [Series("x", [float("nan")])]),
        lambda: Chart("lines", ["a"], [Series("x", [1e13])]),
        lambda: document(Paragraph([Run("a", source=1)])),
    ],
)
def test_mistake_of_a_program_is_told_at_once(wrong):
    with pytest.raises(ValueError, match=r"\w"):
        wrong()
