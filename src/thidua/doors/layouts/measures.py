"""The measures of a page: one place for both kinds of files. Millimetres for lengths, points for letters and gaps.

Each stands within what Nghị định 30/2020/NĐ-CP, Phụ lục I allows; the allowed range is beside it.
"""

MILLIMETRES = 25.4 / 72  # in a point

WIDTH, HEIGHT = 210, 297  # A4
TOP, BOTTOM = 20, 20  # 20–25
LEFT, RIGHT = 30, 15  # 30–35 and 15–20
TEXT_WIDTH = WIDTH - LEFT - RIGHT
AGENCY_WIDTH = 75  # what the national title leaves: at 12 points it is 88 mm wide

NATION = 12  # Quốc hiệu, in capitals: 12–13
MOTTO = 13  # Tiêu ngữ: 13–14
AGENCY = 12  # 12–13
NUMBER = 13
PLACE = 13  # 13–14, italic
KIND = 14  # 13–14, bold; also what the document is about
SUBJECT = 12  # of a letter, under the number: 12–13
PAGE = 13  # 13–14
BODY = 14  # 13–14
SIGNER = 14  # 13–14, bold
TO, RECIPIENTS = 12, 11  # "Nơi nhận" 12, its list 11

INDENT = 12.7  # the first line: 10 or 12.7
BETWEEN = 6  # points between paragraphs: at least 6
LINES = 1.15  # of the height of a single line: 1–1.5
SINGLE = 1.15  # the height of a single line of this typeface, in its size
RULE = 0.4  # of the line above it: a third to a half
STROKE = 0.5

# The decree says nothing of these.
CELL = 12
CAPTION = 13
TWIN = 11
NOTE = 11
CELL_SIDE, CELL_ROOM = 1.6, 1.0  # inside a cell, at its sides, above and below
SIGNATURE = 26
"""The room for a signature and a seal."""
