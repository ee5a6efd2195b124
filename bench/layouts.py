"""Seconds for an official document as Word and as PDF: a report of ten pages, and a table of 500 rows.

The first of each kind pays for the imports and the fonts; the ratio is PDF against Word in the same run.

    .venv/bin/python bench/layouts.py [times]
"""

import io
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
TIMES = int(sys.argv[1]) if len(sys.argv) > 1 else 5
SENTENCE = "Các đơn vị đã phát động, tổ chức và tổng kết phong trào thi đua theo kế hoạch của năm. "


def main() -> None:
    """Measure, print."""
    with tempfile.TemporaryDirectory(prefix="thidua-bench-") as folder:
        os.environ["THIDUA_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "thidua.settings"
        import django

        django.setup()
        from tests.doors.layouts.papers import CHART, COLUMNS, SIGNED, TABLE, document, pages

        from thidua.doors.layouts import Heading, Paragraph, Table, docx, pdf

        def report(turn: int) -> object:
            part = [Heading(f"I. Phần {turn}"), *[Paragraph(f"{turn}. " + SENTENCE * 9)] * 4, TABLE, CHART]
            return document(*part * 7, SIGNED, sources=["Sổ.", "Báo cáo."])

        def table(turn: int) -> object:
            rows = [[str(row), f"Nguyễn Văn Mẫu {turn}.{row}", "1.234", "5"] for row in range(500)]
            return document(Table(COLUMNS, rows))

        print(f"{'document':<14}{'pages':>6}{'':>4}{'first s':>9}{'median s':>10}{'kB':>7}{'PDF : Word':>12}")
        for name, make in (("report", report), ("500 rows", table)):
            medians = {}
            for kind, write in (("docx", docx), ("pdf", pdf)):
                taken = []
                for turn in range(TIMES + 1):
                    made, file = make(turn), io.BytesIO()
                    start = time.perf_counter()
                    write(made, file)  # type: ignore[arg-type]
                    taken.append(time.perf_counter() - start)
                medians[kind] = statistics.median(taken[1:])
                ratio = f"{medians['pdf'] / medians['docx']:>12.2f}" if kind == "pdf" else ""
                size = len(file.getvalue()) // 1024
                count = len(pages(make(0), 20))
                print(f"{name:<14}{count:>6}{kind:>5}{taken[0]:>8.2f}{medians[kind]:>10.3f}{size:>7}{ratio}")


if __name__ == "__main__":
    main()
