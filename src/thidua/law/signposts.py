"""The words of a plan: its steps, what holds already, what stands in the way, why the law of a day is not known.

Vietnamese and English; nothing here decides.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from thidua.law import data, phrases, tables
from thidua.law.facts import Facts
from thidua.law.futures import History
from thidua.law.masks import NOTHING, years_of
from thidua.law.needs import Event, Wants
from thidua.law.roads import Road, Sooner, Step
from thidua.law.verdicts import Verdict, Wording

Texts = Mapping[tuple[str, int], Wording]
"""What a condition on so many members says, by what it counts and how many are enough."""

DISCIPLINE_NAMES = {
    "khien_trach": ("khiển trách", "a reprimand"),
    "canh_cao": ("cảnh cáo", "a warning"),
    "nang_hon": ("trên cảnh cáo", "more than a warning"),
}


# -- steps -------------------------------------------------------------------------------------------------------------


def steps(events: Iterable[Event], last: int, history: History, texts: Texts, people: Collection[Event]) -> list[Step]:
    """The events of a road that ends in the year `last` as steps, in the order of the years."""
    out = []
    for _, several in groupby(sorted(events, key=lambda one: (_year(one, last), *_place(one))), key=_place_and_year):
        alike = list(several)
        event = alike[0]
        count = event.n if event.kind == "members" else len(alike)
        wording = _wording(event, count, last, history, texts)
        by_people = event in people
        if by_people:
            wording = Wording(f"{wording.vi} (do hội đồng bình xét)", f"{wording.en} (chosen by the council)")
        kind = data.award(event.key).kind if event.kind == "award" else event.kind
        out.append(
            Step(
                _year(event, last),
                {"commendation": "award"}.get(kind, kind),
                event.key,
                count,
                wording.vi,
                wording.en,
                by_people,
            )
        )
    return out


_PLACES = (
    "grade", "initiative", "topic", "no_discipline", "proceedings", "service", "post", "age", "members", "award",
)  # fmt: skip


def _place(event: Event) -> tuple[int, str]:
    return _PLACES.index(event.kind), event.key


def _place_and_year(event: Event) -> tuple[int, int, str]:
    return event.year, *_place(event)


def _year(event: Event, last: int) -> int:
    return last if event.kind in ("service", "post", "age") else event.year


def _wording(event: Event, count: int, last: int, history: History, texts: Texts) -> Wording:
    facts = history.facts
    more = 12 * (last - facts.year)
    if event.kind == "grade":
        vi, en = phrases.GRADE_NAMES[event.key]
        vi = _lower(vi)
        best = event.key == "hoan_thanh_xuat_sac"
        return Wording(vi if best else f"{vi} trở lên", f"graded “{en}”" if best else f"graded “{en}” or better")
    if event.kind in ("initiative", "topic"):
        return _works(event, count)
    if event.kind == "award":
        award = data.award(event.key)
        if award.kind == "title" and not event.key.startswith("co_thi_dua"):
            return Wording(f"đạt danh hiệu {award.vi}", f"the title {award.en}")
        return Wording(f"được tặng {award.vi}", award.en)
    if event.kind == "no_discipline":
        vi, en = DISCIPLINE_NAMES[event.key]
        return Wording(f"không bị kỷ luật từ {vi} trở lên", f"no discipline from {en} up")
    if event.kind == "service":
        vi, en = phrases.SERVICE_NAMES[event.key]
        months = facts.service[event.key] + more
        return Wording(f"tiếp tục {vi}, đủ {_months(months, 'vi')}", f"goes on to {_months(months, 'en')} {en}")
    if event.kind == "post":
        post = next(one.posts[event.key] for one in tables.tables().values() if event.key in one.posts)
        months = facts.posts[event.key] + more
        return Wording(
            f"tiếp tục giữ chức vụ {post.vi}, đủ {_months(months, 'vi')}",
            f"goes on as {post.en} to {_months(months, 'en')}",
        )
    if event.kind == "age":
        years = last - (facts.founded or last)
        return Wording(f"đơn vị thành lập được {years} năm", f"the unit is {years} years old")
    if event.kind == "members":
        text, size = texts[event.key, event.n], history.size()
        known = event.n and facts.members and facts.members.total
        vi, en = _lower(text.vi), _lower(text.en)
        if known:
            return Wording(f"{vi} ({event.n}/{size} người)", f"{en} ({event.n} of {size})")
        return Wording(vi, en)
    return Wording(
        "không còn trong thời gian xem xét kỷ luật, điều tra, truy tố, xét xử",
        "no discipline or criminal proceedings under way any more",
    )


_WORKS = {
    "initiative": ("có {}sáng kiến cấp {} được công nhận", "a recognised initiative", "{} recognised initiatives"),
    "topic": (
        "có {}đề tài, đề án, công trình khoa học cấp {} đã nghiệm thu",
        "an accepted scientific topic, scheme or work",
        "{} accepted scientific topics, schemes or works",
    ),
}


def _works(event: Event, count: int) -> Wording:
    (vi, one, several), (reach_vi, reach_en) = _WORKS[event.kind], phrases.REACH_NAMES[event.key]
    return Wording(
        vi.format(f"{count:02d} " if count > 1 else "", reach_vi),
        f"{several.format(count) if count > 1 else one} of {reach_en} reach",
    )


def _months(months: int, lang: str) -> str:
    years, rest = divmod(months, 12)
    if lang == "en":
        return f"{years} years" + (f" {rest} months" if rest else "")
    return f"{years} năm" + (f" {rest} tháng" if rest else "")


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


# -- roads -------------------------------------------------------------------------------------------------------------


def open_road(
    award: str,
    facts: Facts,
    earliest: int,
    taken: Sequence[Step],
    verdict: Verdict,
    shaky: Sequence[Verdict],
    day: date,
    wanted: Wants,
    sooner: Sooner | None,
    rests_on: tuple[str, ...],
) -> Road:
    """A road that leads to the award. `shaky`: verdicts on the way whose law is not verified."""
    told = verdict.older or verdict
    people = tuple(
        Step(earliest, "people", row.kind, 1, _lower(row.vi), _lower(row.en), by_people=True)
        for row in {row.vi: row for row in told.conditions if _is_left(row) and row.rule_id in _used(told)}.values()
    )
    planned = {one.year for one in taken}
    window = (date(day.year, 1, 1), date(day.year, *wanted.timing)) if wanted.timing else None
    unverified = verdict if verdict.older else next(iter(shaky), None)
    return Road(
        award=award,
        reachable=True,
        earliest=earliest,
        propose_in=day.year,
        window=window,
        steps=(*taken, *people),
        already=_already(told, planned, facts),
        held=_held(award, facts),
        verified=unverified is None,
        note=_note(unverified) if unverified else None,
        blocked=None,
        rests_on=rests_on,
        sooner=sooner,
        cites=told.cites,
        rule_ids=tuple(rule for rule in told.rule_ids if rule in _used(told)),
        basis=told.basis,
        confidence=told.confidence,
        questions=told.questions,
        sentence=_sentence(award, facts, earliest, taken),
    )


def closed_road(
    award: str,
    facts: Facts,
    years: range,
    verdict: Verdict,
    sooner: Sooner | None,
    prior: tuple[str, int | None] | None,
) -> Road:
    """A road that leads nowhere within the plan, with what the law would still miss in its last year.

    `prior`: the award that must come before, with its earliest year; None where one is held or none is asked.
    """
    told = verdict.older or verdict
    name, deciding = data.award(award), told.deciding
    blocked = Wording(told.reason_vi, told.reason_en)
    if deciding is not None and deciding.missing_vi:
        blocked = Wording(deciding.missing_vi, deciding.missing_en)
    if prior:
        blocked = _blocked_by(*prior, facts.calendar)
    until = phrases.listed(years[-1:], facts.calendar)
    word = "năm học" if facts.calendar == "school" else "năm"
    return Road(
        award=award,
        reachable=False,
        earliest=None,
        propose_in=None,
        window=None,
        steps=(),
        already=(),
        held=_held(award, facts),
        verified=verdict.older is None,
        note=_note(verdict) if verdict.older else None,
        blocked=blocked,
        rests_on=(),
        sooner=sooner,
        cites=told.cites,
        rule_ids=told.rule_ids,
        basis=told.basis,
        confidence=told.confidence,
        questions=told.questions,
        sentence=Wording(
            f"{name.vi}: chưa thể đạt đến hết {word} {until}. {blocked.vi}".rstrip(".") + ".",
            f"{name.en}: out of reach up to {until}. {blocked.en}".rstrip(".") + ".",
        ),
    )


def _blocked_by(prior: str, year: int | None, calendar: str) -> Wording:
    award = data.award(prior)
    if year is None:
        return Wording(
            f"Trước đó phải có {award.vi}, cũng chưa thể đạt", f"{award.en} must come before it, also out of reach"
        )
    when = spell([year], calendar)
    return Wording(
        f"Trước đó phải có {award.vi}, sớm nhất {when.vi}", f"{award.en} must come before it, {when.en} at the earliest"
    )


def _is_left(row: Any) -> bool:
    return bool(row.left_to_people and row.in_play and not row.claimed and row.kind not in ("rule", "all", "any"))


def _used(verdict: Verdict) -> set[str]:
    """The rules that carry a met verdict: the route that decided, and what is added to every route."""
    used = {rule for rule in verdict.rule_ids if data.rule(rule).role == "constraint"}
    routes = [row.rule_id for row in verdict.conditions if row.kind == "rule" and row.rule_id not in used]
    met = [row.rule_id for row in verdict.conditions if row.kind == "rule" and row.truth.value == "met"]
    deciding = verdict.deciding.rule_id if verdict.deciding else ""
    if deciding in routes:
        return {*used, deciding}
    return {*used, *[rule for rule in met if rule in routes][:1]}


def _already(verdict: Verdict, planned: Collection[int], facts: Facts) -> tuple[Wording, ...]:
    """The conditions that rest on recorded years, with these years."""
    out: dict[str, Wording] = {}
    for row in verdict.conditions:
        years = [year for year in row.held if year <= facts.year and year not in planned]
        if row.truth.value == "met" and years and row.rule_id in _used(verdict):
            spelled = spell(years, facts.calendar)
            out.setdefault(row.vi, Wording(f"{row.vi} ({spelled.vi})", f"{row.en} ({spelled.en})"))
    return tuple(out.values())


def _held(award: str, facts: Facts) -> tuple[int, ...]:
    return years_of(facts.titles.get(award, NOTHING).yes, facts.year)


def _note(verdict: Verdict) -> Wording:
    """Why the law of the day is not known, and what the plan follows instead."""
    ended = [data.rule(rule) for rule in verdict.rule_ids]
    since = min(rule.continuation_from for rule in ended if rule.continuation_from)
    source = verdict.cites[0] if verdict.cites else None
    vi = f"Từ ngày {since:%d/%m/%Y} {source.text('vi') if source else 'luật mới'} có hiệu lực"
    en = f"Since {since.isoformat()} {source.text('en') if source else 'a new law'} is in force"
    return Wording(
        f"{vi}, tiêu chuẩn mới chưa được kiểm chứng trong dữ liệu: kế hoạch theo quy định trước đó.",
        f"{en} and the criteria under it are not verified in the data: the plan follows the rules before it.",
    )


# -- sentences ---------------------------------------------------------------------------------------------------------


def spell(years: Sequence[int], calendar: str) -> Wording:
    """Years as a reader expects them: "năm 2027", "các năm 2026, 2028", "từ năm 2028 đến năm 2032"."""
    listed = phrases.listed(years, calendar)
    word = "năm học" if calendar == "school" else "năm"
    if len(years) == 1:
        return Wording(f"{word} {listed}", f"{'the school year ' if calendar == 'school' else ''}{listed}")
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        first, last = phrases.listed(years[:1], calendar), phrases.listed(years[-1:], calendar)
        return Wording(f"từ {word} {first} đến {word} {last}", f"each year from {first} to {last}")
    return Wording(f"các {word} {listed}", f"{'the school years ' if calendar == 'school' else ''}{listed}")


def _spelled_out(taken: Iterable[Step], calendar: str) -> Wording:
    """Steps in one breath, the same ones of several years together."""
    by_text: dict[str, list[Step]] = {}
    for one in taken:
        by_text.setdefault(one.vi, []).append(one)
    vi, en = [], []
    for alike in by_text.values():
        when = spell([one.year for one in alike], calendar)
        vi.append(f"{alike[0].vi} {when.vi}")
        en.append(f"{alike[0].en} in {when.en}".replace(" in each", " each"))
    return Wording(_joined(vi, "và"), _joined(en, "and"))


def _joined(texts: Sequence[str], word: str) -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} {word} {texts[-1]}"


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _sentence(award: str, facts: Facts, earliest: int, taken: Sequence[Step]) -> Wording:
    name, when = data.award(award), spell([earliest], facts.calendar)
    if not taken:
        return Wording(f"Đã đủ điều kiện: {name.vi} {when.vi}.", f"Fulfilled already: {name.en} for {when.en}.")
    steps = _spelled_out(taken, facts.calendar)
    return Wording(f"{_upper(steps.vi)}: {name.vi} {when.vi}.", f"{_upper(steps.en)}: {name.en} for {when.en}.")


def sooner(year: int, events: Iterable[Event], history: History, calendar: str) -> Sooner:
    """What would have to be on record for an earlier year."""
    records = steps(events, year, history, {}, ())
    what, when = _spelled_out(records, calendar), spell([year], calendar)
    return Sooner(
        year,
        tuple(records),
        f"Nếu sổ và các danh sách ghi nhận: {what.vi}, thì có thể sớm hơn: {when.vi}.",
        f"If the book and the registers show: {what.en}, it can be sooner: {when.en}.",
    )
