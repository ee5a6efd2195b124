"""What a review answers for everybody is what the engine answers for each; the dossier's own reading agrees."""

import datetime as dt

import pytest

from tests.cast import AT
from tests.domain.reviews.conftest import YEAR
from thidua.domain.awards import operations as settle
from thidua.domain.dossiers import facts as dossiers
from thidua.domain.organisations.models import Unit
from thidua.domain.profiles import queries as profiles
from thidua.domain.reviews import facts, operations, queries
from thidua.domain.reviews.enums import ANSWERS, Answer, Subject
from thidua.kernel.actor import Actor
from thidua.law import data, engine

SYSTEM = Actor.system("test")
TRUTHS = {Answer.MET: "met", Answer.NEAR: "not_met", Answer.NOT: "not_met"}
DAYS = [dt.date(2026, 1, 20), dt.date(2023, 6, 1), dt.date(2019, 3, 1), dt.date(2026, 11, 20)]


def reviewed(unit, on, year=YEAR):
    """A finished review."""
    review = operations.ask(actor=SYSTEM, at=AT, unit_id=unit.pk, year=year, on=on)
    while operations.advance(actor=SYSTEM, at=AT, review_id=review.pk).goes_on:
        pass
    review.refresh_from_db()
    assert review.state == "done", review.error
    return review


@pytest.mark.parametrize("on", DAYS, ids=str)
@pytest.mark.parametrize("seed", [1, 2])
def test_everybody_generated_on_every_award(world, chance, on, seed):
    chance(seed)
    year = min(YEAR, on.year - 1)
    review = reviewed(world.units["department"], on, year)
    asked = facts.kept(review.terms, on)
    for subject in Subject.values:
        told = 0
        gathered = None
        for award in facts.open_awards(subject, asked):
            selection = queries.selection(review, subject, award)
            ids = selection.ids.tolist()
            if gathered is None:
                gathered, known = afresh(subject, ids, year, on), by_dossiers(subject, ids, year, on)
            for row, id in enumerate(ids):
                answer = Answer(ANSWERS[selection.answers[row]])
                verdict = facts.verdict(gathered, row, award, asked)
                judged = verdict.older if award in review.unverified[subject] else verdict
                if award in review.unverified[subject]:
                    assert verdict.truth is engine.Truth.cannot_tell
                assert judged.truth.value == TRUTHS.get(answer, "cannot_tell"), (award, id, verdict.text())
                if answer is Answer.NEAR:
                    assert judged.short == 2
                other = engine.judge(
                    award, known[id], on=on, parameters=asked.parameters, confirmations=asked.confirmations
                )
                assert other.truth is verdict.truth and other.short == verdict.short, (award, id)
                told += answer is Answer.MET
        assert told or subject == Subject.COLLECTIVE


def afresh(subject, ids, year, on):
    """The columns from the records as they stand, not from the kept profiles."""
    if subject == Subject.INDIVIDUAL:
        return facts.of_people(ids, year, on, profiles.of_people(ids))
    units = [Unit.objects.get(pk=id) for id in ids]
    return facts.of_units(ids, year, facts.counted(units, year), profiles.of_units(units))


def by_dossiers(subject, ids, year, on):
    """The facts as a dossier reads them."""
    if subject == Subject.INDIVIDUAL:
        return dossiers.of_people(ids, year, on)
    return dossiers.of_units(Unit.objects.filter(pk__in=ids), year, on)


def test_the_facts_of_a_row_are_those_of_a_dossier(world, chance):
    chance(3)
    review = reviewed(world.units["department"], DAYS[0])
    for subject in Subject.values:
        ids = queries.selection(review, subject, data.ladder(subject)[0]).ids.tolist()
        gathered, known = afresh(subject, ids, YEAR, DAYS[0]), by_dossiers(subject, ids, YEAR, DAYS[0])
        for row, id in enumerate(ids):
            assert facts.facts_of(gathered, row, DAYS[0]) == known[id]


def test_terms_are_kept_exactly(world):
    unit, signer = world.units["department"], world.actor("signer")
    for name, value in [("council_quorum_percent", "2/3"), ("quota_rounding", "up"), ("higher_reach_counts", "no")]:
        settle.set_parameter(
            actor=signer,
            at=AT,
            unit_id=unit.pk,
            name=name,
            value=value,
            basis="Quy chế mẫu",
            from_on=dt.date(2024, 1, 1),
        )
    settle.confirm_rule(
        actor=signer,
        at=AT.replace(month=11),
        unit_id=unit.pk,
        rule_id="LDTT-2022",
        confirmed_by="Nguyễn Mẫu",
        confirmed_on=dt.date(2026, 11, 1),
        text="Công văn mẫu số 1 về việc tiếp tục áp dụng.",
    )
    on = dt.date(2026, 11, 20)
    asked = facts.terms(unit, on)
    again = facts.kept(facts.stored(asked), on)
    from thidua.law.agency import settle as settled

    assert settled(again.parameters) == settled(asked.parameters) and again.confirmations == asked.confirmations
    assert facts.kept({"parameters": {"gone": 1}, "confirmations": []}, on).parameters == {}


def test_a_confirmed_rule_is_no_more_in_doubt(world, chance):
    chance(4, people=8)
    signer, unit = world.actor("signer"), world.units["department"]
    on = dt.date(2026, 11, 20)
    before = reviewed(unit, on)
    assert "lao_dong_tien_tien" in before.unverified["individual"]
    rules = [one.id for one in data.rules_of("lao_dong_tien_tien", "individual") if one.unverified(on)]
    for rule in rules:
        settle.confirm_rule(
            actor=signer,
            at=AT.replace(month=11),
            unit_id=unit.pk,
            rule_id=rule,
            confirmed_by="Nguyễn Mẫu",
            confirmed_on=dt.date(2026, 11, 1),
            text="Công văn mẫu số 1 về việc tiếp tục áp dụng.",
        )
    after = reviewed(unit, on)
    assert "lao_dong_tien_tien" not in after.unverified["individual"]
    assert sum(after.counts["individual"]["lao_dong_tien_tien"]) == sum(
        before.counts["individual"]["lao_dong_tien_tien"]
    )
