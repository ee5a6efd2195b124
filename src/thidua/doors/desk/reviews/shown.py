"""What the pages of a review show: answers in words and colours, tables of counts, addresses of lists."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards
from thidua.domain.reviews.enums import ANSWERS, Answer, State, Subject

PEOPLE, COLLECTIVES = "ca-nhan", "tap-the"
SUBJECTS = {PEOPLE: Subject.INDIVIDUAL, COLLECTIVES: Subject.COLLECTIVE}
WORDS = {subject: word for word, subject in SUBJECTS.items()}
TONES = {
    Answer.MET: "done",
    Answer.NEAR: "wait",
    Answer.RECORD: "info",
    Answer.UNKNOWN: "neutral",
    Answer.PEOPLE: "neutral",
    Answer.NOT: "refused",
}
STATES = {State.WAITING: "wait", State.RUNNING: "info", State.DONE: "done", State.FAILED: "refused"}


def pill(answer, *, is_verified=True):
    """An answer for a status pill; of a day without verified rule what the rule before says stands in words below."""
    word = str(Answer(answer).label)
    if is_verified:
        return {"tone": TONES[Answer(answer)], "word": word, "before": ""}
    before = _("Theo quy định trước đó: %(answer)s") % {"answer": word[:1].lower() + word[1:]}
    return {"tone": TONES[Answer.UNKNOWN], "word": str(Answer.UNKNOWN.label), "before": before}


def list_url(review, subject, award, answer="", **more):
    """The address of the list of those with this answer."""
    asked = {"doi-tuong": WORDS[subject], "danh-hieu": award, "ket-qua": answer, **more}
    kept = {name: value for name, value in asked.items() if value}
    return f"{reverse('desk:review-list', args=[review.pk])}?{urlencode(kept)}"


def tables(review):
    """The counts of a finished review: for each kind of subject the ladder, then what somebody reaches or nearly does.

    What nobody comes near is named below, without figures.
    """
    out = []
    for subject, counts in review.counts.items():
        ladder = [award for award in awards.ladder(subject) if award in counts]
        others = [award for award in counts if award not in ladder]
        reached = [award for award in others if counts[award][0] or counts[award][1]]
        rows = [row(review, subject, award, counts[award]) for award in [*ladder, *reached]]
        out.append(
            {
                "label": Subject(subject).label,
                "kind": WORDS[Subject(subject)],
                "rows": rows,
                "total": sum(next(iter(counts.values()), [])),
                "rest": [
                    {"name": awards.name(award), "url": list_url(review, subject, award)}
                    for award in others
                    if award not in reached
                ],
            }
        )
    return [table for table in out if table["total"]]


def row(review, subject, award, counts):
    """One award with how many have each answer, each figure with its address."""
    return {
        "award": award,
        "name": awards.name(award),
        "url": list_url(review, subject, award),
        "is_verified": award not in review.unverified.get(subject, ()),
        "cells": [
            {"label": Answer(answer).label, "count": count, "url": list_url(review, subject, award, answer)}
            for answer, count in zip(ANSWERS, counts, strict=True)
        ],
    }


def lead(review):
    """Which year, under the law of which day."""
    text = _("Thành tích năm %(year)s, đối chiếu với quy định áp dụng cho hồ sơ nhận ngày %(on)s.")
    return text % {"year": review.year, "on": review.on.strftime("%d/%m/%Y")}
