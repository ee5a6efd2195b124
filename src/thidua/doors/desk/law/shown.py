"""What the law's pages show: rules as trees with their sources, periods, changes, each in the page's language."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from thidua.domain.awards import facts, queries
from thidua.kernel.text import fold

DECIDED_BY = {"people": "people", "unread": "unread", "vote": "council", "quota": "council"}


def subject_name(subject):
    """A kind of nominee in words."""
    words = {"individual": _("Cá nhân"), "collective": _("Tập thể"), "household": _("Hộ gia đình")}
    return words.get(subject, _("Mọi đối tượng"))


def role_name(role):
    """What a rule is for: the standard, another case of it, or what is asked besides."""
    words = {"criteria": _("Tiêu chuẩn"), "alternative": _("Trường hợp khác")}
    return words.get(role, _("Điều kiện kèm theo"))


def level_name(level):
    """Who decides, in words."""
    return capfirst(queries.authority_name(level)) if level else _("Chưa kiểm chứng")


def decides(award_id, on):
    """Who decides on the day, in words; where that is not verified, who decided last."""
    level = facts.level_on(award_id, on)
    if level:
        return level_name(level)
    last = queries.authority(award_id, on)
    return _("Chưa kiểm chứng; trước đó: %(who)s") % {"who": queries.authority_name(last)} if last else ""


def award_level(level):
    """The level of an award in words; a code that is new to this program stands as it is."""
    words = {
        "xa": _("cấp xã"),
        "huyen_xa": _("cấp huyện, xã"),
        "co_so": _("cấp cơ sở"),
        "duoi_bo": _("cấp quân khu, đại học quốc gia"),
        "bo_tinh": _("cấp bộ, tỉnh"),
        "trung_uong": _("cấp trung ương"),
        "nha_nuoc": _("cấp Nhà nước"),
    }
    return words.get(level, level)


def cites(listed: Iterable[Any]) -> list[str]:
    """Citations in words."""
    lang = queries.language()
    return [one.text(lang) for one in listed]


def text(words: Any) -> str:
    """A wording, or nothing, in the page's language."""
    return words.text(queries.language()) if words else ""


def state(period):
    """How sure the law of a period is: verified, open (may go on, nobody compared the text), none (no rule)."""
    if period is None or not period.routes:
        return "none"
    return "verified" if period.is_verified else "open"


def award_url(award_id, on=None, subject=""):
    """The page of an award, on a day and for a kind of nominee where these are not the usual."""
    asked = [f"ngay={on.isoformat()}"] if on else []
    asked += [f"doi-tuong={subject}"] if subject else []
    return reverse("desk:law-award", args=[award_id]) + ("?" + "&".join(asked) if asked else "")


# -- the catalogue -----------------------------------------------------------------------------------------------------


def catalogue(on, wanted=""):
    """Groups of awards with the level, who decides, how sure the law of the day is and the share that was read."""
    known, lang = facts.awards(), queries.language()
    out = []
    for label, ids in queries.groups():
        rows = [row(known[one], on, lang) for one in ids if matches(known[one], wanted)]
        if rows:
            out.append({"label": label, "rows": rows})
    return out


def matches(award, wanted):
    """Whether the words stand in the award's name in either language; marks do not matter."""
    return all(word in fold(f"{award.vi} {award.en}") for word in fold(wanted).split())


def row(award, on, lang):
    """One line of the catalogue."""
    return {
        "name": award.text(lang),
        "url": award_url(award.id),
        "subjects": ", ".join(subject_name(one) for one in award.subjects),
        "level": award_level(award.level),
        "decides": queries.authority_name(last) if (last := queries.authority(award.id, on)) else "",
        "state": state(facts.period(award.id, on)),
        "share": facts.share(award.id),
    }


# -- rules -------------------------------------------------------------------------------------------------------------


