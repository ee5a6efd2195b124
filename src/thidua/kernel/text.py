"""Vietnamese text: one normal form to store, one folded form to search, one key to compare."""

import re
import unicodedata
from functools import lru_cache

REPEATED = 4_096
"""How many texts are remembered with what they turn into: lists repeat names, titles and units."""
D_BAR = str.maketrans({"đ": "d", "Đ": "d"})
LOOK_ALIKE = str.maketrans(
    {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ƣ": "ư", "Ƣ": "Ư", "–": "-", "—": "-", "‐": "-", "‑": "-"}
    | dict.fromkeys("’‘ʼ`´′ʹ", "'")
)
"""Letters of old fonts and marks of word processors for what they stand for."""
PLACES = {"oa": ("òóỏõọ", "àáảãạ"), "oe": ("òóỏõọ", "èéẻẽẹ"), "uy": ("ùúủũụ", "ỳýỷỹỵ")}
"""An open syllable's pair of vowels with its tone on the first or on the second: hòa, hoà."""
ON_SECOND = {
    f"{first}{pair[1]}": f"{pair[0]}{second}"
    for pair, (ones, others) in PLACES.items()
    for first, second in zip(ones, others, strict=True)
}
AT_THE_END = re.compile(rf"(?:{'|'.join(ON_SECOND)})(?!\w)")
AFTER_Q = re.compile(r"(?<=q)(?:ùy|úy|ủy|ũy|ụy)")


def tidy(text: str) -> str:
    """The text as it is stored: composed (NFC), without control characters, with single spaces."""
    text = unicodedata.normalize("NFC", text)
    if text.isprintable():  # no controls and no space but " "
        return " ".join(text.split())
    text = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp", "Zs"} else char for char in text)
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(text.split())


@lru_cache(REPEATED)
def fold(text: str) -> str:
    """The text as it is searched: without marks, đ as d, in lower case."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text.translate(D_BAR))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


LETTERS = {
    letter: code
    for code, letter in zip("3456789abcdefghijklmnopqrstuvwxyz", "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", strict=True)
}
TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
END, SPACE, OTHER = "0", "1", "2"


@lru_cache(REPEATED)
def sort_key(text: str) -> str:
    """The text as Vietnamese dictionaries order it: by letters, then by tones (ngang, huyền, hỏi, ngã, sắc, nặng), then small before large.

    The key holds digits and small letters only, so that every database orders it alike, whatever its collation; no key
    begins another, so that keys may stand one behind the other.
    """
    letters, tones, cases = [], [], []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char.lower())
        tone = "".join(mark for mark in parts if mark in TONES)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
        letters.append(SPACE if bare == " " else LETTERS.get(bare) or LETTERS.get(parts[0], OTHER))
        tones.append(TONES.get(tone, "0"))
        cases.append("1" if char != char.lower() else "0")
    return "".join((*letters, END, *tones, *cases))


def name_key(name: str) -> str:
    """A person's name as lists of people are ordered: by the given name, which stands last, then the family name, then the rest."""
    words = name.split() or [""]
    return sort_key(words[-1]) + sort_key(words[0] if len(words) > 1 else "") + sort_key(" ".join(words[1:-1]))


@lru_cache(REPEATED)
def key(text: str) -> str:
    """The text as names are compared: tidy, tone in one place (hòa as hoà), one apostrophe, one đ, in lower case.

    Marks stay: Hoa and Hoà are two names. Not for display.
    """
    plain = tidy(text.translate(LOOK_ALIKE)).casefold()
    plain = AFTER_Q.sub(lambda found: ON_SECOND[found.group()], plain)
    return AT_THE_END.sub(lambda found: ON_SECOND[found.group()], plain)
