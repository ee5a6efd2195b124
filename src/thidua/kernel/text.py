"""Vietnamese text: one normal form to store, one folded form to search."""

import unicodedata

D_BAR = str.maketrans({"đ": "d", "Đ": "d"})


def tidy(text: str) -> str:
    """The text as it is stored: composed (NFC), without control characters, with single spaces."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if unicodedata.category(char) in {"Cc", "Zl", "Zp", "Zs"} else char for char in text)
    text = "".join(char for char in text if unicodedata.category(char) != "Cf")
    return " ".join(text.split())


def fold(text: str) -> str:
    """The text as it is searched: without marks, đ as d, in lower case."""
    decomposed = unicodedata.normalize("NFD", text.translate(D_BAR))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
