"""The list of those with an answer: filters in the address, sorted, paged, and as a file."""

import io
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.reviews import access, facts, queries
from thidua.domain.reviews.enums import ANSWERS, Answer, State, Subject
from thidua.doors import sheets
from thidua.doors.desk.reviews import shown
from thidua.doors.desk.reviews.forms import indented
from thidua.doors.page import PER_PAGE, number
from thidua.kernel.errors import NotFound, NotNow
from thidua.kernel.text import fold

MOST_UNITS = 400
BY_UNIT, BY_NAME, NEAREST = "don-vi", "ten", "gan"


@dataclass
class Asked:
    """What the address asks for; `path` is that of the unit chosen, "" for all."""

    kind: str
    award: str
    answer: str
    unit: int | None
    path: str
    q: str
    sort: str


def wanted(request, id):
    """The review, what is asked of it, and the answers on the award. Two queries."""
    review = access.get(request.actor, id)
    if review.state != State.DONE:
        raise NotNow(_("Lần rà soát này chưa xong nên chưa có danh sách."))
    kind = request.GET.get("doi-tuong", "")
    kind = kind if kind in shown.SUBJECTS else shown.PEOPLE
    known = review.counts.get(shown.SUBJECTS[kind], {})
    rungs = [one for one in awards.ladder(shown.SUBJECTS[kind]) if one in known] or list(known)
    award = request.GET.get("danh-hieu", "")
    award = award if award in known else next(iter(rungs), "")
    selection = queries.selection(review, shown.SUBJECTS[kind], award)
    answer, sort, unit = request.GET.get("ket-qua", ""), request.GET.get("xep", ""), number(request, "don-vi")
    asked = Asked(
        kind,
        award,
        answer if answer in ANSWERS else "",
        unit if unit in selection.units else None,
        selection.units[unit][1] if unit is not None and unit in selection.units else "",
        request.GET.get("q", "").strip()[:100],
        sort if sort in (BY_NAME, NEAREST) else BY_UNIT,
    )
    return review, asked, selection


def chosen_rows(asked, selection):
    """The rows that the address asks for, before names are looked at."""
    answers = [asked.answer] if asked.answer else []
    return selection.rows(answers, asked.path, nearest=asked.sort == NEAREST)


def page(request, id):
    """One page of the list."""
    review, asked, selection = wanted(request, id)
    chosen = chosen_rows(asked, selection)
    terms = facts.kept(review.terms, review.on)
    pages, rows, found = paged(request, asked, selection, chosen)
    is_verified = asked.award not in review.unverified.get(selection.subject, ())
    context = {
        "review": review,
        "lead": shown.lead(review),
        "asked": asked,
        "award_name": awards.name(asked.award) if asked.award else "",
        "is_verified": is_verified,
        "page": pages,
        "rows": [line(review, asked, one, is_verified) for one in facts.rows(review, selection, rows, terms, found)],
        "views": views(request, asked, selection),
        "awards": award_groups(review, selection.subject),
        "units": unit_choices(selection, asked),
        "sorts": {BY_UNIT: _("Theo đơn vị"), BY_NAME: _("Theo tên"), NEAREST: _("Thiếu ít trước")},
        "kinds": [
            {"label": Subject(subject).label, "url": f"?doi-tuong={word}", "current": word == asked.kind}
            for word, subject in shown.SUBJECTS.items()
            if any(map(sum, review.counts.get(subject, {}).values()))
        ],
        "files": [
            {"kind": kind.upper(), "url": f"{reverse('desk:review-export', args=[id])}?{file_query(request, kind)}"}
            for kind in sheets.kinds()
        ],
    }
    return render(request, "desk/reviews/listing.html", context)


