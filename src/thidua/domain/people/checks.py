"""What stands in the way of an act on a person's file, and what in a file should be looked at."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from thidua.domain.people.enums import Sex
from thidua.domain.people.models import Absence, DataWord, Person, Post
from thidua.kernel import clock
from thidua.kernel.issues import Issue

Row = TypeVar("Row", Post, Absence)
NUMBER_LENGTH, OLD_LENGTH, SHOWN = 12, 9, 4
FIRST_CENTURY, OLDEST = 19, 120
"""The fourth digit is 0 for a man and 1 for a woman born in 1900–1999, and two more for each century after."""


# -- the citizen number ------------------------------------------------------------------------------------------------


def masked(number: str) -> str:
    """The number as pages and the trail show it: the last four digits alone; nothing of nothing."""
    return "•" * (NUMBER_LENGTH - SHOWN) + number[-SHOWN:] if number else ""


def of_number(number: str, *, but: Person | None = None) -> list[Issue]:
    """What is wrong with a citizen number, blanks taken out: its form, or that it stands in another file.

    Which province the first three digits name is not asked: those born abroad and before mergers bear codes of their own.
    """
    is_digits = number.isascii() and number.isdigit()
    if is_digits and len(number) == OLD_LENGTH:
        text, remedy = (
            _("Đây là số chứng minh nhân dân cũ, 9 chữ số."),
            _("Ghi số định danh 12 chữ số trên thẻ căn cước."),
        )
        return [Issue(text, remedy, field="citizen_number")]
    if number and not (is_digits and len(number) == NUMBER_LENGTH):
        text, remedy = _("Số định danh cá nhân gồm đúng 12 chữ số."), _("Xem lại trên thẻ căn cước.")
        return [Issue(text, remedy, field="citizen_number")]
    others = Person.objects.filter(citizen_number=number) if number else Person.objects.none()
    if (others.exclude(pk=but.pk) if but and but.pk else others).exists():
        text = _("Số định danh này đã có trong hồ sơ của người khác.")
        return [Issue(text, _("Tra theo số để xem có phải cùng một người không."), field="citizen_number")]
    return []


def disagrees(person: Person) -> bool:
    """Whether the digits of the citizen number for sex, century and year speak of somebody else than the file does."""
    number, born = person.citizen_number, person.born_on
    if not number:
        return False
    if int(number[3]) % 2 != (person.sex == Sex.FEMALE):
        return True
    return born is not None and (int(number[3]) // 2 + FIRST_CENTURY, int(number[4:6])) != divmod(born.year, 100)


# -- before the acts ---------------------------------------------------------------------------------------------------


def of_data(person: Person, at: dt.datetime) -> list[Issue]:
    """What is wrong with a person's data as they are to be saved."""
    today, issues = clock.day(at), of_number(person.citizen_number, but=person)
    if not person.full_name:
        issues.append(Issue(_("Chưa có họ và tên."), field="full_name"))
    if not person.code:
        issues.append(Issue(_("Chưa có mã nhân sự."), field="code"))
    elif Person.objects.filter(~models.Q(pk=person.pk), code=person.code).exists():
        issues.append(Issue(_("Mã nhân sự này đã dùng cho người khác."), _("Mỗi người có một mã riêng."), field="code"))
    if person.born_on and not today.year - OLDEST < person.born_on.year <= today.year:
        issues.append(Issue(_("Ngày sinh không đúng."), field="born_on"))
    for name in ("retired_on", "died_on", "in_field_from_on"):
        day = getattr(person, name)
        if day and person.born_on and day <= person.born_on:
            issues.append(Issue(_("Ngày này phải sau ngày sinh."), field=name))
    if person.died_on and person.died_on > today:
        issues.append(Issue(_("Ngày mất không thể ở tương lai."), field="died_on"))
    return issues


def of_last_day(person: Person) -> list[Issue]:
    """Whether a post goes on after the person retired or died, as the file is to be saved."""
    last = _last_day(person)
    if last is None or not going_on(person.posts, last):
        return []
    text = _("Còn vị trí công tác kéo dài sau ngày nghỉ hưu hoặc ngày mất.")
    return [
        Issue(text, _("Ghi ngày kết thúc của vị trí trước."), field="retired_on" if person.retired_on else "died_on")
    ]


def of_post(post: Post) -> list[Issue]:
    """What is wrong with a post as it is to be saved: its period, the unit's, hers, or another post in the same unit."""
    person, unit, until = post.person, post.unit, post.until_on or dt.date.max
    issues = of_period(post.from_on, post.until_on)
    if not post.title:
        issues.append(Issue(_("Chưa có chức vụ."), field="title"))
    if unit.until_on and until > unit.until_on:
        text = _("%(unit)s đã thôi hoạt động trước khi vị trí kết thúc.") % {"unit": unit.name}
        issues.append(Issue(text, _("Chọn đơn vị kế thừa."), field="unit_id"))
    if (last := _last_day(person)) and until > last:
        text = _("Người này đã nghỉ hưu hoặc đã mất trước khi vị trí kết thúc.")
        issues.append(Issue(text, _("Xem lại ngày, hoặc sửa ngày nghỉ hưu."), field="from_on"))
    others = Post.objects.filter(person=person, unit=unit).exclude(pk=post.pk) if person.pk else []
    if other := _overlapping(post, others):
        text = _("Đã có vị trí “%(title)s” ở đơn vị này trong khoảng thời gian đó.") % {"title": other}
        issues.append(Issue(text, _("Kết thúc vị trí cũ trước, hoặc ghi gộp chức vụ kiêm nhiệm."), field="from_on"))
    return issues


