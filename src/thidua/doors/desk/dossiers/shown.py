"""What the pages of a dossier show: rows with verdicts, whose turn it is, what changed since the sending."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from thidua.domain.assessment.enums import Grade
from thidua.domain.awards import queries as awards
from thidua.domain.dossiers import checks
from thidua.domain.dossiers.enums import Council, Result, State, Truth
from thidua.domain.dossiers.models import Nomination
from thidua.kernel import clock

TONES = {State.DRAFT: "neutral", State.SENT: "wait", State.RETURNED: "refused", State.PASSED: "done"}
OPEN = (State.DRAFT, State.RETURNED)
LINE_YEARS = 8
MOST_ISSUES = 5


@dataclass
class Row:
    """One nomination as the tables show it: what the law said when it was sent, or says now while it is being made."""

    nomination: Nomination
    verdict: dict[str, Any] | None
    truth: str
    has_changed: bool = False
    today: dict[str, Any] | None = None
    changes: tuple[str, ...] = ()
    elsewhere: str = ""
    result: str = ""
    note: str = ""
    reason: str = ""
    facts: dict[str, Any] | None = None

    @property
    def is_marked(self):
        """Whether the law does not let it through: the mark stays on every page."""
        return bool(self.truth) and self.truth != Truth.MET

    @property
    def subject(self):
        """Who is proposed."""
        return self.nomination.person or self.nomination.unit

    @property
    def award_name(self):
        """The award in the page's language."""
        return awards.name(self.nomination.award)

    @property
    def is_pending(self):
        """Whether it is not appraised yet."""
        return self.nomination.result == Result.PENDING


def rows(dossier, nominations, at):
    """The rows of a dossier's table. A finding that is stored is shown as it is; facts that changed are only told."""
    is_open = dossier.state in OPEN
    on = dossier.received_on or clock.day(at)
    live = {}
    if nominations and dossier.state != State.PASSED:
        live = {row.pk: found for row, found in checks.findings_of(dossier, nominations, on)}
    out = []
    for nomination in nominations:
        now = live.get(nomination.pk)
        kept = now if is_open else nomination.finding
        row = Row(
            nomination,
            awards.verdict(kept["verdict"]) if kept else None,
            kept["verdict"]["truth"] if kept else nomination.truth,
            result=nomination.result,
            note=nomination.result_note,
            reason=nomination.reason,
            facts=(now or kept or {}).get("facts"),
        )
        if now and kept and not is_open and now["facts"] != kept["facts"]:
            row.has_changed, row.today = True, awards.verdict(now["verdict"])
            row.changes = tuple(changes(kept["facts"], now["facts"]))
        if not is_open and not awards.decides(dossier.superior, nomination.award, on):
            row.elsewhere = awards.authority_name(awards.authority(nomination.award, on))
        out.append(row)
    return out


def whose_turn(dossier, nominations):
    """One sentence: who has to act now, since when."""
    if dossier.state == State.DRAFT:
        return _("%(unit)s đang lập hồ sơ, chưa gửi.") % {"unit": dossier.unit}
    if dossier.state == State.RETURNED:
        return _("%(unit)s trả lại; chờ %(maker)s bổ sung và gửi lại.") % {
            "unit": dossier.superior,
            "maker": dossier.unit,
        }
    if dossier.state == State.SENT:
        return _("Chờ %(unit)s thẩm định từ %(at)s.") % {"unit": dossier.superior, "at": moment(dossier.sent_at)}
    words = {"unit": dossier.superior, "at": moment(dossier.passed_at)}
    if any(one.result == Result.HERE and one.council == Council.PENDING for one in nominations):
        return _("%(unit)s thẩm định xong lúc %(at)s; phần xét tại cấp này chờ Hội đồng.") % words
    return _("%(unit)s thẩm định xong lúc %(at)s.") % words


def moment(at):
    """A moment as people write it."""
    return at.astimezone(clock.VIETNAM).strftime("%H:%M %d/%m/%Y")


