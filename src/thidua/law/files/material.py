"""The facts of a case in the words of the material: what its words say, no more.

A list is complete for what it lists: titles named for an award are all of them, `initiatives: []` means none at all, and
`prior` holds every form of commendation received. Grades of years that are not named stay unknown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from thidua.law import data
from thidua.law.claims import CLAIMS
from thidua.law.facts import DISCIPLINE, Facts
from thidua.law.files import material_words as words
from thidua.law.files import order, own, years
from thidua.law.files.faults import gathered, shown
from thidua.law.files.material_works import Works
from thidua.law.files.sheet import Items, Sheet
from thidua.law.files.tallies import months, months_of_years, too_many, vote
from thidua.law.masks import EVERY, Mask, bits
from thidua.law.verdicts import Wording


@dataclass(frozen=True)
class Told:
    """What a case of the material tells. `day`: of receipt, by which the law is chosen. Fields as in `cases.Case`."""

    kind: str
    day: date
    facts: Facts | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    other_limbs_met: bool = False
    denied: tuple[Wording, ...] = ()


def read(sheet: Sheet, *, award: str, day: date, kind: str) -> Told:
    """What the facts of the case say. Raises BadFile for a word that is not known, or a value that it cannot have."""
    named = words.canonical(sheet)
    received = named.day("file_received") or named.day("proposed_on") or day
    if received.year < own.FIRST_DAY.year:
        raise named.fail(*own.too_early(received), "file_received")
    if kind == "bonus":
        return Told("bonus", day, asked=_bonus(named))
    if any(key.startswith("holders_of_") for key in named) or kind == "quota":
        return Told("quota", received, asked=_quota(named))
    reading = _Reading(named, award, received)
    publicity = reading.publicity()
    facts = reading.facts()
    other = str(named.get("other_limbs") or "").replace("_", " ").strip().lower()
    if other not in ("", "all met", "met"):
        raise named.fail(
            Wording(f"`other_limbs` là {shown(other)}", f"`other_limbs` is {shown(other)}"),
            Wording("chỉ viết: all met", "write only: all met"), "other_limbs",
        )  # fmt: skip
    alone = publicity and (other or not reading.speaks_of_merit)
    return Told(
        "publicity" if alone else "judge",
        received,
        facts=facts,
        asked=publicity,
        other_limbs_met=bool(other),
        denied=tuple(reading.denied),
    )


def _bonus(sheet: Sheet) -> dict[str, Any]:
    sheet.only(("subject", "decided_by", "base_salary", "coefficient"))
    out: dict[str, Any] = {"subject": words.subject(sheet), "decided_by": words.decider(sheet)}
    for key in ("base_salary", "coefficient"):
        if sheet.get(key) is not None:
            out[key] = sheet[key]
    return out


def _quota(sheet: Sheet) -> dict[str, Any]:
    """Holders are the base; the headcount is only compared with them."""
    holding = [key for key in sheet if key.startswith("holders_of_")]
    sheet.only((*holding, "subject", "year", "headcount", "proposed", "file_received", "proposed_on"))
    known = [one.id for one in data.awards()]
    for key in holding:
        for part in key.removeprefix("holders_of_").split("_or_"):
            sheet.among(part, known, own.AWARD, key)
    holders = sum(sheet.count(key) or 0 for key in holding)
    if not holding:
        raise sheet.fail(
            Wording("thiếu số người hoặc tập thể làm cơ sở tính tỷ lệ", "the base of the quota is missing"),
            Wording("thêm holders_of_<danh hiệu>: số", "add holders_of_<award>: number"),
        )
    headcount = sheet.count("headcount")
    if headcount is not None and holders > headcount:
        raise too_many(sheet, holding[0], holders, headcount)
    return {"holders": holders, "proposed": sheet.count("proposed")}


class _Reading:
    """Reads one case word by word; years are gathered first, since the judged one may follow from them."""

    def __init__(self, sheet: Sheet, award: str, day: date) -> None:
        self.sheet, self.award, self.day = sheet, award, day
        self.denied: list[Wording] = []
        self.speaks_of_merit = any(key not in words.BESIDE for key in sheet)
        sheet.only(words.known_words(sheet))
        self.titles = self._titles()
        self.prior, self.decisions = self._prior()
        self.grades = self._grades()
        self.works = Works(sheet, award, day)
        self.rungs = self._discipline()
        self.year = self._judged()

    def _judged(self) -> int:
        """The year given; else the latest year named, but no earlier than the one before the day of receipt."""
        latest = max(
            [
                *(one for held in self.titles.values() for one in held),
                *(one for held in self.prior.values() for one in held),
                *self.grades,
                *self.works.years(),
                *(one for held in self.rungs.values() for one in held),
                self.day.year - 1,
            ]
        )
        if self.sheet.get("year") is not None:
            given = years.year(self.sheet["year"], self.sheet, "year")
            if latest > given and latest > self.day.year - 1:
                raise years.after(latest, self.sheet, "year", given)
            latest = given
        if latest > self.day.year:
            raise self.sheet.fail(
                Wording(f"năm {latest} sau ngày xét {self.day:%d/%m/%Y}", f"the year {latest} is after the judged day {self.day}"),
                Wording("sửa năm hoặc ngày", "mend the year or the day"),
            )  # fmt: skip
        return latest

    def _titles(self) -> dict[str, list[int]]:
        inner = self.sheet.maybe("titles", Sheet)
        return {} if inner is None else {own.award(inner, one, one): self._ends(inner, one) for one in inner}

    def _ends(self, sheet: Sheet, key: str) -> list[int]:
        value, out = sheet[key], list[int]()
        for one in value if isinstance(value, Items) else [] if value is None else [value]:
            if isinstance(one, str) and ".." in one:
                out += years.held(one, sheet, key)
            else:
                out.append(years.period_end(one, sheet, key))
        if twice := [one for one in out if out.count(one) > 1]:
            years.held(Items(twice, []), sheet, key)
        return out

    def _prior(self) -> tuple[dict[str, list[int]], dict[str, date]]:
        inner = self.sheet.maybe("prior", Sheet)
        held: dict[str, list[int]] = {}
        decisions: dict[str, date] = {}
        for one in inner or ():
            assert inner is not None
            own.award(inner, one, one)
            value = inner[one]
            if not isinstance(value, Sheet):
                held[one] = self._ends(inner, one)
                continue
            value.only(("decision", "achievement_to", "achievement_from", "year"))
            decided = value.day("decision")
            if decided is not None:
                if decided > self.day:
                    raise value.fail(
                        Wording(f"quyết định ngày {decided:%d/%m/%Y} sau ngày xét", f"a decision of {decided} after the judged day"),
                        Wording("sửa ngày", "mend the day"), "decision",
                    )  # fmt: skip
                decisions[one] = decided
            to = next((key for key in ("achievement_to", "year") if value.get(key) is not None), None)
            if to is None and decided is None:
                value.take("achievement_to", int)
            held[one] = [years.period_end(value[to], value, to)] if to else [decided.year] if decided else []
        return held, decisions

    def _grades(self) -> dict[int, str]:
        inner, out = self.sheet.maybe("grades", Sheet), dict[int, str]()
        for one in inner or ():
            assert inner is not None
            grade = words.grade(inner, one)
            for number in years.held(one, inner, one) if ".." in one else [years.period_end(one, inner, one)]:
                if number in out:
                    years.held(Items([number, number], []), inner, one)
                out[number] = grade
        return out

    def _discipline(self) -> dict[str, list[int]]:
        value = self.sheet.get("discipline")
        out: dict[str, list[int]] = {}
        if value is False or value == "none" or value == []:
            return {rung: [] for rung in DISCIPLINE}
        if isinstance(value, Sheet):
            for one in value:
                rung = value.choice(one, DISCIPLINE, own.RUNG)
                out.setdefault(rung, []).extend(years.held(one, value, one))
        elif value is not None:
            for row in self.sheet.sheets("discipline"):
                row.only(("year", "level"))
                row.take("year", object)
                out.setdefault(row.choice("level", DISCIPLINE, own.RUNG), []).append(
                    years.year(row["year"], row, "year")
                )
        return {rung: out.get(rung, []) for rung in DISCIPLINE} if value is not None else {}

    def facts(self) -> Facts:
        """The facts of the case; people's decisions that went against the nominee are left in `denied`."""
        sheet, year = self.sheet, self.year
        found: dict[str, Any] = {"subject": words.subject(sheet), "year": year, "grades": dict(self.grades)}
        if sheet.get("grade") is not None:
            grade = words.grade(sheet, "grade")
            if self.grades.get(year, grade) != grade:
                raise sheet.fail(
                    Wording(f"năm {year} có hai mức xếp loại: {self.grades[year]} và {grade}",
                            f"two grades for {year}: {self.grades[year]} and {grade}"),
                    Wording("giữ lại một", "keep one"), "grade",
                )  # fmt: skip
            found["grades"][year] = grade
        found["titles"] = self._masks()
        found.update(self.works.masks(year))
        if self.rungs:
            found["discipline"] = {rung: self._closed(held) for rung, held in self.rungs.items()}
        if sheet.get("vote") is not None:
            found["votes"] = {self.award: vote(sheet.take("vote", Sheet))}
        found["claims"] = self._claims()
        found.update(self._service())
        found["members"] = words.members(sheet)
        found["prior_decisions"] = self._decided()
        for key in words.PEOPLE:
            if sheet.maybe(key, bool) is False:
                self.denied.append(words.PEOPLE[key])
        if faults := order.contradictions(sheet, found, year):
            raise gathered(faults)
        return Facts(**{key: value for key, value in found.items() if value is not None})

    def _closed(self, held: list[int]) -> Mask:
        return Mask(bits(held, self.year), EVERY)

    def _masks(self) -> dict[str, Mask]:
        out: dict[str, Mask] = {}
        if self.sheet.maybe("prior", Sheet) is not None:
            out = {one.id: self._closed([]) for one in data.awards() if one.kind == "commendation"}
        for source in (self.prior, self.titles):
            for award, held in source.items():
                out[award] = out.get(award, Mask(0, 0)) | self._closed(held) if award in out else self._closed(held)
        inner = self.sheet.maybe("awards_in_window", Sheet)
        since = max((one for held in self.prior.values() for one in held), default=self.year - 31)
        for award in inner or ():
            assert inner is not None
            own.award(inner, award, award)
            count = inner.count(award)
            if count is None:
                continue
            if count > self.year - since:
                raise too_many(inner, award, count, self.year - since)
            # Their years are not told; inside the window any years will do, and the latest lie in every window.
            out[award] = self._closed(list(range(self.year - count + 1, self.year + 1)))
        second = self.sheet.maybe("second_consecutive_bo_tinh_title", bool)
        if second is not None:
            out["chien_si_thi_dua_bo_tinh"] = self._closed(self._provincial(second))
        return out

    def _provincial(self, second: bool) -> list[int]:
        """The years of the latest ministry or province title, and of the one before it as far apart as the rule asks."""
        decided = self.sheet.day("prior_decision")
        last = self.year if decided is None or decided.year >= self.year else decided.year
        gaps = [
            leaf.asks["spacing"]
            for rule in data.rules_of(self.award)
            for leaf in rule.condition.leaves()
            if leaf.kind == "title" and leaf.asks["award"] == "chien_si_thi_dua_bo_tinh" and leaf.asks["times"] > 1
        ]
        return [last - max(gaps, default=3), last] if second else [last]

    def _decided(self) -> dict[str, date]:
        out, decided = dict(self.decisions), self.sheet.day("prior_decision")
        if decided is None:
            return out
        priors = {
            leaf.asks["prior"] for rule in data.rules_of(self.award) for leaf in rule.condition.leaves() if leaf.kind == "timing"
        }  # fmt: skip
        if len(priors) != 1:
            raise self.sheet.fail(
                Wording(f"`prior_decision`: không rõ quyết định nào trước {data.award(self.award).vi}",
                        f"`prior_decision`: of which award before {data.award(self.award).en}?"),
                Wording("viết prior: {<danh hiệu>: {decision: ngày}}", "write prior: {<award>: {decision: day}}"),
                "prior_decision",
            )  # fmt: skip
        return {**out, priors.pop(): decided}

    def _claims(self) -> frozenset[str]:
        sheet = self.sheet
        what = Wording("căn cứ", "ground")
        out = {sheet.among(one, CLAIMS, what, "claims") for one in sheet.texts("claims")}
        out |= {one for one in CLAIMS if sheet.maybe(one, bool)}
        standard = sheet.maybe("lao_dong_tien_tien_standard", bool)
        if standard:
            out.add("standard_lao_dong_tien_tien")
        elif standard is False and self._asks_standard():
            self.denied.append(words.STANDARD)
        if sheet.maybe("eligible_for_flags", bool) is False:
            out |= {"no_flags"} & set(CLAIMS)
        return frozenset(out)

    def _asks_standard(self) -> bool:
        return any(leaf.kind == "standard" for rule in data.rules_of(self.award) for leaf in rule.condition.leaves())

    def _service(self) -> dict[str, Any]:
        sheet = self.sheet
        out: dict[str, Any] = {
            "sex": sheet.choice("sex", ("female", "male"), Wording("giới tính", "sex")) if sheet.get("sex") else None,
            "retires_later": sheet.maybe("higher_retirement_age", bool),
            "disciplined_in_post": sheet.maybe("discipline_in_post", bool),
            "proceedings": sheet.maybe("proceedings", bool),
            "months_employed": months(sheet, "months_employed"),
            "founded": self._founded(),
            # A case that names no post is none of long service.
            "posts": own.no_post() if words.subject(sheet) == "individual" else {},
        }
        post = sheet.maybe("post", str)
        if post is not None:
            sheet.among(post, own.posts(), Wording("chức vụ", "post"), "post")
            sheet.take("post_years", object)
            out["posts"] = {post: months_of_years(sheet, "post_years")}
        return out

    def _founded(self) -> int | None:
        if self.sheet.get("founded_years") is not None:
            return self.year - (self.sheet.count("founded_years") or 0)
        return self.sheet.maybe("founded", int)

    def publicity(self) -> dict[str, Any]:
        """What the rule on publicity asks, where the case speaks of it."""
        sheet = self.sheet
        asked: dict[str, Any] = {key: sheet.day(key) for key in ("published", "council_meets")}
        simplified = sheet.maybe("simplified_procedure", bool)
        if not any(asked.values()) and simplified is None:
            return {}
        first, then = asked["published"], asked["council_meets"]
        if first and then and first > then:
            raise sheet.fail(
                Wording("công khai sau ngày Hội đồng họp", "published after the council met"),
                Wording("sửa ngày", "mend the days"), "published",
            )  # fmt: skip
        return {**asked, "simplified_procedure": simplified or False}
