"""Invented names, drawn from shipped frequencies with a fixed seed: the same sample everywhere."""

import json
from pathlib import Path
from random import Random

from thidua.domain.people.enums import Sex

FREQUENCIES = Path(__file__).parents[1] / "data" / "names.json"


class Names:
    """Full names, each drawn once: women get a middle name of women, men one of men."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)  # noqa: S311  names, not secrets
        self.lists = json.loads(FREQUENCIES.read_text(encoding="utf-8"))
        self.given: set[str] = set()

    def draw(self, pairs: list[tuple[str, int]]) -> str:
        """One of the words, by its frequency."""
        words, weights = zip(*pairs, strict=True)
        return str(self.chance.choices(words, weights)[0])

    def next(self, sex: Sex) -> str:
        """A name that was not drawn yet."""
        parts = self.lists["female" if sex == Sex.FEMALE else "male"]
        while True:
            middle, given = self.draw(parts["middle"]), self.draw(parts["given"])
            name = f"{self.draw(self.lists['family'])} {middle} {given}"
            if name not in self.given and given not in middle:
                self.given.add(name)
                return name
