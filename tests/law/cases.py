"""The checked cases of law/cases/*.yaml, read as `thidua law check` reads them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from thidua.law import data, files
from thidua.law.facts import Facts
from thidua.law.verdicts import Confirmation


@dataclass(frozen=True)
class Case:
    """One case: what is asked, and what the answer must be; `raw` is what the file says, `read` what was read."""

    file: str
    raw: dict[str, Any]
    read: files.Case

    def __getattr__(self, name: str) -> Any:
        return self.raw.get(name)

    @property
    def kind(self) -> str:
        """judge, threshold, quota, bonus or publicity."""
        return self.read.kind

    @property
    def facts_given(self) -> Facts:
        """The facts of a judged case."""
        assert self.read.facts is not None, self.read.fault
        return self.read.facts

    @property
    def confirmed(self) -> list[Confirmation]:
        """The rules that somebody vouches for in this case."""
        return [
            Confirmation(rule_id, "Nguyễn Thị An, Vụ Pháp chế", date(2026, 11, 1), "Tiếp tục áp dụng.")
            for rule_id in self.read.confirm
        ]


def every() -> list[Case]:
    """All cases of all files."""
    out = []
    for path in sorted((data.HERE / "cases").glob("*.yaml")):
        raws = yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]
        out += [Case(path.name, raw, one) for raw, one in zip(raws, files.read_cases(path), strict=True)]
    return out


EVERY = every()
