"""The grid in which one person enters what she counted, and the threshold of an item asked anew."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from thidua.domain.councils import access, checks, operations, queries
from thidua.domain.councils.enums import State
from thidua.doors.desk.councils.meetings import named

LABELS = {
    "issued": _l("Phát ra"),
    "returned": _l("Thu về"),
    "valid": _l("Hợp lệ"),
    "yes": _l("Đồng ý"),
}


def cell(request, row, name, *, is_sent):
    """One cell of the grid: what it holds, and the text that was sent when it was."""
    mine = row["tally"].mine
    stored = getattr(mine, name) if mine else ""
    key = f"{name}-{row['tally'].item.pk}"
    value = request.POST.get(key, "").strip() if is_sent else stored
    return {
        "key": key,
        "label": LABELS[name],
        "value": value,
        "stored": stored,
        "error": "",
        "differs": name in row["tally"].differs,
    }


def read(row, voters):
    """The numbers of one row that were sent, and whether they are new; errors are put into the cells."""
    filled = [one for one in row["cells"] if one["value"] != ""]
    if not filled:
        return None
    values = {}
    for name, one in zip(queries.FIELDS, row["cells"], strict=True):
        text = str(one["value"])
        if text.isascii() and text.isdigit() and len(text) <= 4:
            values[name] = int(text)
        else:
            one["error"] = _("Ghi số phiếu.") if text == "" else _("Phải là số nguyên không âm.")
    if len(values) < len(queries.FIELDS) or all(
        one["stored"] == values[name] for name, one in zip(queries.FIELDS, row["cells"], strict=True)
    ):
        return None
    for issue in checks.before_enter_count(row["tally"].item, values, voters):
        wrong = next((one for one in row["cells"] if one["key"].startswith(f"{issue.field}-")), row["cells"][0])
        wrong["error"] = issue.text
    return values


def entries(tally):
    """Both entries part by part with who made them; nothing while only one is in."""
    if not tally.is_double:
        return []
    return [
        {
            "who": str(one.teller),
            "parts": [
                {"label": LABELS[name], "value": getattr(one, name), "differs": name in tally.differs}
                for name in queries.FIELDS
            ],
        }
        for one in tally.counts
    ]


def count(request, id):
    """What I counted, item by item; others' numbers show once both are in."""
    meeting = access.get(request.actor, id)
    rows = named(queries.tallies(meeting, request.actor.user_id))
    quorum, is_sent = queries.quorum(meeting), request.method == "POST"
    right = access.may(request.actor, "enter_count", meeting)
    counts, is_wrong = {}, False
    for row in rows:
        row["cells"] = [cell(request, row, name, is_sent=is_sent) for name in queries.FIELDS]
        row["is_mine"] = (
            bool(right)
            and meeting.state == State.OPEN
            and row["tally"].is_open_to_me
            and row["tally"].item.needed is not None
        )
        row["entries"] = entries(row["tally"])
        if is_sent and row["is_mine"]:
            values = read(row, quorum.voters)
            is_wrong = is_wrong or any(one["error"] for one in row["cells"])
            if values:
                counts[row["tally"].item.pk] = values
    if is_sent and not is_wrong and right and not counts:
        messages.info(request, _("Không có số nào mới để lưu."))
        return redirect("desk:meeting-count", id)
    if is_sent and not is_wrong:
        operations.enter_counts(actor=request.actor, at=request.at, meeting_id=id, counts=counts)
        messages.success(request, _("Đã lưu số phiếu của %(n)s mục.") % {"n": len(counts)})
        return redirect("desk:meeting-count", id)
    context = {
        "meeting": meeting,
        "rows": rows,
        "labels": LABELS.values(),
        "quorum": quorum,
        "refused": right.reason,
        "is_open": meeting.state == State.OPEN,
        "can_save": any(row["is_mine"] for row in rows),
        "agreed": sum(row["tally"].agreed is not None for row in rows),
        "may_update": access.may(request.actor, "update_threshold", meeting),
        "problems": [
            {"text": f"{row['nomination'].person or row['nomination'].unit}: {one['error']}", "url": f"#{one['key']}"}
            for row in rows
            for one in row["cells"]
            if one["error"]
        ],
    }
    return render(request, "desk/councils/count.html", context, status=422 if is_wrong else 200)


@require_POST
def threshold(request, id):
    """Ask the law and the agency's rules again for one item."""
    item = operations.update_threshold(actor=request.actor, at=request.at, item_id=id)
    if item.needed is None:
        messages.warning(
            request,
            _("Vẫn chưa có quy định về tỷ lệ phiếu cho mục này. Hãy ghi quy định của cơ quan rồi cập nhật lại."),
        )
    else:
        messages.success(request, _("Đã cập nhật ngưỡng: %(text)s.") % {"text": queries.words(item)["text"]})
    return redirect("desk:meeting", item.meeting_id)
