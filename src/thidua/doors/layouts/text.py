"""Text of strangers made safe for paper: what a file format forbids goes, what no font can draw is shown as □."""

import re
import unicodedata

from thidua.doors.layouts.measures import MILLIMETRES

# Letters that Tinos and the fonts inside typst draw; tests/doors/layouts tries every one.
DRAWN = (
    "\n\u0020-\u007e\u00a0-\u0377\u037a-\u037f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u04ff\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u2040\u2044-\u2052\u2070\u2071\u2074-\u208e\u2090-\u209c\u20a0-\u20bf\u2100-\u211e\u2122"
    "\u2126-\u2151\u2153-\u2184\u2190-\u23fe\u2500-\u2606\u2713\u2714\u2717\u2718"
)
_UNDRAWN = re.compile(f"[^{DRAWN}]")
_LONG = re.compile(r"[^\s\u200b]{21,}")
_FORBIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SPACES = set("\t\r\v\f")
LONGEST = 255
"""Letters of a title among the properties of a file; Word takes no more."""
BREAK = "\u200b"
"""Without width: a line may end there."""


def clean(text: str) -> str:
    """The text composed (NFC), with single line breaks, without control characters, half pairs and private letters."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if char in _SPACES or (char != "\u00a0" and category.startswith("Z")) else char
        for char in text
        if (category := unicodedata.category(char)) not in _FORBIDDEN or char == "\n" or char in _SPACES
    )


def drawn(text: str) -> str:
    """The clean text for a PDF: marks that only choose a variant dropped, places to break inside very long words."""
    text = _UNDRAWN.sub(lambda found: "" if unicodedata.category(found[0]) == "Mn" else "□", clean(text))
    return _LONG.sub(lambda found: BREAK.join(found[0]), text)


def breadth(text: str, size: float) -> float:
    """About how many millimetres wide a bold line is, to a twentieth: for what only has to look right."""
    wide = sum(0.72 if char.isupper() else 0.25 if char in " ,.-" else 0.5 for char in text)
    return wide * size * MILLIMETRES


def balanced(text: str, size: float, room: float) -> str:
    """The name of an agency in two lines of like width where one is too narrow, "VÀ" rather at the second's beginning."""
    words = text.split()
    if "\n" in text or len(words) < 3 or breadth(text, size) <= room:
        return text
    halves = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    first, second = min(
        halves,
        key=lambda half: (
            abs(breadth(half[0], size) - breadth(half[1], size)) - (room / 6 if half[1][:3] == "VÀ " else 0)
        ),
    )
    return f"{first}\n{second}"