def before_transfer(old: Post, on: dt.date) -> list[Issue]:
    """Whether the post that is left goes on until the day."""
    if old.until_on is not None and old.until_on < on:
        text = _("Vị trí “%(title)s” đã kết thúc trước ngày này.") % {"title": old}
        return [Issue(text, _("Ghi một vị trí mới thay vì chuyển."), field="from_on")]
    return of_end([old], on, "from_on")


def of_absence(absence: Absence) -> list[Issue]:
    """What is wrong with an absence as it is to be saved."""
    issues = of_period(absence.from_on, absence.until_on)
    if other := _overlapping(absence, Absence.objects.filter(person=absence.person).exclude(pk=absence.pk)):
        text = _("Đã ghi “%(kind)s” trong khoảng thời gian đó.") % {"kind": other}
        issues.append(Issue(text, _("Ghi ngày trở lại của lần trước đã."), field="from_on"))
    return issues


def of_period(from_on: dt.date, until_on: dt.date | None) -> list[Issue]:
    """What is wrong with a period."""
    if until_on is not None and until_on <= from_on:
        return [Issue(_("Ngày kết thúc phải sau ngày bắt đầu."), field="until_on")]
    return []


def going_on(rows: "models.Manager[Row]", past: dt.date) -> list[Row]:
    """The posts, or absences, that go on past the day or begin later."""
    return list(rows.filter(models.Q(until_on__isnull=True) | models.Q(until_on__gt=past)).order_by("pk"))


def of_end(rows: Iterable[Post | Absence], on: dt.date, field: str) -> list[Issue]:
    """Which of the posts and absences to be ended on the day begins on it or later."""
    return [
        Issue(
            _("“%(what)s” bắt đầu từ %(day)s, không kết thúc trước đó được.")
            % {"what": row, "day": row.from_on.strftime("%d/%m/%Y")},
            _("Xem lại ngày ở đây và trong hồ sơ."),
            field=field,
        )
        for row in rows
        if row.from_on >= on
    ]


def before_reveal(person: Person, reason: str, *, is_own: bool) -> list[Issue]:
    """Whether there is a number to show, and a reason where it is somebody else's."""
    if not person.citizen_number:
        return [Issue(_("Hồ sơ chưa ghi số định danh."))]
    if not is_own and not reason:
        return [Issue(_("Chưa ghi lý do xem."), _("Ghi ngắn gọn việc đang cần số này."), field="reason")]
    return []


def before_look_up(number: str) -> list[Issue]:
    """Whether this is a whole citizen number: a part of one finds nobody."""
    if number.isascii() and number.isdigit() and len(number) == NUMBER_LENGTH:
        return []
    return [Issue(_("Số định danh cá nhân gồm đúng 12 chữ số."), _("Gõ đủ cả số."), field="number")]


def before_say(word: DataWord) -> list[Issue]:
    """Whether a request says what is wrong."""
    if word.is_right or word.text:
        return []
    return [Issue(_("Chưa ghi chỗ cần sửa."), _("Ghi dữ liệu nào sai và dữ liệu đúng là gì."), field="text")]


def before_answer(word: DataWord) -> list[Issue]:
    """Whether an answer that mends nothing says why."""
    if word.is_mended or word.answer:
        return []
    return [Issue(_("Chưa ghi lý do không sửa."), field="text")]


def of_change(told: Mapping[str, Any]) -> list[Issue]:
    """Whether anything changes at all."""
    return [] if told else [Issue(_("Chưa có gì thay đổi."))]


def _last_day(person: Person) -> dt.date | None:
    """The day before which every post ended: she retired, or died the day before."""
    days = [person.retired_on, person.died_on and person.died_on + dt.timedelta(days=1)]
    return min((day for day in days if day), default=None)


def _overlapping(row: Row, others: Iterable[Row]) -> Row | None:
    """The first of the others whose period touches that of the row."""
    until = row.until_on or dt.date.max
    return next((one for one in others if one.from_on < until and row.from_on < (one.until_on or dt.date.max)), None)


# -- what should be looked at ------------------------------------------------------------------------------------------


def doubts(person: Person) -> list[Issue]:
    """What whoever keeps the file should compare with the papers."""
    issues = []
    if disagrees(person):
        text = _("Số định danh không khớp giới tính hoặc năm sinh trong hồ sơ.")
        issues.append(Issue(text, _("Đối chiếu với thẻ căn cước rồi sửa chỗ sai.")))
    if person.born_on is None:
        issues.append(Issue(_("Chưa ghi ngày sinh."), _("Người trùng họ tên được phân biệt trước hết bằng ngày sinh.")))
    return issues