def tree(node):
    """A condition for the page: groups with their parts, leaves with who settles them."""
    lang = queries.language()
    if len(node.parts) == 1:
        return tree(node.parts[0])
    return {
        "kind": node.kind if node.parts else "leaf",
        "text": node.en if lang == "en" else node.vi,
        "by": DECIDED_BY.get(node.kind, ""),
        "parts": [tree(one) for one in node.parts],
    }


def rule(one, on, word=None):
    """One rule as a card: its tree, its place in the law, how sure, where read, what is open, whose word it rests on."""
    lang = queries.language()
    return {
        "id": one.id,
        "url": reverse("desk:law-rule", args=[one.id]),
        "role": role_name(one.role),
        "subject": subject_name(one.subject),
        "since": one.since,
        "last_day": one.last_day,
        "is_verified": one.in_force(on),
        "is_open": one.unverified(on),
        "open_from": one.continuation_from,
        "changed_by": one.continuation_basis.text(lang) if one.continuation_basis else "",
        "tree": tree(one.condition),
        "cites": cites(one.cites),
        "basis": one.basis,
        "confidence": one.confidence,
        "checked_on": one.checked_on,
        "sources": [source(each) for each in facts.sources(one)],
        "question": text(one.question),
        "note": text(one.note),
        "word": word,
    }


def source(one):
    """Where a text was read: an address that opens, what stands beside it, or the name of the place alone."""
    link, _space, rest = one.address.partition(" ")
    opens = link.startswith(("http://", "https://"))
    return {"what": one.what, "link": link if opens else "", "place": rest if opens else one.address}


def sections(period, subject, on, words):
    """The rules of the day for a kind of nominee: what opens the award first, then what is asked besides."""
    kept = {
        _("Tiêu chuẩn"): [one for one in period.routes if one.subject in (subject, "any")],
        _("Điều kiện kèm theo"): [one for one in period.constraints if one.subject in (subject, "any")],
    }
    return [
        {
            "label": label,
            "rules": [rule(one, on, words.get(one.id)) for one in found],
            "is_choice": len(found) > 1 and found[0].role != "constraint",
        }
        for label, found in kept.items()
        if found
    ]


def steps(periods, current, subject):
    """The periods of an award as steps to click, the earliest first."""
    return [
        {
            "since": one.since,
            "last_day": one.last_day,
            "state": state(one),
            "url": award_url(one.award, one.since, subject),
            "is_here": one is current,
        }
        for one in periods
    ]


# -- changes -----------------------------------------------------------------------------------------------------------


def change(one):
    """One change for the page."""
    words = {
        "began": _("Quy định mới"),
        "ended": _("Hết hiệu lực"),
        "changed": _("Thay đổi"),
        "unverified": _("Chưa kiểm chứng có tiếp tục áp dụng hay không"),
        "authority": _("Thẩm quyền quyết định"),
    }
    tones = {"began": "done", "ended": "refused", "changed": "info", "unverified": "wait", "authority": "neutral"}
    is_power = one.what == "authority"
    return {
        "what": one.what,
        "words": words[one.what],
        "tone": tones[one.what],
        "subject": "" if is_power else subject_name(one.subject),
        "on": one.on,
        "before": level_name(one.before) if is_power else one.before,
        "after": level_name(one.after) if is_power else one.after,
        "differences": [difference(each) for each in one.differences],
        "is_regrouped": one.is_regrouped,
        "cites_before": cites(one.cites_before),
        "cites_after": cites(one.cites_after),
        "has_new_basis": one.basis_before and one.basis_after and one.basis_before != one.basis_after,
        "basis_after": one.basis_after,
        "by": text(one.by),
    }


def difference(one):
    """What became of one condition."""
    lang = queries.language()
    before, after = ((each.en if lang == "en" else each.vi) if each else "" for each in (one.before, one.after))
    how = "asks" if one.how == "differs" and before == after else one.how
    return {"how": how, "before": before, "after": after, "numbers": [each.text(lang) for each in one.numbers]}


