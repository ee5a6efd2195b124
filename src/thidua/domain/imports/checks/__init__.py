"""From the texts of a list to values, problem by problem; nothing is saved here."""

from thidua.domain.imports.checks.columns import FIELDS, before_match, guessed, is_refused
from thidua.domain.imports.checks.engine import before_write, dependants, look, texts
from thidua.domain.imports.checks.problems import Told, remedy, text
from thidua.domain.imports.checks.rows import Field

__all__ = [
    "FIELDS", "Field", "Told", "before_match", "before_write", "dependants", "guessed", "is_refused", "look", "remedy",
    "text", "texts",
]  # fmt: skip
