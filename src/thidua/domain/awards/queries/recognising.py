"""Awards as lists write them."""

import re
from functools import cache
from pathlib import Path

import yaml

from thidua.kernel.text import fold, key
from thidua.law import data


def recognised(text: str) -> list[str]:
    """The ids of the awards that a list may mean by the text: one is sure, several are to be asked about, none is unknown.

    The names of the law and the spellings of `aliases.yaml`; of spellings that may go on the longest one that fits.
    """
    (whole, going_on), plain = _spellings(), _plain(text)
    if plain in whole:
        return list(whole[plain])
    for start, ids in going_on:
        if plain.startswith(start) and (len(plain) == len(start) or plain[len(start)] == " "):
            return list(ids)
    return []


@cache
def _spellings() -> tuple[dict[str, list[str]], list[tuple[str, list[str]]]]:
    """Spelling → awards; and those that may go on, the longest first."""
    whole: dict[str, list[str]] = {_plain(one.vi): [one.id] for one in data.awards()}
    going_on: dict[str, list[str]] = {}
    told = yaml.safe_load((Path(__file__).parents[1] / "aliases.yaml").read_text(encoding="utf-8"))
    for id, texts in told.items():
        for text in texts:
            found = going_on if text.endswith("…") else whole
            ranks = {f" hạng {n}": [f"{id}_{n}"] for n in (1, 2, 3)}
            named = {**ranks, "": sum(ranks.values(), [])} if "{1}" in text else {"": [id]}
            for rank, awards in named.items():
                ids = found.setdefault(_plain(text.replace("{1}", rank).rstrip("…")), [])
                ids += [one for one in awards if one not in ids]
    return whole, sorted(going_on.items(), key=lambda one: -len(one[0]))


_RANKS = dict(zip(("nhat", "nhi", "ba", "i", "ii", "iii", "1", "2", "3"), (1, 2, 3) * 3, strict=True))
_SAME = [
    (re.compile(r"[\"'“”«».,:;()]|\b(?:danh hieu|hinh thuc)\b"), " "),
    (re.compile(r"\b(chien|nghe) sy\b"), r"\1 si"),
    (re.compile(r"\b(?:chu tich )?(?:uy ban nhan dan|ubnd)\b"), "ubnd"),
]
_RANK = re.compile(r"(?:\bhang )?\b(nhat|nhi|ba|iii|ii|i|1|2|3)$")


def _plain(text: str) -> str:
    """The text without what makes no difference between two spellings."""
    plain = fold(key(text))
    for pattern, word in _SAME:
        plain = pattern.sub(word, plain)
    return _RANK.sub(lambda found: f"hang {_RANKS[found.group(1)]}", " ".join(plain.split()))
