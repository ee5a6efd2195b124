"""What is missing before an act."""

from django.utils.translation import gettext as _

from thidua.domain.movements.models import Movement
from thidua.kernel.issues import Issue


def before_launch(movement: Movement) -> list[Issue]:
    """A movement is launched with content and criteria, before its end."""
    issues = []
    if not movement.content.strip():
        issues.append(Issue(_("Chưa có nội dung thi đua."), _("Ghi nội dung thi đua."), field="content"))
    if not movement.criteria.strip():
        issues.append(Issue(_("Chưa có tiêu chí."), _("Ghi tiêu chí để các đơn vị đăng ký theo."), field="criteria"))
    return issues
