"""Why a file is refused: a code with its particulars in the child process, a sentence with its remedy outside it."""

from django.utils.translation import gettext_lazy as _l

from thidua.kernel.errors import Unready
from thidua.kernel.issues import Issue

_SAVE_AGAIN = _l("Mở tệp bằng Excel hoặc LibreOffice, lưu lại dưới dạng .xlsx rồi nộp lại.")
_CLEAN_SHEET = _l("Chép các ô có dữ liệu sang một trang tính mới, lưu lại dưới dạng .xlsx rồi nộp lại.")
_SPLIT = _l("Chia danh sách thành nhiều tệp rồi nộp từng tệp.")
_CHOOSE = _l("Chọn tệp .xlsx, .xls, .ods hoặc .csv.")

REASONS = {
    # What the file is.
    "empty": (_l("Tệp rỗng."), _l("Chọn lại tệp có dữ liệu.")),
    "large": (_l("Tệp lớn hơn %(most)s MB."), _SPLIT),
    "other_kind": (
        _l("Tệp có đuôi .%(kind)s nhưng nội dung là .%(found)s."),
        _l("Đổi lại đuôi tệp cho đúng rồi nộp lại."),
    ),
    "pdf": (_l("Tệp này là PDF, không phải bảng tính."), _CHOOSE),
    "html": (_l("Tệp này là trang web (HTML) mang tên bảng tính."), _SAVE_AGAIN),
    "xml": (_l("Tệp này là bảng tính dạng XML cũ."), _SAVE_AGAIN),
    "xlsb": (_l("Tệp này là bảng tính nhị phân (.xlsb)."), _SAVE_AGAIN),
    "word": (_l("Tệp này là văn bản Word, không phải bảng tính."), _l("Chép bảng trong Word rồi dán vào ô dán bảng.")),
    "unknown": (_l("Tệp không phải là bảng tính .%(kind)s."), _CHOOSE),
    "encrypted": (_l("Tệp có mật khẩu."), _l("Bỏ mật khẩu mở tệp trong Excel hoặc LibreOffice, lưu lại rồi nộp lại.")),
    "macro": (
        _l("Tệp có macro, vì an toàn nên không được nhận."),
        _l("Lưu lại dưới dạng “Excel Workbook (.xlsx)”, dạng này không có macro, rồi nộp lại."),
    ),
    # The archive.
    "broken": (_l("Tệp bị hỏng hoặc tải lên chưa đủ."), _l("Nộp lại tệp; nếu vẫn lỗi, mở tệp bằng Excel rồi lưu lại.")),
    "entries": (_l("Tệp chứa nhiều hơn %(most)s phần bên trong."), _SAVE_AGAIN),
    "unpacked": (_l("Tệp bung ra lớn hơn %(most)s MB."), _CLEAN_SHEET),
    "ratio": (_l("Phần “%(part)s” của tệp được nén quá chặt, giống tệp gây hại."), _CLEAN_SHEET),
    "path": (_l("Tệp chứa đường dẫn không được phép: “%(part)s”."), _SAVE_AGAIN),
    "link": (_l("Tệp chứa liên kết đến nơi khác trên đĩa: “%(part)s”."), _SAVE_AGAIN),
    "nested": (
        _l("Tệp chứa một tệp khác bên trong: “%(part)s”."),
        _l("Xóa tệp đính kèm trong bảng tính, lưu lại rồi nộp lại."),
    ),
    "twice": (_l("Phần “%(part)s” của tệp đứng hai lần."), _SAVE_AGAIN),
    "entity": (_l("Phần “%(part)s” chứa khai báo XML không được phép."), _SAVE_AGAIN),
    "malformed": (_l("Không đọc được phần “%(part)s” của tệp."), _SAVE_AGAIN),
    "missing": (_l("Tệp thiếu phần “%(part)s”."), _SAVE_AGAIN),
    # What stands in it.
    "no_sheets": (_l("Tệp không có trang tính nào."), _l("Chọn lại tệp có dữ liệu.")),
    "sheets": (_l("Tệp có nhiều hơn %(most)s trang tính."), _SPLIT),
    "far": (
        _l("Ô %(cell)s của trang “%(sheet)s” nằm quá xa bảng."),
        _l("Xóa ô đó (hoặc xóa cả cột), lưu lại rồi nộp lại."),
    ),
    "order": (_l("Các ô của trang “%(sheet)s” không theo thứ tự, từ ô %(cell)s."), _SAVE_AGAIN),
    "cells": (_l("Tệp có nhiều hơn %(most)s ô, đến ô %(cell)s của trang “%(sheet)s”."), _CLEAN_SHEET),
    "rows": (_l("Tệp có nhiều hơn %(most)s dòng có dữ liệu, đến dòng %(row)s của trang “%(sheet)s”."), _SPLIT),
    "merges": (_l("Trang “%(sheet)s” có nhiều hơn %(most)s ô gộp."), _CLEAN_SHEET),
    "long": (
        _l("Ô %(cell)s của trang “%(sheet)s” dài hơn %(most)s ký tự."),
        _l("Rút ngắn nội dung của ô rồi nộp lại."),
    ),
    "strings": (_l("Tệp có nhiều hơn %(most)s đoạn chữ khác nhau."), _SPLIT),
    "quotes": (_l("Bảng chữ có dấu ngoặc kép không khép hoặc ô quá dài, từ dòng %(row)s."), _SAVE_AGAIN),
    "pasted": (_l("Bảng dán vào dài hơn %(most)s ký tự."), _l("Nộp bảng dưới dạng tệp thay vì dán.")),
    # What became of the reading.
    "memory": (_l("Tệp cần quá nhiều bộ nhớ để đọc."), _CLEAN_SHEET),
    "slow": (_l("Đọc tệp lâu quá mức cho phép."), _CLEAN_SHEET),
    "died": (_l("Bộ đọc không đọc được tệp này."), _SAVE_AGAIN),
}


class Refusal(Exception):
    """Inside the reader: the file is refused; `code` is one of REASONS, `told` fills its sentence."""

    def __init__(self, code: str, **told: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.told = told

    def unready(self) -> Unready:
        """The refusal in the user's language, with its remedy, and the cell as its field where there is one."""
        text, remedy = REASONS[self.code]
        told = {name: f"{value:_}".replace("_", ".") if name == "most" else value for name, value in self.told.items()}
        return Unready([Issue(str(text) % told, str(remedy), field=str(told.get("cell", "")))])
