"""A stored verdict of the law as a page shows it."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from thidua.domain.awards.queries.catalogue import language, name
from thidua.law import data
from thidua.law.verdicts import Cite


def verdict(stored: Mapping[str, Any]) -> dict[str, Any]:
    """A verdict of the law, as it is stored with a dossier, for the component that shows it, in the page's language.

    `conditions` has the rows of the rules that are in play; `unclaimed` names the other cases of the law, which count only
    when the dossier states a ground.
    """
    lang = language()
    older, word, deciding = stored.get("older"), stored.get("confirmation"), stored.get("deciding")
    out = {row["rule_id"] for row in stored["conditions"] if row["kind"] == "rule" and not row["in_play"]}
    rows = [row for row in stored["conditions"] if row["in_play"] and row["rule_id"] not in out]
    cases = [row[lang] for row in stored["conditions"] if _is_another_case(row)]
    return {
        "award": stored["award"],
        "award_name": name(stored["award"]),
        "truth": stored["truth"],
        "reason": stored[f"reason_{lang}"],
        "deciding": condition(deciding) if deciding else None,
        "conditions": [condition(row) for row in rows],
        "unclaimed": list(dict.fromkeys(cases)),
        "cites": cited(stored["cites"]),
        "basis": stored["basis"],
        "confidence": stored["confidence"],
        "older": verdict(older) if older else None,
        "confirmation": {**word, "on": dt.date.fromisoformat(word["on"])} if word else None,
        "questions": [one[lang] for one in stored["questions"]],
    }


def _is_another_case(row: Mapping[str, Any]) -> bool:
    """Whether the row is a case of the law, not of what is asked besides, that waits for a ground."""
    return row["kind"] == "people" and not row["in_play"] and _role(row) != "constraint"


def _role(row: Mapping[str, Any]) -> str:
    """The role of the row's rule: criteria, alternative, constraint; "" for a rule that the data no longer has."""
    found = data.law().rules.get(row["rule_id"])
    return found.role if found else ""


def condition(row: Mapping[str, Any]) -> dict[str, Any]:
    """One row of a stored verdict for the page."""
    lang = language()
    return {
        "kind": row["kind"],
        "rule_id": row["rule_id"],
        "role": _role(row),
        "text": row[lang],
        "truth": row["truth"],
        "held": row["held"],
        "missed": row["missed"],
        "unknown": row["unknown"],
        "missing": row[f"missing_{lang}"],
        "cites": cited(row["cites"]),
        "depth": row["depth"],
        "left_to_people": row["left_to_people"],
        "claimed": row["claimed"],
    }


def cited(stored: Iterable[Mapping[str, Any]]) -> list[str]:
    """Stored citations in words."""
    lang, known = language(), data.law().instruments
    out = []
    for one in stored:
        source = known.get(one["instrument"])
        names = (source.name("vi"), source.name("en")) if source else ("", "")
        out.append(Cite(one["instrument"], one["article"], one["clause"], one["point"], *names).text(lang))
    return out
