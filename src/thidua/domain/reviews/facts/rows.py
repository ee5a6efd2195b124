"""The rows of a list: who it is, what the review answered, what lacks, whether the records have changed since."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from thidua.domain.profiles.models import Profile
from thidua.domain.reviews.enums import ANSWERS, Answer, Subject
from thidua.domain.reviews.facts.answers import answers, reason, verdict
from thidua.domain.reviews.facts.gathering import Gathered, of_people, of_units
from thidua.domain.reviews.facts.terms import Terms, kept
from thidua.domain.reviews.models import Review
from thidua.domain.reviews.queries import Chosen, Selection, people_by_name, profiles_of, units_by_name

AT_ONCE = 1000
LACKING = (Answer.NEAR, Answer.RECORD)
"""The answers whose one lacking thing an export names; for the others it would be a page for each."""


@dataclass(frozen=True)
class Row:
    """One person or collective. `now`: what the kept records answer today, where that is another answer."""

    id: int
    code: str
    name: str
    unit: str
    is_sample: bool
    answer: Answer
    reason: str
    now: Answer | None = None


def rows(
    review: Review,
    selection: Selection,
    chosen: Chosen,
    asked: Terms,
    found: Mapping[int, Profile],
    *,
    told: Collection[Answer] = tuple(Answer),
) -> list[Row]:
    """The chosen rows with their names from the profiles that were found; what lacks is told for the answers in `told`."""
    if not len(chosen):
        return []
    gathered = _gathered(review, selection, chosen, asked, found)
    today = answers(gathered, asked, [selection.award]).columns[selection.award]
    out = []
    for place, row in enumerate(chosen):
        id, answer = int(selection.ids[row]), Answer(ANSWERS[selection.answers[row]])
        now = Answer(ANSWERS[today[place] & 15])
        words = reason(verdict(gathered, place, selection.award, asked)) if answer in told else ""
        code, name, is_sample = _who(selection.subject, found.get(id))
        unit = selection.unit_of(row) if selection.subject == Subject.INDIVIDUAL else ""
        out.append(Row(id, code, name, unit, is_sample, answer, words, now if now != answer else None))
    return out


def export(
    review: Review, selection: Selection, chosen: Chosen, words: str = "", *, sort_by_name: bool = False
) -> Iterator[Row]:
    """All the chosen rows, by so many at once, in their order or by name; what lacks is told where it is one thing."""
    asked = kept(review.terms, review.on)
    if words or sort_by_name:
        if selection.subject == Subject.INDIVIDUAL:
            place = {int(selection.ids[row]): int(row) for row in chosen}
            chosen = [place[id] for id in people_by_name(place, words)]
        else:
            chosen = units_by_name(selection, chosen, words)
    for start in range(0, len(chosen), AT_ONCE):
        part = chosen[start : start + AT_ONCE]
        found = profiles_of(selection.subject, [int(selection.ids[row]) for row in part])
        yield from rows(review, selection, part, asked, found, told=LACKING)


def _gathered(
    review: Review, selection: Selection, chosen: Chosen, asked: Terms, found: Mapping[int, Profile]
) -> Gathered:
    ids = [int(selection.ids[row]) for row in chosen]
    if selection.subject == Subject.INDIVIDUAL:
        return of_people(ids, review.year, asked.on, found)
    numbers = {name: [values[row] for row in chosen] for name, values in selection.numbers.items()}
    return of_units(ids, review.year, numbers, found)


def _who(subject: str, profile: Profile | None) -> tuple[str, str, bool]:
    """Code, name, whether it is a sample; whoever was removed since has neither."""
    if profile is None:
        return "", "–", False
    if subject == Subject.INDIVIDUAL and profile.person is not None:
        return profile.person.code, profile.person.full_name, profile.person.is_sample
    assert profile.unit is not None
    return profile.unit.code, profile.unit.name, profile.unit.is_sample


# -- as a file ---------------------------------------------------------------------------------------------------------

HEADINGS = (
    ("code", _("Mã"), 14),
    ("name", _("Họ và tên, tên tập thể"), 30),
    ("unit", _("Đơn vị"), 36),
    ("award", _("Danh hiệu, hình thức"), 34),
    ("answer", _("Kết luận"), 24),
    ("before", _("Theo quy định trước đó"), 24),
    ("lacks", _("Còn thiếu"), 60),
)
"""The columns of a file: name, heading, width in characters."""


def values(row: Row, award: str, *, is_verified: bool) -> list[str]:
    """The row as a line of a file; of a day without verified rule the answer of the rule before stands beside."""
    answer = str(row.answer.label)
    told = [answer, ""] if is_verified else [str(Answer.UNKNOWN.label), answer]
    return [row.code, row.name, row.unit, award, *told, row.reason]
