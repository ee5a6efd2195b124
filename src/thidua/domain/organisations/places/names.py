"""When two written names are the same name of a place."""

import re

from thidua.kernel import text

SHORT = {
    "tp": "thành phố", "tx": "thị xã", "tt": "thị trấn", "h": "huyện", "q": "quận", "p": "phường", "x": "xã", "t": "tỉnh"
}  # fmt: skip
KINDS = ("thành phố", "thị xã", "thị trấn", "huyện", "quận", "phường", "xã", "đặc khu", "tỉnh")
SHORTENED = re.compile(r"^(tp|tx|tt|[hqpxt])(?:\.\s*|\s+)(?=\S)")


def key(name: str) -> str:
    """The name without what spelling leaves open (`kernel.text.key`), and with “TP.” written out as “Thành phố”.

    The marks themselves count: Tân Hà is not Tân Hạ, and Phường IV is not Phường 4.
    """
    return SHORTENED.sub(lambda found: SHORT[found[1]] + " ", text.key(name))


def bare(name: str) -> str:
    """The key without the word for the kind of place: “Tây Ninh” of “Thành phố Tây Ninh”."""
    whole = key(name)
    return next((whole.removeprefix(one) for one in _KIND_KEYS if whole.startswith(one)), whole)


_KIND_KEYS = tuple(f"{key(one)} " for one in KINDS)


def searched(name: str) -> str:
    """The name as it is searched: folded, apostrophes as one."""
    return text.fold(text.tidy(name.translate(text.LOOK_ALIKE)))
