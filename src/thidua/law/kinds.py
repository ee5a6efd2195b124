"""Reading a condition: its kind, its words and what it asks, or LawDataError with file and line.

Which kinds there are and what each asks: `docs/choices/0014-conditions-of-the-law.md`.
"""

from collections.abc import Mapping
from typing import Any

from thidua.law.claims import CLAIMS
from thidua.law.facts import DISCIPLINE, GRADES, REACH, SERVICE
from thidua.law.masks import WIDTH
from thidua.law.provisions import Condition, Known
from thidua.law.reading import Entry
from thidua.law.verdicts import Wording

LIFETIME = 100
"""No condition asks for more years of service or of age."""
MEMBERS = 1_000_000
"""No condition asks for more members of a collective."""

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
            own = entry.words("text") or Wording(vi, en)
            entry.done()
            node = Condition(kind, own.vi, own.en, parts=tuple(parts))
            break
    else:
        kind = entry.choice("kind", KINDS)
        node = Condition(kind, entry.take("vi", str), entry.take("en", str), KINDS[kind](entry, law))
        entry.done()
    if limb and all(leaf.kind == "people" and not leaf.asks["claim"] for leaf in node.leaves()):
        raise entry.fail("a limb of 'any' that only people judge needs a 'claim', or nobody could choose it")
    return node


def _title(entry: Entry, law: Known) -> dict[str, Any]:
    times, spacing = _years(entry, "times", 1) or 1, _years(entry, "spacing", 1) or 1
    ends, doubtful = entry.numbers("ends", (0,)), entry.numbers("doubtful_spacings", ())
    if min(ends, default=-1) < 0 or min(doubtful, default=1) < 1:
        raise entry.fail("'ends' should hold numbers from 0 on, 'doubtful_spacings' from 1 on", "ends")
    if (reach := (times - 1) * max(spacing, *doubtful, 1) + max(ends) + 1) >= WIDTH:
        raise entry.fail(f"'times', 'spacing' and 'ends' reach over {reach} years, more than {WIDTH - 1}", "times")
    return {
        "award": award_of(entry, "award", law),
        "times": times,
        "spacing": spacing,
        "doubtful_spacings": doubtful,
        "ends": ends,
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
        inner = direct.choice("what", SERVICE), direct.number("years", 1, LIFETIME)
        direct.done()
    years, below = entry.number("years", 1, LIFETIME), entry.maybe("below", int)
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
        "percent": entry.number("percent", 1, 100),
        "strict": entry.take("strict", bool),
    }


def _timing(entry: Entry, law: Known) -> dict[str, Any]:
    month, day = entry.month_day("submit_by")
    return {"prior": award_of(entry, "prior", law), "month": month, "day": day}


def _vote(entry: Entry, _: Known) -> dict[str, Any]:
    return {
        "percent": entry.number("percent", 1, 100),
        "base": entry.choice("base", ("all_members",)),
        "absent": entry.choice("absent", ("written_opinion",)),
        "secret": entry.maybe("secret", bool),
        "unless_own_rule": entry.take("unless_own_rule", bool, False),
    }


def _quota(entry: Entry, _: Known) -> dict[str, Any]:
    of = entry.needed_words("of")
    return {"percent": entry.number("percent", 1, 100), "of_vi": of.vi, "of_en": of.en}


def _people(entry: Entry, _: Known) -> dict[str, Any]:
    return {"claim": entry.choice("claim", CLAIMS) if "claim" in entry else None}


KINDS = {
    "title": _title,
    "standard": _standard,
    "holds": _holds,
    "absent": _window,
    "ago": lambda entry, law: {"awards": _some_awards(entry, law), "years": entry.number("years", 1, WIDTH - 1)},
    "grade": _grade,
    "initiative": _recognised,
    "topic": _recognised,
    "title_and_grade": _title_and_grade,
    "discipline": _clean,
    "study": lambda *_: {},
    "service": _service,
    "office": lambda entry, _: {"table": entry.take("table", str)},
    "age": lambda entry, _: {"years": entry.number("years", 1, LIFETIME)},
    "months": lambda entry, _: {"at_least": entry.number("at_least", 1, 12 * LIFETIME)},
    "members_share": _members_share,
    "members_have": lambda entry, law: {
        "award": award_of(entry, "award", law),
        "at_least": entry.number("at_least", 1, MEMBERS),
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
    return default if entry.maybe(key, int) is None else entry.number(key, 1, WIDTH - 1)


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