def issues(found, most=MOST_ISSUES):
    """Issues of a domain check as c-issue-list shows them; a long list is cut, since the table below has them all."""
    found = list(found)
    shown = [{"problem": one.text, "remedy": one.remedy, "url": one.url} for one in found[:most]]
    if len(found) > most:
        rest = _("Và %(n)s việc tương tự nữa; xem từng dòng trong bảng dưới đây.") % {"n": len(found) - most}
        shown.append({"problem": rest, "remedy": "", "url": ""})
    return shown


def has_older(verdicts):
    """Whether some verdict stands on a day without verified rule, with the rule before it beside."""
    return any(one and one["older"] for one in verdicts)


def ways(dossier):
    """The two lawful ways on where no verified rule is in force."""
    return {"edit": reverse("desk:dossier-edit", args=[dossier.pk]), "law": reverse("desk:law")}


# -- what changed between two readings of the facts ----------------------------------------------------------------


def changes(old, new):
    """The differences between stored facts and today's, one sentence each."""
    out = []
    for award in sorted(set(old["titles"]) | set(new["titles"])):
        out += years_changed(
            awards.name(award), years(old["titles"], award, "held"), years(new["titles"], award, "held")
        )
    for year in sorted(set(old["grades"]) | set(new["grades"])):
        before, after = old["grades"].get(year), new["grades"].get(year)
        if before != after:
            out.append(
                _("Xếp loại năm %(year)s: %(before)s → %(after)s")
                % {"year": year, "before": grade(before), "after": grade(after)}
            )
    for key, what in (("initiatives", _("Sáng kiến")), ("topics", _("Đề tài, đề án"))):
        old_years = {one for level in old[key] for one in years(old[key], level, "held")}
        new_years = {one for level in new[key] for one in years(new[key], level, "held")}
        out += years_changed(what, old_years, new_years)
    old_discipline = {one for level in old["discipline"] for one in years(old["discipline"], level, "held")}
    new_discipline = {one for level in new["discipline"] for one in years(new["discipline"], level, "held")}
    out += years_changed(_("Kỷ luật"), old_discipline, new_discipline)
    if old["members"] != new["members"]:
        out.append(_("Số liệu về thành viên của tập thể đã đổi."))
    return out or [_("Phạm vi dữ liệu đã ghi nhận thay đổi (năm được xác nhận đủ, bảng đánh giá đã chốt).")]


def years(masks, key, part):
    """The years of one mask as it is stored."""
    return set(masks.get(key, {}).get(part, ()))


def years_changed(what, before, after):
    """Which years came to a fact, and which went."""
    out = []
    if more := sorted(after - before):
        out.append(_("%(what)s: thêm năm %(years)s") % {"what": what, "years": ", ".join(map(str, more))})
    if fewer := sorted(before - after):
        out.append(_("%(what)s: bớt năm %(years)s") % {"what": what, "years": ", ".join(map(str, fewer))})
    return out


def grade(code):
    """A grade in words."""
    return str(Grade(code).label) if code else _("chưa có")


# -- a life of honours -------------------------------------------------------------------------------------------------


def honours(facts, entries, year):
    """Years for c-honour-line: what the book holds, and the grades and initiatives that the law saw."""
    found: dict[int, list[dict[str, str]]] = {}
    for entry in entries:
        for one in entry.years or [entry.span_until]:
            kind = "title" if awards.is_title(entry.award) else "award"
            tone = "gold" if kind == "award" else ""
            found.setdefault(one, []).append({"kind": kind, "label": awards.name(entry.award), "tone": tone, "url": ""})
    for one, code in (facts or {}).get("grades", {}).items():
        item = {"kind": "grade", "label": grade(code), "tone": "quiet", "url": ""}
        found.setdefault(int(one), []).append(item)
    for one in {one for masks in (facts or {}).get("initiatives", {}).values() for one in masks["held"]}:
        found.setdefault(one, []).append({"kind": "initiative", "label": _("Sáng kiến"), "tone": "", "url": ""})
    first = min([*found, year])
    return [
        {"year": str(one), "items": found.get(one, [])} for one in range(max(first, year - LINE_YEARS + 1), year + 1)
    ]
