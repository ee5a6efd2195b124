"""The terms on which a review asks the law, and how it keeps them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from thidua.domain.awards.facts import Terms, terms
from thidua.law import agency, data, engine

VERSION = data.VERSION
"""The version of the law that answers today."""


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


__all__ = ["VERSION", "Terms", "kept", "open_awards", "stored", "terms"]
