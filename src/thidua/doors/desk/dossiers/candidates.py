"""Whom the law lets through: each title of the ladder for each person and collective, to be ticked into a dossier."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from thidua.domain.awards import queries as awards
from thidua.domain.dossiers import access, checks, facts, operations, queries
from thidua.doors.desk.dossiers import shown
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import number, paged
from thidua.kernel import clock
from thidua.kernel.errors import NotFound, NotNow, Stale, Unready

PER_PAGE = 200
EVERYBODY = 1_000_000
PEOPLE, COLLECTIVES = "ca-nhan", "tap-the"
SUBJECTS = {PEOPLE: "individual", COLLECTIVES: "collective"}
GROUPS = ("met", "older", "near", "unknown", "not")


@dataclass
class Candidate:
    """One person or collective with the verdicts on the whole ladder; `chosen` is the title of the page."""

    key: str
    name: str
    under: str
    url: str
    is_sample: bool
    group: str
    verdict: dict[str, Any]
    short: str
    rungs: list[dict[str, Any]] = field(default_factory=list)
    is_there: bool = False
    is_ticked: bool = False


COLUMNS = [
    Column(_l("Cá nhân, tập thể"), lambda row: row.name, 32),
    Column(_l("Chức vụ, đơn vị"), lambda row: row.under, 40),
    Column(_l("Đối chiếu với luật"), lambda row: group_headings()[row.group][0], 36),
    Column(_l("Lý do"), lambda row: row.short, 70),
    Column(_l("Đã có trong hồ sơ"), lambda row: row.is_there, 10),
]


def group_headings():
    """The groups in the order of the page, with what they mean."""
    return {
        "met": (_("Luật cho phép"), _("Đã đánh dấu sẵn; bỏ dấu nếu không đề nghị.")),
        "older": (
            _("Đủ điều kiện theo quy định trước đó"),
            _("Quy định hiện hành chưa được kiểm chứng; đề nghị cần ghi lý do."),
        ),
        "near": (_("Còn một điều kiện nữa"), _("Chỉ vướng một điều kiện; đề nghị cần ghi lý do.")),
        "unknown": (_("Chưa kết luận được"), _("Còn thiếu dữ liệu để xét; bổ sung dữ liệu hoặc ghi lý do.")),
        "not": (_("Chưa đủ điều kiện"), _("Vẫn đề nghị được, kèm lý do bằng lời.")),
    }


def listing(request, id):
    """The candidates for one title; a POST takes the ticked ones into the dossier."""
    dossier = access.get(request.actor, id)
    if request.method == "POST":
        return take(request, dossier)
    return candidates_page(request, dossier)


def take(request, dossier):
    """Take the ticked ones into the dossier; a refused form keeps its ticks and its reason."""
    picks = [pick for text in request.POST.getlist("ids") if (pick := parsed(text, request.POST.get("reason", "")))]
    try:
        rows = operations.nominate_many(
            actor=request.actor,
            at=request.at,
            dossier_id=dossier.pk,
            version=number(request, "version"),
            picks=picks,
        )
    except (Unready, Stale, NotNow) as refusal:
        ticked = set(request.POST.getlist("ids"))
        return candidates_page(request, access.get(request.actor, dossier.pk), refusal=refusal, ticked=ticked)
    n = len(rows)
    text = ngettext("Đã đưa %(n)s đề nghị vào hồ sơ.", "Đã đưa %(n)s đề nghị vào hồ sơ.", n)
    messages.success(request, text % {"n": n})
    if request.POST.get("act") == "stay":
        return redirect(f"{reverse('desk:dossier-candidates', args=[dossier.pk])}?{request.GET.urlencode()}")
    return redirect("desk:dossier", dossier.pk)


def parsed(text, reason):
    """ "p12:award" is a person, "u3:award" a collective; anything else is nothing."""
    subject, _colon, award = text.partition(":")
    kind, number_of = subject[:1], subject[1:]
    if kind not in ("p", "u") or not number_of.isascii() or not number_of.isdigit() or len(number_of) > 9:
        return None
    person, unit = (int(number_of), None) if kind == "p" else (None, int(number_of))
    return checks.Pick(person, unit, award[:60], reason.strip()[:2000])


def candidates_page(request, dossier, *, refusal=None, ticked=None):
    """The page of one title of one ladder."""
    kind = request.GET.get("loai", PEOPLE)
    kind = kind if kind in SUBJECTS else PEOPLE
    rungs = awards.ladder(SUBJECTS[kind])
    award = request.GET.get("danh-hieu", "")
    award = award if award in rungs else rungs[0]
    found, pages = gathered(request, dossier, kind, EVERYBODY if "tep" in request.GET else PER_PAGE)
    there = set(dossier.nominations.values_list("person_id", "unit_id", "award"))
    taken = {(f"p{person}" if person else f"u{unit}", one) for person, unit, one in there}
    rows = [candidate(one, award, taken, ticked) for one in found]
    headings = group_headings()
    groups = [
        {
            "code": code,
            "title": headings[code][0],
            "note": headings[code][1],
            "rows": [row for row in rows if row.group == code],
        }
        for code in GROUPS
    ]
    met = {
        one: sum(rung["truth"] == "met" for row in rows for rung in row.rungs if rung["award"] == one) for one in rungs
    }
    right = access.may(request.actor, "nominate", dossier)
    context = {
        "dossier": dossier,
        "kind": kind,
        "award": award,
        "award_name": awards.name(award),
        "groups": [group for group in groups if group["rows"]],
        "count": len(rows),
        "page": pages,
        "kinds": kind_tabs(kind),
        "tabs": rung_tabs(kind, rungs, award, met),
        "refused": "" if right else right.reason,
        "may_tick": bool(right) and dossier.state in shown.OPEN,
        "is_open": dossier.state in shown.OPEN,
        "refusal": refusal,
        "refused_issues": shown.issues(refusal.issues) if isinstance(refusal, Unready) else [],
        "reason": request.POST.get("reason", ""),
        "ways": shown.ways(dossier) if shown.has_older(row.verdict for row in rows) else None,
        "on": dossier.received_on or clock.day(request.at),
    }
    status = 200 if refusal is None else 422 if isinstance(refusal, Unready) else 409
    ordered = [row for group in context["groups"] for row in group["rows"]]
    listed = Listed(f"{awards.name(award)} {dossier.year}", COLUMNS, ordered)
    return answer(request, "desk/dossiers/candidates.html", context, listed, status=status)


def kind_tabs(kind):
    """People and collectives."""
    words = {PEOPLE: _("Cá nhân"), COLLECTIVES: _("Tập thể")}
    return [{"label": label, "url": f"?loai={one}", "current": one == kind} for one, label in words.items()]


def rung_tabs(kind, rungs, award, met):
    """One tab a title, with how many the law lets through."""
    return [
        {"label": awards.name(one), "url": f"?loai={kind}&danh-hieu={one}", "current": one == award, "count": met[one]}
        for one in rungs
    ]


def gathered(request, dossier, kind, per_page):
    """Everybody (or every collective) of the unit with the law's findings on the ladder, and the page of the list."""
    on = dossier.received_on or clock.day(request.at)
    asked = facts.terms(dossier.superior, on)
    if kind == COLLECTIVES:
        units = list(queries.collectives(dossier.unit, clock.day(request.at)))
        pages = paged(request, units, per_page)
        known = facts.of_units(pages.object_list, dossier.year, on)
        return [
            {
                "key": f"u{unit.pk}",
                "name": unit.name,
                "under": unit.get_kind_display(),
                "url": reverse("desk:dossier-collective", args=[dossier.pk, unit.pk]),
                "is_sample": unit.is_sample,
                "ladder": facts.ladder(known[unit.pk], asked),
            }
            for unit in pages
        ], pages
    posts = list(queries.people(dossier.unit, dossier.year).values())
    pages = paged(request, posts, per_page)
    known = facts.of_people([post.person_id for post in pages], dossier.year, on)
    return [
        {
            "key": f"p{post.person_id}",
            "name": post.person.full_name,
            "under": f"{post.title}, {post.unit}" if post.unit_id != dossier.unit_id else post.title,
            "url": reverse("desk:dossier-person", args=[dossier.pk, post.person_id]),
            "is_sample": post.person.is_sample,
            "ladder": facts.ladder(known[post.person_id], asked),
        }
        for post in pages
    ], pages


