"""Pages of single nominations: what the law said, who it is about, and what becomes of it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from thidua.domain.dossiers import access, checks, operations, queries
from thidua.domain.dossiers.enums import State
from thidua.doors.desk.dossiers import shown
from thidua.doors.desk.dossiers.views import show
from thidua.doors.page import number
from thidua.kernel.errors import NotNow, Stale, Unready


def page(request, id):
    """One nomination: the verdict in full, the history of the person or collective, the same proposal elsewhere."""
    nomination = access.get_nomination(request.actor, id)
    dossier = nomination.dossier
    row = shown.rows(dossier, [nomination], request.at)[0]
    person, unit = nomination.person_id, nomination.unit_id
    key = ("person", person) if person else ("unit", unit)
    past = queries.history([person] if person else [], [] if person else [unit])
    stored = nomination.finding["facts"] if nomination.finding else None
    context = {
        "dossier": dossier,
        "nomination": nomination,
        "row": row,
        "is_open": dossier.state in shown.OPEN,
        "tone": shown.TONES[State(dossier.state)],
        "line": shown.honours(row.facts or stored, past.get(key, []), dossier.year),
        "rivals": queries.rivals(nomination, access.visible_to(request.actor)),
        "ways": shown.ways(dossier) if shown.has_older([row.verdict]) else None,
    }
    return render(request, "desk/dossiers/nomination.html", context)


@require_POST
def explain(request, id):
    """Write the reason of a nomination that the law does not let through."""
    nomination = access.get_nomination(request.actor, id)
    reason = request.POST.get("reason", "")[:2000]
    try:
        operations.explain(
            actor=request.actor, at=request.at, nomination_id=id, version=number(request, "version"), reason=reason
        )
    except (Unready, Stale, NotNow) as refusal:
        dossier = access.get(request.actor, nomination.dossier_id)
        return show(request, dossier, refusal=refusal, typed={id: {"reason": reason}}, loose=[reason])
    messages.success(request, _("Đã ghi lý do."))
    return redirect("desk:dossier", nomination.dossier_id)


@require_POST
def withdraw(request, id):
    """Take a nomination out."""
    nomination = access.get_nomination(request.actor, id)
    try:
        operations.withdraw(actor=request.actor, at=request.at, nomination_id=id, version=number(request, "version"))
    except (Stale, NotNow) as refusal:
        return show(request, access.get(request.actor, nomination.dossier_id), refusal=refusal)
    subject = nomination.person or nomination.unit
    messages.success(request, _("Đã bỏ đề nghị đối với %(subject)s.") % {"subject": subject})
    return redirect("desk:dossier", nomination.dossier_id)


@require_POST
def appraise(request, id):
    """Save what the appraiser chose for each nomination; a refused form keeps every choice and word."""
    dossier = access.get(request.actor, id)
    kept = {row.pk: row for row in queries.nominations(dossier)}
    typed = {
        pk: {
            "result": request.POST.get(f"result_{pk}", row.result),
            "note": request.POST.get(f"note_{pk}", row.result_note)[:500],
        }
        for pk, row in kept.items()
    }
    lines = [
        checks.Appraisal(pk, line["result"], line["note"])
        for pk, line in typed.items()
        if (line["result"], line["note"].strip()) != (kept[pk].result, kept[pk].result_note)
    ]
    if not lines:
        messages.info(request, _("Không có thay đổi nào để lưu."))
        return redirect("desk:dossier", id)
    try:
        operations.appraise_many(
            actor=request.actor, at=request.at, dossier_id=id, version=number(request, "version"), lines=lines
        )
    except (Unready, Stale, NotNow) as refusal:
        loose = [line.note for line in lines]
        return show(request, access.get(request.actor, id), refusal=refusal, typed=typed, loose=loose)
    n = len(lines)
    messages.success(
        request, ngettext("Đã lưu kết quả của %(n)s đề nghị.", "Đã lưu kết quả của %(n)s đề nghị.", n) % {"n": n}
    )
    return redirect("desk:dossier", id)
