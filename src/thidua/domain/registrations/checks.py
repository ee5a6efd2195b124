"""What is missing before an act."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.registrations.models import Registration
from thidua.kernel.issues import Issue


def before_save(aims: Iterable[tuple[int | None, str]]) -> list[Issue]:
    """Each award stands on the ladder of its subject: a person's, or a collective's."""
    individual, collective = set(awards.ladder("individual")), set(awards.ladder("collective"))
    for person_id, award in aims:
        if award not in (collective if person_id is None else individual):
            return [
                Issue(
                    _("Có danh hiệu không dành cho đối tượng được đánh dấu."),
                    _("Tải lại trang rồi đánh dấu lại."),
                    field="aim",
                )
            ]
    return []


def before_send(registration: Registration) -> list[Issue]:
    """A registration aims at something."""
    if registration.aims.exists():
        return []
    return [
        Issue(
            _("Chưa đăng ký danh hiệu nào."),
            _("Đánh dấu ít nhất một danh hiệu cho tập thể hoặc cá nhân rồi gửi."),
            field="aim",
        )
    ]
