"""docs/operate/new-law.md, carried out: a made-up law enters the data, and nothing but the data changes."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import thidua
from thidua.law import data

PAGE = Path(__file__).parents[2] / "docs" / "operate" / "new-law.md"
BLOCK = re.compile(r"^```(\w+) (file|id)=(\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def carry_out(law: Path) -> list[str]:
    """Do to the data in the folder what the page's blocks say; the files that were touched."""
    touched = []
    for what, _, name, text in BLOCK.findall(PAGE.read_text(encoding="utf-8")):
        if what == "remove":
            path = next(one for one in law.glob("rules/*.yaml") if f"id: {name}\n" in one.read_text(encoding="utf-8"))
            whole = path.read_text(encoding="utf-8")
            start = whole.index(f"id: {name}\n")
            at = whole.index(text, start)
            path.write_text(whole[:at] + whole[at + len(text) :], encoding="utf-8")
        else:
            path = law / name
            old = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(old + text, encoding="utf-8")
        touched.append(str(path.relative_to(law)))
    return touched


def ask(folder: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "thidua.law", *argv],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "LANG": "en_US.UTF-8", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_new_law_is_a_change_of_data_alone(tmp_path: Path) -> None:
    shutil.copytree(Path(thidua.__file__).parent / "law", tmp_path / "thidua" / "law")
    (tmp_path / "thidua" / "__init__.py").touch()
    before = ask(
        tmp_path, "explain", "--award", "chien_si_thi_dua_co_so", "--facts", "nobody.yaml", "--on", "2026-11-20"
    )
    assert before.returncode == 1
    assert "nobody.yaml" in before.stderr

    touched = carry_out(tmp_path / "thidua" / "law")
    assert touched == [
        "instruments.yaml", "rules/individual_titles.yaml", "rules/individual_titles.yaml", "cases/new.yaml",
    ]  # fmt: skip
    assert all(name.endswith(".yaml") for name in touched)

    checked = ask(tmp_path, "check", "thidua/law/cases/new.yaml")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert checked.stdout.splitlines()[-1] == "2 passed, 0 failed"
    shown = ask(tmp_path, "show", "CSTDCS-2026")
    assert "Has an initiative recognised at grassroots level" in shown.stdout
    changed = ask(tmp_path, "diff", "2026-09-30", "2026-10-01", "--award", "chien_si_thi_dua_co_so")
    assert "CSTDCS-2026" in changed.stdout


def test_the_example_of_the_page_is_not_law() -> None:
    assert "CSTDCS-2026" not in data.law().rules
    assert "vi-du-2026" not in data.law().instruments
