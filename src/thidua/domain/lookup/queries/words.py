"""Words as the index keeps them: one spelling for both databases, in ASCII alone."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from thidua.kernel.text import fold, tidy

WORD = re.compile(r"[^\W_]+")
LONGEST = 40
MOST = 8
"""So many words of a question count."""


@dataclass(frozen=True)
class Asked:
    """The words of a question: folded, and the same with the marks that were typed."""

    folded: tuple[str, ...]
    marked: tuple[str, ...]

    @property
    def is_marked(self) -> bool:
        """Whether marks were typed, so that rows with these very ones come first."""
        return self.folded != self.marked


def asked_words(text: str) -> Asked:
    """What a question asks for; nothing when it holds neither letter nor digit."""
    pairs = list(dict.fromkeys(_pairs(text)))[:MOST]
    return Asked(tuple(folded for folded, _marked in pairs), tuple(marked or folded for folded, marked in pairs))


def words_of(texts: Iterable[str]) -> list[str]:
    """The words of the texts, each once: without marks, and with `=` before it as it is written, where it has marks."""
    found: dict[str, None] = {}
    for text in texts:
        for folded, marked in _pairs(text):
            found[folded] = None
            if marked:
                found[marked] = None
    return list(found)


def _pairs(text: str) -> Iterable[tuple[str, str]]:
    for word in WORD.findall(tidy(text).casefold()):
        for folded in WORD.findall(fold(word)):
            plain = _ascii(folded)
            yield plain, "" if folded == word else f"={_ascii(word)}"


def _ascii(word: str) -> str:
    """The word in ASCII, since the databases do not agree on what else is a letter: "ễ" is "1ec5_"."""
    return "".join(char if char.isascii() else f"{ord(char):x}_" for char in word)[:LONGEST]
