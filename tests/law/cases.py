"""Reading law/cases/*.yaml: the checked cases, with their short ways of writing years and registers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from thidua.law import data
from thidua.law.facts import DISCIPLINE, REACH, Facts
from thidua.law.masks import Mask, register, years_of
from thidua.law.verdicts import Confirmation


@dataclass(frozen=True)
class Case:
    """One case: what is asked, and what the answer must be."""

    file: str
    raw: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.raw.get(name)

    @property
    def facts_given(self) -> Facts:
        """The facts of the case in the program's own shape."""
        raw = dict(self.raw["facts"])
        year = raw["year"]
        for key in ("titles", "initiatives", "topics", "discipline"):
            raw[key] = {
                one: {"held": span(mask.get("held", ())), "known": span(mask.get("known", ()))}
                for one, mask in raw.get(key, {}).items()
            }
        for key, kept in raw.pop("registers", {}).items():
            levels = DISCIPLINE if key == "discipline" else REACH
            held = {level: span(years) for level, years in kept.get("held", {}).items()}
            masks = register(levels, held, span(kept["known"]), year)
            raw[key] = {level: listed(mask, year) for level, mask in masks.items()}
        return Facts.from_json(raw)

    @property
    def confirmed(self) -> list[Confirmation]:
        """The rules that somebody vouches for in this case."""
        return [
            Confirmation(rule_id, "Nguyễn Thị An, Vụ Pháp chế", date(2026, 11, 1), "Tiếp tục áp dụng.")
            for rule_id in self.raw.get("confirm", ())
        ]


def listed(mask: Mask, year: int) -> dict[str, list[int]]:
    return {"held": list(years_of(mask.yes, year)), "known": list(years_of(mask.known, year))}


def span(years: Iterable[int] | str) -> list[int]:
    """A list of years, or "2019..2023"."""
    if isinstance(years, str):
        first, last = years.split("..")
        return list(range(int(first), int(last) + 1))
    return list(years)


def every() -> list[Case]:
    """All cases of all files."""
    out = []
    for path in sorted((data.HERE / "cases").glob("*.yaml")):
        for raw in yaml.safe_load(path.read_text(encoding="utf-8"))["cases"]:
            out.append(Case(path.name, raw))
    return out


EVERY = every()
