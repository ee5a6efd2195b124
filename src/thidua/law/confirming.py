"""An agency's confirmations as a patch to the law data, for an agency that sends its word to the maintainers.

The form of the file: docs/formats/confirmation-patch.md. The patch changes one line a rule: its `continuation`.
"""

import difflib
import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from thidua.law import data
from thidua.law.verdicts import Confirmation

PLACE = "src/thidua/law"
"""Where the law data stands in the repository."""

_CONTINUATION = re.compile(
    r"^(?P<head> +continuation: \{from: (?P<from>\d{4}-\d\d-\d\d), )status: unverified(?P<rest>.*)\}$"
)


class NoSuchContinuation(ValueError):
    """A confirmed rule has no line in the data that says that its continuation is not verified."""


def patch(confirmations: Sequence[Confirmation], *, agency: str, root: Path = data.HERE) -> str:
    """A unified diff that turns each rule's `continuation` from unverified into the agency's word; "" without words.

    `agency` is named above the diff. Raises NoSuchContinuation for a rule that is not open in the data, ValueError for two
    words on one rule.
    """
    words = {one.rule_id: one for one in confirmations}
    if len(words) != len(confirmations):
        raise ValueError("two confirmations of one rule")
    left, parts = dict(words), []
    for path in sorted((root / "rules").glob("*.yaml")):
        old = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        new, told = _changed(old, left)
        for one in told:
            del left[one]
        if told:
            name = f"{PLACE}/rules/{path.name}"
            parts += list(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", lineterm=""))
    if left:
        raise NoSuchContinuation(f"{', '.join(sorted(left))}: no unverified continuation stands in the data")
    return "\n".join([*_head(list(words.values()), agency), *parts]) + "\n" if parts else ""


def _head(words: Sequence[Confirmation], agency: str) -> list[str]:
    """What a reader sees first; git passes over it. The mark keeps a text from being taken for a diff."""
    return [
        f"# Xác nhận tiếp tục áp dụng / confirmed continuation: {_line(agency)}",
        f"# Dữ liệu pháp luật / law data: {data.VERSION}",
        *(f"# {one.rule_id}: {_line(one.confirmed_by)}, {one.on:%d/%m/%Y}" for one in words),
        "",
    ]


def _changed(lines: Sequence[str], words: dict[str, Confirmation]) -> tuple[list[str], list[str]]:
    """The lines with the words in them, and the rules that were found."""
    out, told, rule = list(lines), [], ""
    for place, line in enumerate(lines):
        if begins := re.match(r" +- id: (\S+)$", line):
            rule = begins[1]
        found = _CONTINUATION.match(line)
        if found and rule in words:
            word = words[rule]
            said = f", confirmed_by: {_quoted(word.confirmed_by)}, confirmed_on: {word.on.isoformat()}, text: {_quoted(word.text)}"
            out[place] = f"{found['head']}status: confirmed{found['rest']}{said}}}"
            told.append(rule)
    return out, told


def _line(text: str) -> str:
    return " ".join(_visible(text).split())


def _quoted(text: str) -> str:
    """A YAML text in double quotes on one line; what a reader cannot see is written as an escape."""
    return "".join(_escaped(one) for one in json.dumps(text, ensure_ascii=False))


def _escaped(letter: str) -> str:
    hidden = unicodedata.category(letter) in ("Cc", "Cf", "Cn", "Co", "Zl", "Zp")
    if not hidden:
        return letter
    return f"\\u{ord(letter):04x}" if ord(letter) < 0x10000 else f"\\U{ord(letter):08x}"


def _visible(text: str) -> str:
    return "".join(" " if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp") else one for one in text)
