"""With what the law is asked: the day, the agency's own numbers, the words on which rules go on."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from thidua.domain.awards import queries as awards
from thidua.domain.organisations.models import Unit
from thidua.law import agency, data, engine

VERSION = data.VERSION
"""The version of the law that answers today."""


@dataclass(frozen=True)
class Terms:
    """The day of receipt, the agency's own numbers, the words on which rules go on."""

    on: dt.date
    parameters: Mapping[str, Any]
    confirmations: Sequence[engine.Confirmation]


def terms(unit: Unit, on: dt.date) -> Terms:
    """The terms of the unit that is reviewed, on the day of receipt. Two queries."""
    return Terms(on, awards.parameters_for(unit, on), awards.confirmations_for(unit, on))


def stored(asked: Terms) -> dict[str, Any]:
    """The terms as a review keeps them; `kept` reads them back. An exact share is written as a fraction."""
    return {
        "parameters": {
            key: value if isinstance(value, bool | int | str) else str(value)
            for key, value in sorted(asked.parameters.items())
        },
        "confirmations": [word.to_json() for word in asked.confirmations],
    }


def kept(told: Mapping[str, Any], on: dt.date) -> Terms:
    """The terms that a review keeps; words on rules that the law data of today does not know fall away."""
    words = [
        engine.Confirmation(**{**word, "on": dt.date.fromisoformat(word["on"])})
        for word in told.get("confirmations", ())
        if word["rule_id"] in data.law().rules
    ]
    known = data.law().parameters
    return Terms(on, {key: value for key, value in told.get("parameters", {}).items() if key in known}, tuple(words))


def open_awards(subject: str, asked: Terms) -> tuple[str, ...]:
    """The awards for such a subject on which the law of the day has a rule and which the agency looks at, in order."""
    return agency.looked_at(engine.open_awards(subject, data.regime(engine.check(asked.on))), asked.parameters)
