"""Reading a condition: its kind, its words and what it asks, or LawDataError with file and line.

Which kinds there are and what each asks: `docs/choices/0014-conditions-of-the-law.md`.
"""

from collections.abc import Mapping
from typing import Any

from thidua.law.claims import CLAIMS
from thidua.law.facts import DISCIPLINE, GRADES, REACH, SERVICE
from thidua.law.masks import WIDTH
from thidua.law.provisions import Condition, Known
from thidua.law.reading import Entry, wording

_GROUPS = {
    "all": ("Đạt tất cả các điều kiện sau", "All of the following"),
    "any": ("Đạt một trong các điều kiện sau", "One of the following"),
}


def condition(entry: Entry, law: Known, *, limb: bool = False) -> Condition:
    """A node of a rule. `limb`: a choice of an `any`, which must hold something that facts or a claim can settle."""
    for kind, (vi, en) in _GROUPS.items():
        if kind in entry:
            parts = []
            for one in entry.take(kind, list):
                if not isinstance(one, Entry):
                    raise entry.fail(f"each of {kind!r} should be a condition", kind)
                parts.append(condition(one, law, limb=kind == "any"))
            if not parts:
                raise entry.fail(f"{kind!r} is empty", kind)
            own = wording(entry, "text")
            entry.done()
            node = Condition(kind, *(own or (vi, en)), parts=tuple(parts))
            break
    else:
        kind = entry.choice("kind", KINDS)
        node = Condition(kind, entry.take("vi", str), entry.take("en", str), KINDS[kind](entry, law))
        entry.done()
    if limb and all(leaf.kind == "people" and not leaf.asks["claim"] for leaf in node.leaves()):
        raise entry.fail("a limb of 'any' that only people judge needs a 'claim', or nobody could choose it")
    return node


def _title(entry: Entry, law: Known) -> dict[str, Any]:
    return {
        "award": award_of(entry, "award", law),
        "times": _years(entry, "times", 1),
        "spacing": _years(entry, "spacing", 1),
        "doubtful_spacings": entry.numbers("doubtful_spacings", ()),
        "ends": entry.numbers("ends", (0,)),
        "alternatives": awards_of(entry, "alternatives", law),
        **_chain(entry, law),
    }


def _chain(entry: Entry, law: Known) -> dict[str, Any]:
    out = {"since": _since(entry, law), "every_since": entry.take("every_since", bool, False)}
    if out["every_since"] and not out["since"]:
        raise entry.fail("'every_since' needs 'since': the award after which every year counts", "every_since")
    return out


def _window(entry: Entry, law: Known) -> dict[str, Any]:
    return {
        "awards": _some_awards(entry, law),
        "years": _years(entry, "years", None),
        "since": _since(entry, law),
    }


def _holds(entry: Entry, law: Known) -> dict[str, Any]:
    return {
        **_window(entry, law),
        "times": _years(entry, "times", 1),
        "run": entry.take("run", bool, False),
        "doubtful": entry.take("doubtful", bool, False),
    }


def _standard(entry: Entry, law: Known) -> dict[str, Any]:
    return {"award": award_of(entry, "award", law), "alternatives": awards_of(entry, "alternatives", law)}


def _grade(entry: Entry, law: Known) -> dict[str, Any]:
    out = {
        "at_least": entry.choice("at_least", GRADES),
        "years": _years(entry, "years", None),
        "times": _years(entry, "times", None),
        **_chain(entry, law),
    }
    if out["years"] is None and out["times"] is None and not out["every_since"]:
        out["years"] = 1
    if out["times"] is not None and out["years"] is None and out["since"]:
        raise entry.fail("'times' with 'since' needs 'years': the span that lies after the award", "times")
    if out["times"] is not None and out["years"] is not None and out["times"] > out["years"]:
        raise entry.fail(f"'times' {out['times']} is more than 'years' {out['years']}", "times")
    return out


def _recognised(entry: Entry, law: Known) -> dict[str, Any]:
    window = _years(entry, "window", None)
    parameter_id = entry.maybe("window_parameter", str)
    since = _since(entry, law)
    if (window is not None) + (parameter_id is not None) + bool(since) > 1:
        raise entry.fail("give only one of 'window' (years counted back), 'window_parameter' and 'since'")
    if parameter_id is not None and parameter_id not in law.parameters:
        raise entry.fail(f"unknown parameter {parameter_id!r}", "window_parameter")
    return {
        "level": entry.choice("level", REACH),
        "count": _years(entry, "count", 1),
        "window": window,
        "window_parameter": parameter_id,
        "since": since,
        "fresh": entry.take("fresh", bool, False),
    }


def _clean(entry: Entry, law: Known) -> dict[str, Any]:
    since = _since(entry, law)
    return {
        "from_level": entry.choice("from_level", DISCIPLINE),
        "years": _years(entry, "years", None if since else 1),
        "since": since,
    }


