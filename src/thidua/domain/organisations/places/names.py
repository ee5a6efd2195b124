"""When two written names are the same name of a place."""

import re
import unicodedata

from thidua.kernel.text import fold, tidy

TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})
SHORT = {
    "tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "h": "huyện", "q": "quận", "p": "phường", "x": "xã", "t": "tỉnh"
}  # fmt: skip
KINDS = ("thành phố", "thị xã", "thị trấn", "huyện", "quận", "phường", "xã", "đặc khu", "tỉnh")
SHORTENED = re.compile(r"^(tp|tx|tt|[hqpxt])(?:\.\s*|\s+)(?=\S)")


def key(name: str) -> str:
    """The name without what spelling leaves open: where the tone stands, capitals, apostrophes, “TP.” for “Thành phố”.

    The marks themselves count: Tân Hà is not Tân Hạ, and Phường IV is not Phường 4.
    """
    text = tidy(name).casefold().translate(APOSTROPHES)
    text = SHORTENED.sub(lambda found: SHORT[found[1]] + " ", text)
    return " ".join(_syllable(one) for one in unicodedata.normalize("NFD", text).split())


def _syllable(text: str) -> str:
    """The syllable with its tone behind it, so that hoà and hòa are the same."""
    tones = "".join(char for char in text if char in TONES)
    return "".join(char for char in text if char not in TONES) + tones


def bare(name: str) -> str:
    """The key without the word for the kind of place: “Tây Ninh” of “Thành phố Tây Ninh”."""
    whole = key(name)
    return next((whole.removeprefix(one) for one in _KIND_KEYS if whole.startswith(one)), whole)


_KIND_KEYS = tuple(f"{key(one)} " for one in KINDS)


def searched(name: str) -> str:
    """The name as it is searched: folded, apostrophes as one."""
    return fold(tidy(name).translate(APOSTROPHES))
