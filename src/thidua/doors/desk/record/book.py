"""The book of honours: the list, and one entry with its proof and its history."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from thidua.domain.awards import queries as awards
from thidua.domain.register import access, queries, states
from thidua.domain.register.states import State, state_of
from thidua.doors.desk.record.forms import BookForm
from thidua.doors.lists import Column, Listed, answer
from thidua.doors.page import PER_PAGE, acts, paged
from thidua.kernel.rights import allow

TONES = {State.STANDING: "done", State.PUBLISHED: "neutral", State.REVOKED: "bad", State.REVOCATION: "bad"}
COLUMNS = [
    Column(_l("Được tặng"), lambda row: row["who"], 36),
    Column(_l("Đơn vị"), lambda row: row["entry"].unit, 36),
    Column(_l("Danh hiệu, hình thức"), lambda row: row["award"], 40),
    Column(_l("Loại hình khen thưởng"), lambda row: row["entry"].get_mode_display(), 16),
    Column(_l("Chuyên đề"), lambda row: row["entry"].theme, 30),
    Column(_l("Năm"), lambda row: row["years"], 12),
    Column(_l("Quyết định"), lambda row: row["entry"].decision_number, 20),
    Column(_l("Ngày quyết định"), lambda row: row["entry"].decided_on, 12),
    Column(_l("Người có thẩm quyền tặng"), lambda row: row["entry"].granted_by, 30),
    Column(_l("Trạng thái"), lambda row: row["state"].label, 16),
    Column(_l("Điểm chưa rõ"), lambda row: row["entry"].doubt, 30),
]


def listing(request):
    """The entries that the actor may read. A name comes by POST and is answered at once; filters stand in the address."""
    allow(access.may_summarise(request.actor))
    units = list(access.visible_units(request.actor))
    sent = (
        request.POST if request.method == "POST" else {name: request.GET[name] for name in request.GET if name != "ten"}
    )
    form = BookForm(sent, units=units)
    is_valid = form.is_valid()
    asked = form.cleaned_data if is_valid else {}
    kept = {name: value for name, value in asked.items() if value and name != "ten"}
    if is_valid and request.method == "POST" and not asked["ten"].strip():
        address = urlencode({name: "1" if value is True else value for name, value in kept.items()})
        return redirect(f"{reverse('desk:record')}?{address}" if address else reverse("desk:record"))
    unit = next((one for one in units if str(one.pk) == asked.get("don_vi")), None)
    rows = queries.listed(
        access.visible_to(request.actor),
        words=asked.get("ten", ""),
        first=asked.get("tu"),
        last=asked.get("den"),
        award=asked.get("hinh_thuc", ""),
        subject_kind=asked.get("doi_tuong", ""),
        mode=asked.get("loai", ""),
        level=asked.get("cap", ""),
        path=unit.path if unit else "",
        theme=asked.get("chuyen_de", ""),
        order=asked.get("xep", ""),
        with_past=asked.get("ca_cu", False),
    )
    rows = rows if is_valid else rows.none()
    page = paged(request, rows)
    names = awards.book_names()
    context = {
        "form": form,
        "page": page,
        "rows": [shown(entry, names) for entry in page],
        "is_searched": bool(asked.get("ten")),
        "is_filtered": bool(kept) or bool(asked.get("ten")),
        "more": max(0, page.paginator.count - PER_PAGE) if asked.get("ten") else 0,
        "right": access.may(request.actor, "enter", own_unit(request.actor, units)),
    }
    listed = Listed(_("Sổ vàng"), COLUMNS, rows, lambda some: [shown(entry, names) for entry in some])
    return answer(request, "desk/record/book.html", context, listed, status=200 if is_valid else 422)


def own_unit(actor, units):
    """The unit acted for, in whose name entries are written."""
    return next((one for one in units if one.pk == actor.unit_id), None)


def shown(entry, names):
    """An entry as a row of the list."""
    state = state_of(entry)
    return {
        "entry": entry,
        "award": names.get(entry.award, entry.award),
        "who": who(entry),
        "years": years(entry),
        "state": state,
        "tone": TONES.get(state, "wait"),
        "is_past": state in (State.CORRECTED, State.REVOKED, State.REVOCATION),
    }


def who(entry):
    """Whom the entry honours, in words."""
    if entry.kind == "published":
        return ngettext("%(n)s lượt, không ghi tên", "%(n)s lượt, không ghi tên", entry.count) % {"n": entry.count}
    return entry.recipient or (entry.person.full_name if entry.person else entry.unit.name)


def years(entry):
    """The years of achievement, in words."""
    if entry.award_as_written.startswith("năm học "):
        return entry.award_as_written
    first, last = entry.span_from, entry.span_until
    return str(last) if first == last else f"{first}–{last}"


def page(request, id):
    """One entry: what it says, what became of it, how anyone can check that it was never changed."""
    entry = access.get(request.actor, id)
    names, state = awards.book_names(), state_of(entry)
    leaf = getattr(entry, "leaf", None)
    history = queries.chain(entry)
    then = queries.unit_name_then(entry)
    context = {
        "entry": entry,
        "row": shown(entry, names),
        "facts": facts(entry, then),
        "unit_then": then,
        "leaf": leaf,
        "point": queries.newest_checkpoint(leaf.seq) if leaf else None,
        "history": [told(one, entry) for one in history] if len(history) > 1 else [],
        "acts": acts(request.actor, entry, access.may, states.verbs(entry)),
        "state": state,
    }
    return render(request, "desk/record/entry.html", context)


def facts(entry, unit_then):
    """What the entry says, as term and value; what it does not say is left out, but for the decision."""
    decision = entry.decision_number
    if entry.decided_on:
        decision = _("%(number)s, ngày %(day)s") % {
            "number": decision or _("không rõ số"), "day": entry.decided_on.strftime("%d/%m/%Y")
        }  # fmt: skip
    rows = [
        (_("Đối tượng"), entry.get_subject_kind_display()),
        (_("Nhóm đối tượng"), entry.get_rank_display() if entry.rank else ""),
        (_("Đơn vị"), unit_then),
        (_("Tên đơn vị hiện nay"), entry.unit.name if entry.unit.name != unit_then else ""),
        (_("Năm thành tích"), years(entry)),
        (_("Loại hình khen thưởng"), entry.get_mode_display()),
        (_("Chuyên đề"), entry.theme),
        (_("Giai đoạn"), entry.get_stage_display()),
        (_("Cấp khen"), entry.get_level_display() if entry.level else ""),
        (_("Người có thẩm quyền tặng"), entry.granted_by or (_("Nguồn không tách") if not entry.separated else "")),
        (_("Quyết định"), decision or _("Không ghi")),
        (_("Số lượng"), str(entry.count) if entry.count > 1 else ""),
        (_("Nguyên văn của nguồn"), entry.award_as_written),
        (_("Tên nguồn nêu"), "; ".join(map(str, entry.names))),
        (_("Nguồn"), entry.source if entry.kind == "published" else ""),
        (_("Điểm chưa rõ"), entry.doubt),
        (_("Lý do"), entry.reason),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]


def told(one, current):
    """A step of the entry's history, as the timeline shows it."""
    if one.about_id is None:
        what = _("Ghi vào sổ vàng, mục số %(n)s")
    else:
        what = _("Hủy bỏ, thu hồi, mục số %(n)s") if one.kind == "revocation" else _("Đính chính, mục số %(n)s")
    note = f"{years(one)}; {one.decision_number}".strip("; ")
    return {
        "what": what % {"n": one.pk},
        "at": one.entered_at,
        "who": "",
        "note": f"{one.reason} ({note})" if one.reason else note,
        "is_this": one.pk == current.pk,
        "url": reverse("desk:record-entry", args=[one.pk]),
    }
