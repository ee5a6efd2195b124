"""The acts on summary reports."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.domain.reports import access, queries
from thidua.domain.reports.enums import Kind
from thidua.domain.reports.models import Report
from thidua.domain.reports.states import FLOW
from thidua.kernel import clock
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotFound, Unready
from thidua.kernel.issues import Issue
from thidua.kernel.rights import allow
from thidua.kernel.states import fresh
from thidua.kernel.text import tidy

LONGEST = 20_000
FIRST_DAY = dt.date(1945, 1, 1)


def _begin(actor: Actor, report_id: int, verb: str, version: int | None) -> Report:
    """The report, locked, with the verb allowed to the actor and done to its state."""
    report = access.get(actor, report_id, lock=True)
    allow(access.may(actor, verb, report))
    FLOW.move(report, verb)
    fresh(report, version)
    return report


@operation
def draft(*, actor: Actor, at: dt.datetime, unit_id: int, kind: Kind | str, first: dt.date, last: dt.date) -> Report:
    """Have a report drafted from the data for the days `first` to `last`, both included.

    Raises Unready for days that come before the first, lie in the future, or span more than sixty years.
    """
    unit = access.get_unit(actor, unit_id)
    allow(access.may(actor, "draft", unit))
    if not FIRST_DAY <= first <= last <= dt.date(clock.day(at).year, 12, 31) or last.year - first.year > 60:
        text = _(
            "Thời gian của báo cáo phải từ năm 1945, ngày đầu không sau ngày cuối, không quá năm nay và không quá 60 năm."
        )
        raise Unready([Issue(text, _("Sửa lại ngày đầu, ngày cuối."), field="last")])
    made = queries.drafted(unit, first, last)
    report = Report.objects.create(
        unit=unit,
        kind=kind,
        title=queries.title(first, last),
        from_on=first,
        until_on=last,
        blocks=made.blocks,
        sources=made.sources,
        gaps=made.gaps,
        drafted_at=at,
        made_by_id=actor.user_id,
        is_sample=unit.is_sample,
    )
    details = {"unit": unit.code, "from": first, "to": last}
    record(actor=actor, at=at, event="reports.report.drafted", thing=report, details=details)
    return report


@operation
def edit(*, actor: Actor, at: dt.datetime, report_id: int, version: int | None, texts: dict[str, str]) -> Report:
    """Write texts into a draft, block key → text; "title" is the report's own. Other blocks stay as they are.

    Raises Stale when it changed since the page was opened, Unready for a text that is too long.
    """
    report = _begin(actor, report_id, "edit", version)
    places = {block["key"]: block for block in report.blocks if "drafted" in block}
    if unknown := sorted(set(texts) - {"title", *places}):
        raise NotFound(_("Báo cáo không có đoạn “%(key)s”.") % {"key": unknown[0]})
    long = [key for key, text in texts.items() if len(text) > (300 if key == "title" else LONGEST)]
    if long:
        text = _("Đoạn này dài quá %(n)s ký tự.") % {"n": 300 if long[0] == "title" else LONGEST}
        raise Unready([Issue(text, _("Rút gọn hoặc chia thành nhiều đoạn."), field=long[0])])
    if "title" in texts and not tidy(texts["title"]):
        raise Unready([Issue(_("Trích yếu không được để trống."), _("Ghi trích yếu của báo cáo."), field="title")])
    for key, text in texts.items():
        if key == "title":
            report.title = tidy(text)
        else:
            places[key]["text"] = "\n".join(line for line in map(tidy, text.splitlines()) if line)
    report.edited_at = at
    report.save()
    record(actor=actor, at=at, event="reports.report.edited", thing=report, details={"blocks": sorted(texts)})
    return report


@operation
def redraft(*, actor: Actor, at: dt.datetime, report_id: int, version: int | None) -> Report:
    """Bring the figures up to date. What a person wrote stays; beside it stands what the data say now."""
    report = _begin(actor, report_id, "redraft", version)
    made = queries.drafted(report.unit, report.from_on, report.until_on, report.sources)
    written = {block["key"]: block["text"] for block in report.blocks if _is_written(block)}
    for block in made.blocks:
        if block["key"] in written:
            block["text"] = written.pop(block["key"])
    # A section of which the data know nothing any more goes, but not what a person wrote in it.
    made.blocks += [block for block in report.blocks if block["key"] in written]
    report.blocks, report.sources, report.gaps, report.drafted_at = made.blocks, made.sources, made.gaps, at
    report.save()
    record(actor=actor, at=at, event="reports.report.redrafted", thing=report)
    return report


def _is_written(block: dict[str, Any]) -> bool:
    return "drafted" in block and block["text"] != block["drafted"]


@operation
def finish(*, actor: Actor, at: dt.datetime, report_id: int, version: int | None) -> Report:
    """The report is done: nobody edits it until it is opened again."""
    report = _begin(actor, report_id, "finish", version)
    report.finished_at = at
    report.save()
    record(actor=actor, at=at, event="reports.report.finished", thing=report)
    return report


@operation
def reopen(*, actor: Actor, at: dt.datetime, report_id: int, version: int | None) -> Report:
    """Open a finished report again."""
    report = _begin(actor, report_id, "reopen", version)
    report.finished_at = None
    report.save()
    record(actor=actor, at=at, event="reports.report.reopened", thing=report)
    return report


@operation
def remove(*, actor: Actor, at: dt.datetime, report_id: int, version: int | None) -> None:
    """Throw a draft away."""
    report = _begin(actor, report_id, "remove", version)
    record(actor=actor, at=at, event="reports.report.removed", thing=report, details={"title": report.title})
    report.delete()
