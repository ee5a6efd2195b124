"""An empty Word document whose page and styles are those of the decree, so that what a clerk adds looks the same."""

from typing import Any

from docx import Document as new
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from thidua.doors.layouts import measures as m

FONT = "Times New Roman"
BLACK = RGBColor(0, 0, 0)
CENTER, LEFT, JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
DASH = 3.6  # millimetres from a dash to its text
LANGUAGES = {"vi": "vi-VN", "en": "en-GB"}


def empty(language: str) -> Any:
    """The document: A4, margins, page numbers from the second page on, styles."""
    file = new()
    _page(file.sections[0])
    _defaults(file, language)
    styles = file.styles
    _style(styles["Normal"], m.BODY)
    body = _style(styles["Body Text"], m.BODY, align=JUSTIFY, after=m.BETWEEN, lines=m.LINES)
    body.paragraph_format.first_line_indent = Mm(m.INDENT)
    bullet = _style(styles["List Bullet"], m.BODY, align=JUSTIFY, after=m.BETWEEN, lines=m.LINES)
    bullet.paragraph_format.left_indent, bullet.paragraph_format.first_line_indent = Mm(m.INDENT + DASH), Mm(-DASH)
    bullet.element.get_or_add_pPr().remove(bullet.element.pPr.find(qn("w:contextualSpacing")))
    for level in (1, 2, 3):
        heading = _style(
            styles[f"Heading {level}"],
            m.BODY,
            bold=True,
            italic=level > 2,
            before=1.5 * m.BETWEEN,
            after=m.BETWEEN,
            lines=m.LINES,
        )
        heading.paragraph_format.first_line_indent = Mm(m.INDENT)
    caption = _style(styles["Caption"], m.CAPTION, align=CENTER, bold=True, before=2 * m.BETWEEN, after=4)
    caption.paragraph_format.keep_with_next = True
    _style(styles["Header"], m.PAGE, align=CENTER)
    _style(_new(file, "Cell"), m.CELL)
    _style(_new(file, "Small Cell"), m.TWIN)
    _style(_new(file, "Note"), m.NOTE, italic=True, before=3, after=2 * m.BETWEEN)
    _style(_new(file, "Source"), m.NOTE, before=2)
    gap = _style(_new(file, "Gap"), 1).paragraph_format
    gap.line_spacing_rule, gap.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(m.BETWEEN)
    _dashes(file.part.numbering_part.element)
    return file


def _page(section: Any) -> None:
    section.page_width, section.page_height = Mm(m.WIDTH), Mm(m.HEIGHT)
    section.top_margin, section.bottom_margin = Mm(m.TOP), Mm(m.BOTTOM)
    section.left_margin, section.right_margin = Mm(m.LEFT), Mm(m.RIGHT)
    section.header_distance = section.footer_distance = Mm(m.TOP / 2)
    section.different_first_page_header_footer = True
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(OxmlElement("w:r"))
    field[0].append(OxmlElement("w:t"))
    field[0][0].text = "2"
    section.header.paragraphs[0]._p.append(field)


def _defaults(file: Any, language: str) -> None:
    """The typeface and language of everything, today's layout rules of Word, no picture of another document."""
    defaults = file.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _typeface(run.find(qn("w:rFonts")))
    run.find(qn("w:lang")).set(qn("w:val"), LANGUAGES[language])
    spacing = defaults.find(f"{qn('w:pPrDefault')}/{qn('w:pPr')}/{qn('w:spacing')}")
    spacing.set(qn("w:after"), "0")
    spacing.set(qn("w:line"), "240")
    for setting in file.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")
    relations = file.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _typeface(fonts: Any) -> None:
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)


def _new(file: Any, name: str) -> Any:
    return file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)


def _style(
    style: Any,
    size: float,
    *,
    align: Any = LEFT,
    bold: bool = False,
    italic: bool = False,
    before: float = 0,
    after: float = 0,
    lines: float = 1,
) -> Any:
    font, paragraph = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.italic = FONT, Pt(size), bold, italic
    font.color.rgb = BLACK
    _typeface(style.element.rPr.rFonts)
    paragraph.alignment, paragraph.line_spacing = align, lines
    paragraph.space_before, paragraph.space_after = Pt(before), Pt(after)
    return style


def _dashes(numbering: Any) -> None:
    """Let the list of bullets have dashes of the text's own typeface, as far in as its style says."""
    for level in numbering.iter(qn("w:lvl")):
        style = level.find(qn("w:pStyle"))
        if style is not None and style.get(qn("w:val")) == "ListBullet":
            level.find(qn("w:lvlText")).set(qn("w:val"), "-")
            level.remove(level.find(qn("w:rPr")))
            level.remove(level.find(qn("w:pPr")))
