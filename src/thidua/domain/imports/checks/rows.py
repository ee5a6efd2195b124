"""What the checks of every kind share: a field of a list, a row on its way, and what is looked up for many rows at once."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_noop as N_

from thidua.domain.imports.checks import cells
from thidua.domain.imports.checks.problems import Told


@dataclass(frozen=True)
class Field:
    """One thing that a list may tell. `known`: a pattern of folded headings. `is_general`: may be given once for all lines."""

    name: str
    label: str | Promise
    known: str
    read: cells.Reader
    is_needed: bool = False
    is_general: bool = False
    takes_x: bool = False
    """Whether “x” and “-” say something in it."""


@dataclass
class Row:
    """One line on its way through the checks: texts by field, then values, and what is told."""

    number: int
    texts: Mapping[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)
    key: str = ""
    is_same: bool = False

    def text(self, name: str) -> str:
        """The text of a field; "" where the list has none."""
        return self.texts.get(name, "")

    def tell(self, name: str, told: Told) -> None:
        """Add a problem of a field."""
        self.problems.append(told.stored(name))

    def lacks(self, name: str) -> None:
        """The field must be there."""
        self.tell(name, Told("missing", N_("Thiếu."), N_("Ghi vào ô này.")))

    def is_wrong(self, *names: str) -> bool:
        """Whether something other than a warning was told, of these fields or of any."""
        return any(not one["is_warning"] and (not names or one["field"] in names) for one in self.problems)

    def read(self, fields: tuple[Field, ...], today: dt.date) -> None:
        """Turn the texts of the fields into values."""
        for one in fields:
            text = self.texts.get(one.name, "")
            if not text or (not one.takes_x and cells.is_nothing(text)):
                if one.is_needed:
                    self.lacks(one.name)
                continue
            found = one.read(text, today)
            if found.told is not None:
                self.tell(one.name, found.told)
            if found.value is not None:
                self.values[one.name] = found.value
