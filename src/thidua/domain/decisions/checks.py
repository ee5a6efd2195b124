"""What is missing before an act, with the remedy."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thidua.domain.awards.queries import decides
from thidua.domain.decisions.models import Decision, Line
from thidua.domain.dossiers.enums import Truth
from thidua.kernel import clock
from thidua.kernel.issues import Issue


def before_draft(wanted: Iterable[int], ready: Iterable[int]) -> list[Issue]:
    """At least one name; only names that the council passed and that stand in no other decision."""
    chosen = set(wanted)
    if not chosen:
        return [
            Issue(
                _("Chưa chọn cá nhân, tập thể nào."),
                _("Chọn ít nhất một đề nghị đã được Hội đồng thông qua."),
                field="ids",
            )
        ]
    strange = chosen - set(ready)
    if not strange:
        return []
    text = ngettext(
        "%(n)s đề nghị không còn chờ quyết định: đã nằm trong quyết định khác hoặc chưa được Hội đồng thông qua.",
        "%(n)s đề nghị không còn chờ quyết định: đã nằm trong quyết định khác hoặc chưa được Hội đồng thông qua.",
        len(strange),
    )
    return [Issue(text % {"n": len(strange)}, _("Tải lại danh sách rồi chọn lại."), field="ids")]


def before_sign(decision: Decision, lines: Iterable[Line], signer_name: str, signer_post: str) -> list[Issue]:
    """A signer by name and post, names to honour, and authority over every award."""
    issues = []
    if not signer_name:
        issues.append(Issue(_("Chưa ghi họ và tên người ký."), _("Ghi họ và tên."), field="signer_name"))
    if not signer_post:
        issues.append(Issue(_("Chưa ghi chức vụ người ký."), _("Ghi chức vụ."), field="signer_post"))
    if not decision.basis.strip():
        issues.append(Issue(_("Dự thảo chưa có căn cứ."), _("Sửa dự thảo, ghi các căn cứ ban hành."), field="basis"))
    listed = list(lines)
    if not listed:
        issues.append(Issue(_("Dự thảo chưa có tên ai."), _("Sửa dự thảo, chọn người được khen."), field="ids"))
    for line in listed:
        nomination = line.nomination
        on = nomination.dossier.received_on
        if on is not None and not decides(decision.unit, nomination.award, on):
            text = _("%(name)s: hình thức này không thuộc thẩm quyền của %(unit)s.")
            said = text % {"name": nomination.person or nomination.unit, "unit": decision.unit.name}
            issues.append(Issue(said, _("Bỏ tên này khỏi dự thảo và trình cấp trên."), field="ids"))
    return issues


def before_issue(decision: Decision) -> list[Issue]:
    """What was signed is dated by its signature; its year is the year of its number."""
    if decision.signed_at is not None and clock.day(decision.signed_at).year == decision.number_year:
        return []
    return [Issue(_("Năm của số quyết định không khớp với ngày ký."), _("Báo người quản trị hệ thống."))]


def doubtful(lines: Iterable[Line]) -> list[Line]:
    """The lines whose finding is not "met": they stay marked to the end."""
    return [line for line in lines if line.nomination.truth != Truth.MET]
