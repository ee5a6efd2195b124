"""What the READMEs say of the law's data is so."""

import re
from pathlib import Path

import pytest

from thidua.law import data

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("README.md", r"Of its (\d+) rules (\d+) \((\d+)%\) were read in a text, (\d+) are recalled"),
        ("README.vi.md", r"Trong (\d+) quy tắc có (\d+) \((\d+)%\) đã đọc văn bản, (\d+) theo trí nhớ"),
    ],
)
def test_the_share_of_rules_that_were_read(name: str, says: str) -> None:
    found = re.search(says, (ROOT / name).read_text(encoding="utf-8"))
    assert found
    seen, total = sum(one.basis == "seen" for one in data.rules()), len(data.rules())
    assert [int(one) for one in found.groups()] == [total, seen, 100 * seen // total, total - seen]
