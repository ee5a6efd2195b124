"""A report as an agency writes it, and what its pages look like when typst draws them."""

import datetime as dt
import struct
import zlib

import numpy as np

from thidua.doors.layouts import (
    Bullets,
    Chart,
    Column,
    Document,
    Heading,
    Letterhead,
    PageBreak,
    Paragraph,
    Run,
    Series,
    Signatures,
    Table,
    typeset,
)

HEAD = Letterhead(
    "ỦY BAN NHÂN DÂN TỈNH",
    "SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
    "Số: 05/BC-STTTT",
    "Tây Ninh",
    dt.date(2026, 2, 3),
    "BÁO CÁO",
    "Tổng kết công tác thi đua, khen thưởng năm 2025",
)
COLUMNS = [
    Column("TT", 1, "center"),
    Column("Đơn vị", 4),
    Column("Cá nhân", 2, "right", group="Được tặng"),
    Column("Tập thể", 2, "right", group="Được tặng"),
]
TABLE = Table(
    COLUMNS,
    [["1", "Văn phòng", "1.234", "5"], ["2", [Run("Thanh tra", italic=True), Run("", source=1)], "7", "–"]],
    ["", "Cộng", "1.241", "5"],
    caption="Bảng 1. Số được khen",
    note="Tính đến ngày 31/12/2025.",
)
CHART = Chart(
    "bars", ["Văn phòng", "Thanh tra"], [Series("Cá nhân", [1234, 7])], "người", "Biểu 1. Cá nhân", twin=False
)
SIGNED = Signatures(["Như trên;", "Lưu: VT."], "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "Trần Văn Mẫu", "(Đã ký)")


def document(*blocks, head=HEAD, **more):
    """A document of these blocks."""
    return Document(head, blocks, **more)


def report(**more):
    """A report with every kind of block, on two pages."""
    return document(
        Heading("I. KẾT QUẢ"),
        Paragraph([Run("Khen "), Run("1.241 người", bold=True), Run(", nhiều hơn năm trước", source=2), Run(".")]),
        Bullets(["Trong cơ quan;", "Trong ngành."]),
        TABLE,
        CHART,
        PageBreak(),
        Heading("II. PHƯƠNG HƯỚNG"),
        Heading("1. Nhiệm vụ", 2),
        Paragraph("Tiếp tục các phong trào."),
        SIGNED,
        sources=["Sổ khen thưởng.", "Báo cáo năm 2024."],
        **more,
    )


def pages(made, dots=72):
    """Each page as a PNG."""
    images = typeset.compiled(typeset.given(made), format="png", ppi=dots)
    return images if isinstance(images, list) else [images]


def ink(image, rows=None):
    """Where the first rows of a PNG of 8 bits a colour are dark: one dot a cell."""
    width, height = struct.unpack(">II", image[16:24])
    assert image[24] == 8, "typst writes 8 bits"
    depth, place, data = {0: 1, 2: 3, 4: 2, 6: 4}[image[25]], 8, b""
    while place < len(image):
        (size,) = struct.unpack(">I", image[place : place + 4])
        if image[place + 4 : place + 8] == b"IDAT":
            data += image[place + 8 : place + 8 + size]
        place += size + 12
    data, long, before, told = zlib.decompress(data), width * depth + 1, [0] * width * depth, []
    for start in range(0, long * (rows or height), long):
        before = unfiltered(data[start], data[start + 1 : start + long], before, depth)
        told.append(before)
    return (np.array(told, np.uint8).reshape(-1, width, depth)[:, :, : min(depth, 3)] < 160).any(axis=2)


def unfiltered(kind, values, before, depth):
    """The bytes of a line without PNG's prediction from its neighbours."""
    if kind == 0:
        return list(values)
    if kind == 2:
        return [(one + up) & 255 for one, up in zip(values, before, strict=True)]
    told = [0] * depth  # what stands left of the first dot
    for one, up, corner in zip(values, before, [0] * depth + before, strict=False):
        left = told[-depth]
        if kind == 1:
            guess = left
        elif kind == 3:
            guess = (left + up) // 2
        else:
            by_left, by_up, by_corner = abs(up - corner), abs(left - corner), abs(left + up - 2 * corner)
            guess = left if by_left <= by_up and by_left <= by_corner else up if by_up <= by_corner else corner
        told.append((one + guess) & 255)
    return told[depth:]


def strings(value):
    """Every string of a nested answer, in order, as one text."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(strings(part) for name, part in value.items() if name != "func")
    return "".join(map(strings, value)) if isinstance(value, list) else ""
