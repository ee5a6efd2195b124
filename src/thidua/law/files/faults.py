"""What is wrong in a file that somebody wrote, where, and how to mend it."""

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from thidua.law.verdicts import Wording


class BadFile(ValueError):
    """A mistake in a file: `file`, `line` (0: the file as a whole), `wrong`, `remedy`; `others` are further ones."""

    def __init__(
        self, file: str, line: int, wrong: Wording, remedy: Wording, others: "tuple[BadFile, ...]" = ()
    ) -> None:
        self.file, self.line, self.wrong, self.remedy, self.others = file, line, wrong, remedy, others
        super().__init__(self.text())

    def text(self, lang: str = "vi") -> str:
        """The mistake in one line: place, what is wrong, how to mend it."""
        place, mend = ("line", "Mend it") if lang == "en" else ("dòng", "Cách sửa")
        where = f"{self.file}, {place} {self.line}" if self.line else self.file
        remedy = self.remedy.text(lang)
        return f"{where}: {self.wrong.text(lang)}. {mend}: {remedy}{'' if remedy.endswith('?') else '.'}"

    def every(self) -> "tuple[BadFile, ...]":
        """This mistake and the others, in the order of the file."""
        return tuple(sorted((self, *self.others), key=lambda one: one.line))


def gathered(faults: Iterable[BadFile]) -> BadFile:
    """One error that carries all of them, the first in the file in front."""
    first, *rest = sorted(faults, key=lambda one: one.line)
    return BadFile(first.file, first.line, first.wrong, first.remedy, tuple(rest))


def shown(value: object) -> str:
    """A value as an error shows it: short, on one line, without anything that a terminal would obey."""
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    text = "".join(char for char in str(value)[:100] if unicodedata.category(char)[0] != "C")
    return f"“{text if len(text) <= 60 else f'{text[:60]}…'}”"


def plain(text: str) -> str:
    """Lower case, without Vietnamese marks, words joined by underscores: as ids are written."""
    text = text.lower().replace("đ", "d")
    bare = "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))
    return "_".join("".join(char if char.isalnum() else " " for char in bare).split())


def nearest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that was probably meant: by spelling, by its initials (cstdcs), or by its last part (xuat_sac)."""
    words, asked = list(allowed), plain(word)
    if asked in words:
        return asked
    short = asked.replace("_", "")
    initials = [one for one in words if len(short) > 2 and _initials(one) == short]
    ending = [one for one in words if len(asked) > 2 and one.endswith(f"_{asked}")]
    close = get_close_matches(asked, words, 1, 0.6)
    return next(iter([*initials, *ending, *close]), None)


def _initials(word: str) -> str:
    return "".join(part[0] for part in word.split("_") if part)


def one_of(word: str, allowed: Iterable[str]) -> Wording:
    """The remedy for a word that is not among the allowed: the one that was meant, and all of them where they are few."""
    words = list(allowed)
    meant = nearest(word, words)
    vi = en = ""
    if meant:
        vi, en = f"có phải ý là {meant}?", f"did you mean {meant}?"
    if len(words) <= 16:
        vi = f"{vi} Được viết: {', '.join(words)}".strip()
        en = f"{en} Allowed: {', '.join(words)}".strip()
    elif not meant:
        vi, en = (
            "xem `thidua law awards` hoặc docs/formats/facts.md",
            "see `thidua law awards` or docs/formats/facts.md",
        )
    return Wording(vi, en)