def transition(one):
    """What holds for files that were under way when the law changed."""
    return {"text": one.en if queries.language() == "en" else one.vi, "since": one.since, "cites": cites(one.cites)}


def by_award(changes):
    """Changes under the award that they are about, in the catalogue's order."""
    names = queries.names()
    out: list = []
    for one in changes:
        if not out or out[-1]["id"] != one.award:
            out.append({"id": one.award, "name": names[one.award], "url": award_url(one.award), "changes": []})
        out[-1]["changes"].append(change(one))
    return out


def history(periods, subject):
    """The periods of an award with what each brought for a kind of nominee, the latest first."""
    return [
        {
            "since": one.since,
            "last_day": one.last_day,
            "state": state(one),
            "url": award_url(one.award, one.since, subject),
            "changes": [change(each) for each in one.changes if each.subject in (subject, "any")],
        }
        for one in reversed(periods)
    ]


# -- money and procedure -----------------------------------------------------------------------------------------------


def bonus(found):
    """A bonus for the page; nothing where none was found."""
    if found is None:
        return None
    return {
        "text": money(text(found)),
        "cites": cites(found.cites),
        "is_known": found.amount is not None,
        "remarks": [money(text(one)) for one in found.remarks],
        "older": bonus(found.older),
    }


def money(words):
    """An amount as the page's language writes the currency."""
    return words.replace("\xa0đ", "\xa0VND").replace(" đ", " VND") if queries.language() == "en" else words


def procedure(found):
    """A procedure under its headings; nothing where none was found."""
    if found is None:
        return []
    return [
        {"label": label, "items": [item(one) for one in items]}
        for label, items in facts.steps(found, queries.language())
    ]


def item(one):
    """One thing that the procedure asks."""
    return {
        "text": text(one),
        "status": one.status,
        "cites": cites(one.cites),
        "note": text(one.note),
        "question": text(one.question),
        "older": [text(each) for each in one.older],
        "drafted": one.drafted,
    }


# -- general rules and open points -------------------------------------------------------------------------------------


def principle(one, on):
    """A general rule for the page."""
    return {
        "id": one.id,
        "text": text(one),
        "since": one.since,
        "until": one.until,
        "is_in_force": one.in_force(on),
        "question": text(one.question(on)),
        "cites": cites(one.cites),
        "basis": one.basis,
        "confidence": one.confidence,
        "note": text(one.note),
        "carriers": carriers(one.decided_by),
    }


def carriers(listed):
    """Who carries a rule out: the program, people, nobody yet."""
    kinds = {one.partition(":")[0] for one in listed}
    words = []
    if kinds & {"rule", "kind", "parameter", "transition", "part"}:
        words.append(("done", _("Phần mềm áp dụng")))
    if "people" in kinds:
        words.append(("info", _("Do người có thẩm quyền xét")))
    if "open" in kinds:
        words.append(("wait", _("Chưa áp dụng ở đâu")))
    return words


def points():
    """What is open: questions with the reading followed, official answers, what was not verified, gradings, initiatives."""
    found = facts.open_points()
    return {
        "questions": [
            {
                "id": one.id,
                "question": text(one.question),
                "reading": text(one.reading),
                "confidence": one.confidence,
                "evidence": one.evidence,
                "carriers": carriers(one.applied_in),
            }
            for one in found.points.values()
        ],
        "answers": [
            {
                "id": one.id,
                "by": text(one.authority),
                "facts": text(one.facts),
                "question": text(one.question),
                "outcome": text(one.outcome),
                "lesson": text(one.lesson),
                "note": text(one.note),
                "cites": cites(one.cites),
            }
            for one in found.answers.values()
        ],
        "unverified": [text(one) for one in found.unverified.values()],
        "definitions": [
            {"text": text(one), "cites": cites(one.cites), "basis": one.basis, "confidence": one.confidence,
             "note": text(one.note)}
            for one in found.initiative.values()
        ],
    }  # fmt: skip
