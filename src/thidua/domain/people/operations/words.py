"""A person's word about her own data, and the answer."""

import datetime as dt

from django.utils.translation import gettext as _

from thidua.base.audit.operations import operation, record
from thidua.domain.people import access, checks, notices
from thidua.domain.people.models import DataWord
from thidua.kernel.actor import Actor
from thidua.kernel.errors import NotNow, Unready
from thidua.kernel.rights import allow


@operation
def say(*, actor: Actor, at: dt.datetime, person_id: int, is_right: bool, text: str = "") -> DataWord:
    """A person says that her data are right, or what is to be corrected; her clerk is told of a request.

    Raises Unready for a request without words, NotNow while an earlier request waits for its answer.
    """
    person = access.get(actor, person_id, lock=True)
    allow(access.may(actor, "say", person))
    word = DataWord(person=person, is_right=is_right, text="" if is_right else text.strip(), said_at=at)
    if issues := checks.before_say(word):
        raise Unready(issues)
    if person.data_words.filter(is_right=False, answered_at__isnull=True).exists():
        raise NotNow(_("Đề nghị trước của bạn đang chờ trả lời."))
    word.save()
    record(actor=actor, at=at, event="people.data.confirmed" if is_right else "people.data.questioned", thing=person)
    if not is_right:
        notices.asked(actor=actor, at=at, word=word)
    return word


@operation
def answer(*, actor: Actor, at: dt.datetime, word_id: int, is_mended: bool, text: str = "") -> DataWord:
    """Whoever keeps the file answers a request: mended, or why not; the person is told.

    Raises NotNow when it was answered already, Unready when a refusal has no words.
    """
    word = access.get_word(actor, word_id, lock=True)
    allow(access.may(actor, "keep", word.person))
    if word.is_right or word.answered_at is not None:
        raise NotNow(_("Ý kiến này không còn chờ trả lời."))
    word.is_mended, word.answer = is_mended, text.strip()
    word.answered_at, word.answered_by = at, actor.name
    if issues := checks.before_answer(word):
        raise Unready(issues)
    word.save()
    details = {"is_mended": is_mended, "reason": word.answer}
    record(actor=actor, at=at, event="people.data.answered", thing=word.person, details=details)
    notices.answered(actor=actor, at=at, word=word)
    return word
