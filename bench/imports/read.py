"""A workbook as a province hands it in: seconds and peak memory of the reader against openpyxl and calamine alone.

    .venv/bin/python bench/imports/read.py [rows]

Makes a workbook of 60,000 rows × 12 columns (texts, dates, numbers, each tenth cell empty; a title and a heading over two
rows), reads it in fresh processes, one at a time, three times each, and prints the best seconds from start to end of the
process, its peak memory and the ratios. The reader is measured as it is called, with its child process, the scan for
hostile content, heading, fonts, merged cells and its rows on disk; the libraries only turn cells into Python values.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from multiprocessing import Process
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ")
MIDDLES = ("Văn", "Thị", "Ngọc", "Minh", "Quốc", "Thu", "Hữu", "Đức")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hòa", "Khánh", "Lan", "Mai", "Nga", "Phúc", "Quân", "Sơn", "Thảo")
ROUNDS = 3

WAYS = {
    "this reader": (
        "import sys; sys.path.insert(0, 'src')\n"
        "from pathlib import Path\n"
        "import django\nfrom django.conf import settings\nsettings.configure(); django.setup()\n"
        "from thidua.doors import workbooks\n"
        "path = Path(sys.argv[1])\n"
        "book = workbooks.read(path, 'xlsx', path.parent / 'rows')\n"
        "print(sum(1 for row in book.sheets[0].rows()))"
    ),
    "openpyxl read-only": (
        "import sys, openpyxl\n"
        "book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)\n"
        "print(sum(1 for row in book.worksheets[0].iter_rows(values_only=True)) - 5)"
    ),
    "openpyxl": (
        "import sys, openpyxl\n"
        "book = openpyxl.load_workbook(sys.argv[1], data_only=True)\n"
        "print(sum(1 for row in book.worksheets[0].iter_rows(values_only=True)) - 5)"
    ),
    "calamine": (
        "import sys, python_calamine\n"
        "book = python_calamine.CalamineWorkbook.from_path(sys.argv[1])\n"
        "print(len(book.get_sheet_by_index(0).to_python(skip_empty_area=False)) - 5)"
    ),
}


def make(path: Path, rows: int) -> None:
    """Write the workbook; texts repeat as they do in a real one, names and numbers mostly do not."""
    import datetime as dt

    from xlsxwriter import Workbook

    chance = random.Random(20260120)
    book = Workbook(path, {"constant_memory": False})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    page = book.add_worksheet("Danh sách")
    page.merge_range("A1:L1", "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG")
    for place, text in enumerate(
        (
            "STT",
            "Họ và tên",
            "Ngày sinh",
            "",
            "Chức vụ",
            "Đơn vị",
            "Danh hiệu",
            "Năm",
            "Số quyết định",
            "Ngày quyết định",
            "Mã",
            "Ghi chú",
        )
    ):
        if place not in (2, 3):
            page.merge_range(2, place, 3, place, text)
    page.merge_range("C3:D3", "Ngày sinh")
    page.write_row(3, 2, ["Nam", "Nữ"])
    page.write_row(4, 0, range(1, 13))
    for line in range(rows):
        name = " ".join(map(chance.choice, (FAMILIES, MIDDLES, GIVEN)))
        born = dt.datetime(1960, 1, 1) + dt.timedelta(days=chance.randrange(15_000))
        at = line + 5
        page.write_number(at, 0, line + 1)
        page.write_string(at, 1, name)
        page.write_datetime(at, 2 + chance.randrange(2), born, day)
        page.write_string(at, 4, chance.choice(("Chuyên viên", "Trưởng phòng", "Phó Trưởng phòng", "Giám đốc")))
        page.write_string(at, 5, f"Đơn vị số {chance.randrange(2_000)}")
        page.write_string(at, 6, chance.choice(("Lao động tiên tiến", "Chiến sĩ thi đua cơ sở", "Bằng khen")))
        page.write_number(at, 7, 2000 + chance.randrange(26))
        page.write_string(at, 8, f"{chance.randrange(9_999)}/QĐ-UBND")
        page.write_datetime(at, 9, born + dt.timedelta(days=14_000), day)
        page.write_string(at, 10, f"{line:010}")
        if line % 10:
            page.write_string(at, 11, f"Đợt {chance.randrange(4)} năm {2000 + chance.randrange(26)}")
    book.close()


def measure(code: str, path: Path) -> tuple[float, float, int]:
    """Seconds, peak megabytes of the greatest process, rows of a fresh process that runs the code."""
    watch = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    began = time.perf_counter()
    told = subprocess.run(
        [sys.executable, "-c", f"{code}\n{watch}", str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    return time.perf_counter() - began, max(int(told[1]), int(told[2])) / 1024, int(told[0])


def main() -> None:
    """Make, measure in turns, print."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 60_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "danh-sach.xlsx"
        maker = Process(
            target=make, args=(path, rows)
        )  # a process counts the peak of the one that started it as its own
        maker.start()
        maker.join()
        print(
            f"{rows:,} rows × 12 columns, {path.stat().st_size / 1e6:.1f} MB; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"
        )
        best: dict[str, tuple[float, float]] = {}
        for _round in range(ROUNDS):
            for name, code in WAYS.items():
                seconds, peak, count = measure(code, path)
                assert count == rows, (name, count)
                before = best.get(name, (seconds, peak))
                best[name] = (min(before[0], seconds), max(before[1], peak))
    ours = best["this reader"]
    for name, (seconds, peak) in best.items():
        print(
            f"{name:20} {seconds:6.2f} s {peak:6.0f} MB   this reader takes {ours[0] / seconds:.2f} of its time, {ours[1] / peak:.2f} of its memory"
        )


if __name__ == "__main__":
    main()
