"""Whether awards are given fairly: six questions, one a page, each figure with the base it stands on."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.shortcuts import render
from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.people.enums import Rank
from thidua.domain.statistics import facts
from thidua.domain.statistics.queries import fairness
from thidua.doors.desk.statistics import shown
from thidua.doors.ui import charts
from thidua.kernel.errors import NotFound

DRAWN = 15
"""More bars nobody compares; the table has all."""


@dataclass(frozen=True)
class Question:
    """One question: its words, the base of its figures, and who answers it."""

    title: str
    base: str
    answer: Callable[..., "Answer"]


@dataclass
class Answer:
    """What a page shows. A cell is a text, or (text, address); `smalls`: rows whose base is small."""

    headings: list[str]
    rows: list[list[Any]]
    chart: charts.Chart | None = None
    smalls: set[int] = field(default_factory=set)
    figures: list[dict[str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def questions():
    """The questions by the word of the address."""
    posts = _("Cơ sở: người có vị trí công tác vào 31/12 của năm thành tích; khen thưởng ghi tên cá nhân của năm ấy.")
    return {
        "truc-tiep": Question(_("Người trực tiếp và lãnh đạo"), posts, direct),
        "nu": Question(_("Phụ nữ"), posts, women),
        "chua-duoc-xet": Question(
            _("Người chưa từng được xét"),
            _(
                "Cơ sở: người làm việc tại đơn vị suốt các năm đã chọn. Được xét là có khen thưởng, hoặc có đề nghị đã gửi đi."
            ),
            passed_over,
        ),
        "don-vi": Question(_("Giữa các đơn vị"), posts, between_units),
        "lam-phat": Question(_("Có tràn lan qua các năm?"), posts, inflation),
        "ty-le": Question(
            _("Tỷ lệ được phép đã dùng bao nhiêu?"),
            _(
                "Cơ sở: người, tập thể giữ danh hiệu làm gốc của tỷ lệ trong năm; tỷ lệ lấy từ quy định áp dụng vào 31/12."
            ),
            quotas,
        ),
    }


def page(request):
    """One question."""
    scope, word = shown.place(request), request.GET.get("hoi", "truc-tiep")
    question = questions().get(word)
    if question is None:
        raise NotFound(_("Không có câu hỏi này."))
    first, last = shown.years(request)
    asked = {"don-vi": scope.unit.pk, "tu": first, "den": last}
    context = {
        "scope": scope,
        "question": question,
        "answer": question.answer(scope, first, last),
        "word": word,
        "first": first,
        "last": last,
        "small": fairness.SMALL,
        "tabs": shown.tabs(scope, "fairness"),
        "choices": [
            {
                "label": one.title,
                "url": shown.address("desk:statistics-fairness", hoi=key, **asked),
                "current": key == word,
            }
            for key, one in questions().items()
        ],
        "units": shown.units(scope, request.actor),
    }
    return render(request, "desk/statistics/fairness.html", context)


# -- the answers -------------------------------------------------------------------------------------------------------


def direct(scope, first, last):
    """Direct workers and leaders: share of the people, share of the awards, index."""
    years = fairness.years(scope.unit, first, last)
    groups = [
        (_("trực tiếp"), [one.of_ranks([Rank.DIRECT]) for one in years]),
        (_("lãnh đạo"), [one.of_ranks(fairness.LEADERS) for one in years]),
    ]
    answer = compared(years, groups)
    answer.headings.append(_("Chưa ghi nhóm"))
    for row, one in zip(answer.rows, years, strict=True):
        row.append(shown.whole(one.unknown))
    answer.notes.append(
        _("Khen thưởng chưa ghi nhóm đối tượng không tính vào tỷ lệ. Doanh nhân không thuộc hai nhóm này.")
    )
    return answer


def women(scope, first, last):
    """Women: share of the people, share of the awards, index."""
    years = fairness.years(scope.unit, first, last)
    return compared(years, [(_("nữ"), [one.of_women() for one in years])])


def compared(years, groups):
    """Groups by year: share of the people, share of the awards, index; the chart draws the index."""
    headings, rows, smalls = [_("Năm"), _("Số người"), _("Khen thưởng")], [], set()
    for name, _shares in groups:
        headings += [
            _("%(group)s / số người") % {"group": name},
            _("%(group)s / khen thưởng") % {"group": name},
            _("Chỉ số %(group)s") % {"group": name},
        ]
    for n, one in enumerate(years):
        row = [str(one.year), shown.whole(one.people.total()), shown.whole(one.awards.total())]
        for _name, shares in groups:
            share = shares[n]
            row += [
                counted(share.people, share.people_share),
                counted(share.awards, share.award_share),
                shown.rate(share.index, 2),
            ]
            smalls |= {n} if share.is_small else set()
        rows.append(row)
    title = _("Chỉ số: tỷ lệ trong khen thưởng chia cho tỷ lệ trong số người; 1 là ngang bằng")
    series = [
        charts.Series(name.capitalize(), [charts.Value(one.index, shown.rate(one.index, 2)) for one in shares])
        for name, shares in groups
    ]
    labels = [str(one.year) for one in years]
    chart = charts.lines(title, "; ".join(one.name for one in series), labels, series)
    return Answer(headings, rows, chart, smalls, newest(years[-1], groups))


def newest(year, groups):
    """The figures of the last year above the chart."""
    words = _("%(award)s khen thưởng, %(people)s số người, năm %(year)s")
    return [
        {
            "label": _("Chỉ số %(group)s") % {"group": name},
            "value": shown.rate(shares[-1].index, 2),
            "note": words
            % {
                "award": shown.percent(shares[-1].award_share),
                "people": shown.percent(shares[-1].people_share),
                "year": year.year,
            },
            "tone": "warn" if shares[-1].is_small else "",
            "url": "",
        }
        for name, shares in groups
    ]


def counted(number, share):
    """A number with its share: 12 (34,5%)."""
    return f"{shown.whole(number)} ({shown.percent(share)})"


def passed_over(scope, first, last):
    """Who worked there all these years and was neither honoured nor proposed."""
    parts = fairness.never(scope.unit, scope.below, first, last)
    url = shown.address("desk:statistics-never", tu=first, den=last, **{"don-vi": scope.unit.pk})
    answer = by_part(
        scope,
        parts,
        [
            _("Đơn vị"),
            _("Làm việc suốt %(n)s năm") % {"n": last - first + 1},
            _("Chưa từng được xét"),
            _("Trên 100 người"),
        ],
        _("Người chưa từng được xét trên 100 người, %(first)s–%(last)s") % {"first": first, "last": last},
    )
    people, left = sum(one.people for one in parts), sum(one.count for one in parts)
    words = _("trong %(n)s người làm việc suốt %(first)s–%(last)s")
    note = words % {"n": shown.whole(people), "first": first, "last": last}
    answer.figures = [
        {
            "label": _("Chưa từng được xét"),
            "value": shown.whole(left),
            "note": note,
            "tone": "",
            "url": url if left else "",
        }
    ]
    return answer


def between_units(scope, first, last):
    """Awards for a hundred people, by part, in the last year."""
    answer = by_part(
        scope,
        fairness.parts(scope.unit, scope.below, last),
        [_("Đơn vị"), _("Số người"), _("Khen thưởng cá nhân"), _("Trên 100 người")],
        _("Khen thưởng cá nhân trên 100 người, năm thành tích %(year)s") % {"year": last},
    )
    answer.notes.append(_("Trang này tính cho năm cuối của khoảng năm đã chọn."))
    return answer


def by_part(scope, parts, headings, title):
    """The parts of the unit with a rate, the highest first; those without a base last."""
    names = {str(one.pk): one.name for one in scope.below} | {
        str(scope.unit.pk): _("Trực tiếp tại %(unit)s") % {"unit": scope.unit.name}
    }
    parts = sorted(parts, key=lambda one: (one.rate is None, -(one.rate or 0), names[one.key]))
    rows = [[names[one.key], shown.whole(one.people), shown.whole(one.count), shown.rate(one.rate)] for one in parts]
    drawn = [one for one in parts if one.rate is not None][:DRAWN]
    series = [charts.Series(headings[-1], [charts.Value(one.rate, shown.rate(one.rate)) for one in drawn])]
    chart = charts.bars(title, headings[-1], [names[one.key] for one in drawn], series) if drawn else None
    notes = [_("Biểu đồ vẽ %(n)s đơn vị đầu; bảng có đủ.") % {"n": DRAWN}] if len(parts) > DRAWN else []
    return Answer(headings, rows, chart, {n for n, one in enumerate(parts) if one.is_small}, notes=notes)


def inflation(scope, first, last):
    """The titles of the ladder for a hundred people, by year."""
    years = fairness.years(scope.unit, first, last)
    titles = [
        one for one in awards.ladder("individual") if awards.is_title(one) and any(year.titles[one] for year in years)
    ]
    labels = [str(one.year) for one in years]
    series = [
        charts.Series(
            awards.name(title),
            [
                charts.Value(one.per_hundred(one.titles[title]), shown.rate(one.per_hundred(one.titles[title])))
                for one in years
            ],
        )
        for title in titles[:5]
    ]
    rows = []
    for one in years:
        row = [str(one.year), shown.whole(one.people.total())]
        row += [
            f"{shown.whole(one.titles[title])} ({shown.rate(one.per_hundred(one.titles[title]))})" for title in titles
        ]
        total = one.awards.total()
        rows.append([*row, f"{shown.whole(total)} ({shown.rate(one.per_hundred(total))})"])
    headings = [_("Năm"), _("Số người"), *(awards.name(title) for title in titles), _("Mọi khen thưởng cá nhân")]
    title = _("Danh hiệu thi đua trên 100 người, theo năm thành tích")
    chart = charts.lines(title, title, labels, series) if series else None
    smalls = {n for n, one in enumerate(years) if one.people.total() < fairness.SMALL}
    return Answer(headings, rows, chart, smalls, notes=[_("Trong ngoặc: số lượt trên 100 người của năm ấy.")])


def quotas(scope, first, last):
    """How much of each cap was used."""
    uses = facts.quotas(scope.unit, first, last)
    rows = [
        [
            str(one.year),
            awards.name(one.award),
            f"{shown.whole(one.holders)} {', '.join(awards.name(base) for base in one.base[:1])}",
            shown.whole(one.allowed) if one.allowed is not None else _("chưa kiểm chứng"),
            shown.whole(one.granted) + (f" ({_('vượt')})" if one.is_over else ""),
            shown.percent(one.percent),
            "; ".join([one.words, *one.cites]),
        ]
        for one in uses
    ]
    headings = [
        _("Năm"), _("Danh hiệu"), _("Cơ sở"), _("Được phép"), _("Đã tặng"), _("Đã dùng"), _("Quy định"),
    ]  # fmt: skip
    drawn = [one for one in uses if one.percent is not None][:DRAWN]
    names = [f"{awards.name(one.award)}, {one.year}" for one in drawn]
    series = [charts.Series(_("Đã dùng"), [charts.Value(one.percent, shown.percent(one.percent)) for one in drawn])]
    title = _("Phần đã dùng của số được phép; 100% là hết")
    chart = charts.bars(title, title, names, series) if drawn else None
    smalls = {n for n, one in enumerate(uses) if one.holders < fairness.SMALL}
    notes = [_("Tính chung cho cả đơn vị. Mỗi cơ quan xét trên số của mình nên có thể lệch do làm tròn.")]
    return Answer(headings, rows, chart, smalls, notes=notes)


def never_considered(request):
    """The people of the unit whom nobody proposed or honoured in these years, by name."""
    scope = shown.place(request)
    first, last = shown.years(request)
    found = fairness.never_considered(scope.unit, first, last)
    context = {
        "scope": scope,
        "title": _("Người chưa từng được xét"),
        "lead": _("Làm việc tại đơn vị suốt %(first)s–%(last)s, chưa có khen thưởng hay đề nghị nào")
        % {"first": first, "last": last},
        "official": "",
        "back": _("Công bằng"),
        "back_url": shown.address(
            "desk:statistics-fairness", hoi="chua-duoc-xet", tu=first, den=last, **{"don-vi": scope.unit.pk}
        ),
    }
    return shown.behind(request, "people", found, context)