def candidate(one, award, taken, ticked):
    """One row of the page."""
    chosen = next(found for found in one["ladder"] if found["verdict"]["award"] == award)
    truth, older = chosen["verdict"]["truth"], chosen["verdict"]["older"]
    if truth == "met":
        group = "met"
    elif older and older["truth"] == "met":
        group = "older"
    elif facts.missing(chosen) == 1:
        group = "near"
    else:
        group = "not" if truth == "not_met" else "unknown"
    verdict = awards.verdict(chosen["verdict"])
    value = f"{one['key']}:{award}"
    is_there = (one["key"], award) in taken
    return Candidate(
        key=value,
        name=one["name"],
        under=one["under"],
        url=one["url"],
        is_sample=one["is_sample"],
        group=group,
        verdict=verdict,
        short=short(verdict),
        rungs=[
            {
                "award": found["verdict"]["award"],
                "truth": found["verdict"]["truth"],
                "name": awards.name(found["verdict"]["award"]),
            }
            for found in one["ladder"]
        ],
        is_there=is_there,
        is_ticked=not is_there and (value in ticked if ticked is not None else group == "met"),
    )


def short(verdict):
    """What decided, in a few words for one line."""
    of = verdict["older"] or verdict
    deciding = of["deciding"]
    if not deciding:
        return verdict["award_name"]
    if of is verdict["older"]:
        words = {
            "met": _("Theo quy định trước đó: đủ điều kiện"),
            "not_met": _("Theo quy định trước đó: chưa đủ điều kiện"),
        }
        return words.get(of["truth"], _("Theo quy định trước đó cũng chưa kết luận được"))
    if of["truth"] == "met":
        return deciding["text"]
    return deciding["missing"] or deciding["text"]


