"""What is wrong or doubtful in a cell, as it is kept with the line and told in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Told:
    """One thing about a text: `says` and `remedy` are msgids, `named` their values.

    `code` names the kind of problem, so that all of a kind can be answered at once. A warning lets the line pass.
    `choices`: [text, label] to take instead, for the field `asks` (else for its own). `suggest`: field → the text that
    would mend it.
    """

    code: str
    says: str
    remedy: str = ""
    named: Mapping[str, Any] = field(default_factory=dict)
    is_warning: bool = False
    choices: Sequence[tuple[str, str]] = ()
    suggest: Mapping[str, str] = field(default_factory=dict)
    asks: str = ""

    def stored(self, name: str) -> dict[str, Any]:
        """As a line keeps it, for the field `name`."""
        return {
            "field": name,
            "code": self.code,
            "says": self.says,
            "remedy": self.remedy,
            "named": dict(self.named),
            "is_warning": self.is_warning,
            "choices": [list(one) for one in self.choices],
            "suggest": dict(self.suggest),
            "asks": self.asks or name,
        }


def text(stored: Mapping[str, Any]) -> str:
    """What is wrong, in the language of the page."""
    return _(stored["says"]) % stored["named"] if stored["named"] else _(stored["says"])


def remedy(stored: Mapping[str, Any]) -> str:
    """How it is mended, in the language of the page; "" where that is plain."""
    return (
        (_(stored["remedy"]) % stored["named"] if stored["named"] else _(stored["remedy"])) if stored["remedy"] else ""
    )
