"""Asks the law how many votes a nomination needs."""

from typing import Any

from thidua.domain.awards.queries import confirmations_for, parameters_for
from thidua.domain.councils.models import Item, Meeting
from thidua.domain.councils.queries import agency_rule
from thidua.law import engine


def threshold(meeting: Meeting, item: Item, members: int) -> dict[str, Any]:
    """What the law, else the agency's rule, asks of the item's vote in a council of so many members, as plain values.

    The law is that of the day on which the dossier was received.
    """
    nomination, unit = item.nomination, meeting.council.unit
    on = nomination.dossier.received_on or meeting.held_on
    asked = engine.threshold(
        nomination.award,
        on=on,
        members=members,
        parameters=parameters_for(unit, on),
        confirmations=confirmations_for(unit, on),
    )
    rule = agency_rule(unit, asked.parameter, on) if asked.parameter else None
    return {
        "on": on.isoformat(),
        "needed": asked.needed,
        "members": asked.members,
        "percent": None if asked.percent is None else str(asked.percent),
        "base": asked.base,
        "absent": asked.absent,
        "secret": asked.secret,
        "source": asked.source,
        "rule_id": asked.rule_id,
        "parameter": asked.parameter or f"vote_percent.{nomination.award}",
        "basis": rule.basis if rule else "",
        "open_rule": asked.older.rule_id if asked.older else None,
        "confidence": asked.confidence,
        "confirmation": asked.confirmation.to_json() if asked.confirmation else None,
        "vi": {"text": asked.text("vi"), "cites": [cite.text("vi") for cite in asked.cites]},
        "en": {"text": asked.text("en"), "cites": [cite.text("en") for cite in asked.cites]},
    }