# -- one person or collective ------------------------------------------------------------------------------------------


def person(request, id, person):
    """Every title of the ladder for one person, with all reasons."""
    dossier = access.get(request.actor, id)
    post = queries.people(dossier.unit, dossier.year).get(person)
    if post is None:
        raise NotFound(_("Người này không thuộc đơn vị trong năm của hồ sơ."))
    on = dossier.received_on or clock.day(request.at)
    known = facts.of_people([person], dossier.year, on)[person]
    past = queries.history([person], []).get(("person", person), [])
    is_there = post.until_on is None or post.until_on > clock.day(request.at)
    subject = {
        "name": post.person.full_name,
        "under": f"{post.title}, {post.unit}",
        "is_sample": post.person.is_sample,
        "plan_url": plan_url(request, "desk:plan-person", person, post.unit) if is_there else "",
    }
    return ladder_page(request, dossier, f"p{person}", subject, known, past, on)


def collective(request, id, unit):
    """Every title of the ladder for one collective, with all reasons."""
    dossier = access.get(request.actor, id)
    found = queries.collectives(dossier.unit, clock.day(request.at)).filter(pk=unit).first()
    if found is None:
        raise NotFound(_("Tập thể này không thuộc đơn vị của hồ sơ."))
    on = dossier.received_on or clock.day(request.at)
    known = facts.of_units([found], dossier.year, on)[unit]
    past = queries.history([], [unit]).get(("unit", unit), [])
    subject = {
        "name": found.name,
        "under": found.get_kind_display(),
        "is_sample": found.is_sample,
        "plan_url": plan_url(request, "desk:plan-collective", unit, found),
    }
    return ladder_page(request, dossier, f"u{unit}", subject, known, past, on)


def plan_url(request, address, id, unit):
    """The road ahead of the subject, for whoever may read it."""
    return reverse(address, args=[id]) if request.actor.holds(access.READERS, unit.path) else ""


def ladder_page(request, dossier, key, subject, known, past, on):
    """The page of one subject."""
    there = set(dossier.nominations.values_list("person_id", "unit_id", "award"))
    taken = {(f"p{one}" if one else f"u{unit}", award) for one, unit, award in there}
    verdicts = [awards.verdict(found["verdict"]) for found in facts.ladder(known, facts.terms(dossier.superior, on))]
    right = access.may(request.actor, "nominate", dossier)
    context = {
        "dossier": dossier,
        "subject": subject,
        "rungs": [
            {"verdict": one, "value": f"{key}:{one['award']}", "is_there": (key, one["award"]) in taken}
            for one in verdicts
        ],
        "line": shown.honours(known.to_json(), past, dossier.year),
        "may_tick": bool(right) and dossier.state in shown.OPEN,
        "ways": shown.ways(dossier) if shown.has_older(verdicts) else None,
        "kind": PEOPLE if key.startswith("p") else COLLECTIVES,
    }
    return render(request, "desk/dossiers/candidate.html", context)