def _service(entry: Entry, _: Known) -> dict[str, Any]:
    direct = entry.maybe("direct", Entry)
    inner = None
    if direct is not None:
        inner = direct.choice("what", SERVICE), direct.take("years", int)
        direct.done()
    years, below = entry.take("years", int), entry.maybe("below", int)
    if below is not None and below <= years:
        raise entry.fail(f"'below' {below} is not more than 'years' {years}", "below")
    return {
        "what": entry.choice("what", SERVICE),
        "years": years,
        "below": below,
        "direct": inner,
        "doubled": entry.take("doubled", bool, False),
    }


def _title_and_grade(entry: Entry, law: Known) -> dict[str, Any]:
    return {"award": award_of(entry, "award", law), "at_least": entry.choice("at_least", GRADES)}


def _members_share(entry: Entry, law: Known) -> dict[str, Any]:
    if ("award" in entry) == ("at_least_grade" in entry):
        raise entry.fail("give either 'award' or 'at_least_grade'")
    return {
        "award": award_of(entry, "award", law) if "award" in entry else None,
        "at_least_grade": entry.choice("at_least_grade", GRADES) if "at_least_grade" in entry else None,
        "percent": _percent(entry),
        "strict": entry.take("strict", bool),
    }


def _timing(entry: Entry, law: Known) -> dict[str, Any]:
    by = entry.take("submit_by", str)
    month, _, day = by.partition("-")
    if not (month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        raise entry.fail(f"'submit_by' should be month-day as 10-31, it is {by!r}", "submit_by")
    return {"prior": award_of(entry, "prior", law), "month": int(month), "day": int(day)}


def _vote(entry: Entry, _: Known) -> dict[str, Any]:
    return {
        "percent": _percent(entry),
        "base": entry.choice("base", ("all_members",)),
        "absent": entry.choice("absent", ("written_opinion",)),
        "secret": entry.maybe("secret", bool),
        "unless_own_rule": entry.take("unless_own_rule", bool, False),
    }


def _quota(entry: Entry, _: Known) -> dict[str, Any]:
    of = wording(entry, "of")
    if of is None:
        raise entry.fail("'of' is missing: the base of the quota")
    return {"percent": _percent(entry), "of_vi": of[0], "of_en": of[1]}


def _people(entry: Entry, _: Known) -> dict[str, Any]:
    return {"claim": entry.choice("claim", CLAIMS) if "claim" in entry else None}


KINDS = {
    "title": _title,
    "standard": _standard,
    "holds": _holds,
    "absent": _window,
    "ago": lambda entry, law: {"awards": _some_awards(entry, law), "years": entry.take("years", int)},
    "grade": _grade,
    "initiative": _recognised,
    "topic": _recognised,
    "title_and_grade": _title_and_grade,
    "discipline": _clean,
    "study": lambda *_: {},
    "service": _service,
    "office": lambda entry, _: {"table": entry.take("table", str)},
    "age": lambda entry, _: {"years": entry.take("years", int)},
    "months": lambda entry, _: {"at_least": entry.take("at_least", int)},
    "members_share": _members_share,
    "members_have": lambda entry, law: {
        "award": award_of(entry, "award", law),
        "at_least": entry.take("at_least", int),
    },
    "members_discipline": lambda entry, _: {"from_level": entry.choice("from_level", DISCIPLINE)},
    "timing": _timing,
    "proceedings": lambda *_: {},
    "once": lambda *_: {},
    "vote": _vote,
    "quota": _quota,
    "people": _people,
    "unread": lambda *_: {},
}
"""Every kind of condition and how its parameters are read."""


def award_of(entry: Entry, key: str, law: Known) -> str:
    value = entry.take(key, str)
    if value not in law.awards:
        raise entry.fail(f"unknown award {value!r}", key)
    return value


def awards_of(entry: Entry, key: str, law: Known) -> tuple[str, ...]:
    values = entry.texts(key)
    for value in values:
        if value not in law.awards:
            raise entry.fail(f"unknown award {value!r}", key)
    return values


def _years(entry: Entry, key: str, default: int | None) -> int | None:
    """A number of years or times, from 1 up to what a mask holds."""
    value = entry.maybe(key, int)
    if value is None:
        return default
    if not 1 <= value < WIDTH:
        raise entry.fail(f"{key!r} should be from 1 to {WIDTH - 1}, it is {value}", key)
    return value


def _percent(entry: Entry) -> int:
    value = entry.take("percent", int)
    if not 1 <= value <= 100:
        raise entry.fail(f"'percent' should be from 1 to 100, it is {value}", "percent")
    return value


def _some_awards(entry: Entry, law: Known) -> tuple[str, ...]:
    values = awards_of(entry, "awards", law)
    if not values:
        raise entry.fail("'awards' is missing or empty", "awards")
    return values


def _since(entry: Entry, law: Known) -> tuple[str, ...] | Mapping[str, tuple[str, ...]]:
    """The prior awards, or for a rule on several awards the prior ones of each."""
    if not isinstance(entry.get("since"), Entry):
        return awards_of(entry, "since", law)
    chosen = entry.take("since", Entry)
    out = {}
    for award in chosen:
        if award not in law.awards:
            raise chosen.fail(f"unknown award {award!r}", award)
        out[award] = awards_of(chosen, award, law)
    return out
