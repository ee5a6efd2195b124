"""How a text ends, what stays on the page of its signature, and how its headings follow each other."""

from collections.abc import Sequence
from dataclasses import replace

from thidua.doors.layouts.blocks import Block, Bullets, Heading, Paragraph, Run, Signatures, Text, runs
from thidua.doors.layouts.text import LONGEST, clean

END = "./."


def ended(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with "./." at the end of the text that the signature follows."""
    found = list(blocks)
    place = next((at for at, block in enumerate(found) if isinstance(block, Signatures)), 0) - 1
    if place >= 0:
        match found[place]:
            case Paragraph() as last:
                found[place] = replace(last, text=_with_end(last.text))
            case Bullets() as last if last.items:
                found[place] = replace(last, items=[*last.items[:-1], _with_end(last.items[-1])])
    return found


def _with_end(text: Text) -> Text:
    *before, last = runs(text) or (Run(""),)
    if last.text.endswith(END):
        return text
    if last.source:
        return [*before, last, Run(END)]
    return [*before, replace(last, text=last.text.rstrip(" .;") + END)]


def levels(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with no empty heading and none more than one level below the one before it, as PDF/UA asks."""
    found: list[Block] = []
    before = 0
    for block in blocks:
        if isinstance(block, Heading):
            if not clean(block.text).strip():
                continue
            if len(block.text) > LONGEST:  # more than a bookmark holds
                found.append(Paragraph((Run(block.text, bold=True),)))
                continue
            before = min(max(1, block.level), before + 1, 3)
            block = replace(block, level=before)
        found.append(block)
    return found


def with_what_follows(blocks: Sequence[Block]) -> list[tuple[Block, bool]]:
    """Each block, and whether it stays on the page of the next: the last text does, so that no signature stands alone."""
    return [
        (block, isinstance(block, Paragraph | Bullets) and isinstance(after, Signatures))
        for block, after in zip(blocks, [*blocks[1:], None], strict=False)
    ]