def paged(request, asked, selection, chosen):
    """The page that the address names: its rows, with the profiles that bring the names. One query."""
    by_name, page = bool(fold(asked.q)) or asked.sort == BY_NAME, number(request, "trang", 1) or 1
    if by_name and asked.kind == shown.PEOPLE:
        place, start = {int(selection.ids[row]): int(row) for row in chosen}, max(page - 1, 0) * PER_PAGE
        found, count = queries.by_name(place, asked.q, start, start + PER_PAGE)
        if found or not start:
            return Paginator(range(count), PER_PAGE).get_page(page), [place[id] for id in found], found
        chosen = [place[id] for id in queries.people_by_name(place, asked.q)]  # a page beyond the last one
    elif by_name:
        chosen = queries.units_by_name(selection, chosen, asked.q)
    pages = Paginator(chosen, PER_PAGE).get_page(page)
    rows = [int(row) for row in pages.object_list]
    return pages, rows, queries.profiles_of(selection.subject, [int(selection.ids[row]) for row in rows])


def line(review, asked, row, is_verified):
    """One row for the table."""
    name = "desk:review-person" if asked.kind == shown.PEOPLE else "desk:review-unit"
    return {
        "row": row,
        "url": f"{reverse(name, args=[review.pk, row.id])}?danh-hieu={asked.award}",
        "pill": shown.pill(row.answer, is_verified=is_verified),
        "now": Answer(row.now).label if row.now else "",
    }


def views(request, asked, selection):
    """One chip an answer, with how many have it in the unit chosen."""
    answers = selection.answers[selection.inside(asked.path)] if asked.path else selection.answers
    counts = queries.tally(answers)
    base = request.GET.copy()
    base.pop("trang", None)

    def chip(answer, label, count):
        query = base.copy()
        query["ket-qua"] = answer
        return {"label": label, "url": f"?{query.urlencode()}", "current": answer == asked.answer, "count": count}

    chips = [chip(one, Answer(one).label, count) for one, count in zip(ANSWERS, counts, strict=True) if count]
    return [chip("", _("Tất cả"), len(answers)), *chips]


def award_groups(review, subject):
    """The awards to choose from: the ladder first, then as the law orders them."""
    known = review.counts.get(subject, {})
    ladder = [one for one in awards.ladder(subject) if one in known]
    rest = [(label, [one for one in ids if one in known and one not in ladder]) for label, ids in awards.groups()]
    return [
        (label, [(one, awards.name(one)) for one in ids])
        for label, ids in [(_("Danh hiệu, hình thức thường xét"), ladder), *rest]
        if ids
    ]


def unit_choices(selection, asked):
    """The units to choose from, as deep as a list of a sensible length goes; those of the unit chosen wholly."""
    units = [(id, name, path) for id, (name, path) in selection.units.items()]
    depth = max((path.count("/") for _id, _name, path in units), default=0)
    while len(units) > MOST_UNITS and depth:
        depth -= 1
        units = [one for one in units if one[2].count("/") <= depth or (asked.path and one[2].startswith(asked.path))]
    return indented(units)


def file_query(request, kind):
    """What the page was asked, and the kind of file."""
    query = request.GET.copy()
    query.pop("trang", None)
    query["tep"] = kind
    return query.urlencode()


def export(request, id):
    """What the list shows, all its pages, as a file."""
    kind = request.GET.get("tep", "xlsx")
    if kind not in sheets.kinds():
        raise NotFound(_("Hệ thống không xuất được loại tệp này."))
    review, asked, selection = wanted(request, id)
    rows = facts.export(review, selection, chosen_rows(asked, selection), asked.q, sort_by_name=asked.sort == BY_NAME)
    is_verified = asked.award not in review.unverified.get(selection.subject, ())
    name = awards.name(asked.award)
    sheet = sheets.Sheet(
        f"{name} {review.year}",
        [sheets.Column(key, str(label), width) for key, label, width in facts.HEADINGS],
        (facts.values(row, name, is_verified=is_verified) for row in rows),
    )
    file = io.BytesIO()
    sheets.write(kind, file, sheet, request.at)
    title = f"ra-soat-{review.year}-{fold(name).replace(' ', '-')}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{title}"'}
    return HttpResponse(file.getvalue(), content_type=sheets.TYPES[kind], headers=headers)
