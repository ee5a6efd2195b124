"""What the pages of a plan show: roads as rows of a table of years and as a list to read, in the page's language."""

import datetime as dt

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from thidua.domain.awards import queries as awards

BEHIND, BEHIND_A_LONG_PLAN, LONG = 4, 2, 15
"""Years before the plan that the table shows, for what is held already; fewer where the plan itself is long."""
ICONS = {
    "grade": "circle-check",
    "initiative": "sparkles",
    "topic": "school",
    "title": "star",
    "award": "award",
    "no_discipline": "shield-check",
    "proceedings": "gavel",
    "members": "users-group",
    "people": "users",
}
TIME = "hourglass"
BEST = "hoan_thanh_xuat_sac"


def kind_name(kind):
    """What a mark of the table stands for, in words."""
    words = {
        "grade": _("Xếp loại"),
        "initiative": _("Sáng kiến"),
        "topic": _("Đề tài, đề án khoa học"),
        "title": _("Danh hiệu phải đạt trước"),
        "award": _("Khen thưởng phải có trước"),
        "no_discipline": _("Không bị kỷ luật"),
        "proceedings": _("Không còn bị xem xét, điều tra"),
        "members": _("Kết quả của thành viên"),
    }
    return words.get(kind, _("Thời gian công tác"))


class Shown:
    """A plan for the page. `everything`: also titles off the subject's ladder, such as those of the armed forces."""

    def __init__(self, plan, *, everything=False):
        self.lang = awards.language()
        self.plan, self.first, self.last = plan, plan["from_year"], plan["until_year"]
        ladder = awards.ladder(plan["subject"])
        order = {one["award"]: place for place, one in enumerate(plan["roads"])}
        open_ones = sorted(
            (one for one in plan["roads"] if one["reachable"]), key=lambda one: (one["earliest"], order[one["award"]])
        )
        usual = [one for one in open_ones if one["held"] or one["award"] in ladder or not awards.is_title(one["award"])]
        chosen = open_ones if everything else usual
        self.more = len(open_ones) - len(usual)
        self.common = self._common(chosen)
        self.roads = [self.road(one) for one in chosen]
        closed = [one for one in plan["roads"] if not one["reachable"]]
        on_ladder = [one for one in closed if one["award"] in ladder]
        self.closed = self._closed(on_ladder)
        self.closed_off_ladder = self._closed([one for one in closed if one not in on_ladder])
        self.closed_count = len(closed) - len(on_ladder)
        self.left = [awards.name(one) for one in plan["left_to_people"]]
        self.notes = list(dict.fromkeys(self.said(one["note"]) for one in plan["roads"] if one["note"]))
        self.has_verified = any(one["verified"] for one in chosen)
        self.has_open = any(not one["verified"] for one in chosen)
        self.is_long = self.last - self.first >= LONG
        behind = BEHIND_A_LONG_PLAN if self.is_long else BEHIND
        self.columns = [
            {"year": year, "is_past": year < self.first} for year in range(self.first - behind, self.last + 1)
        ]
        self.rows = [self.row(one) for one in chosen]
        self.legend = self._legend(chosen)

    def said(self, pair):
        """A wording of the law in the page's language."""
        return pair[self.lang] if pair else ""

    # -- the list ------------------------------------------------------------------------------------------------------

    def road(self, road):
        """One road to read."""
        return {
            "award": road["award"],
            "name": awards.name(road["award"]),
            "icon": "star" if awards.is_title(road["award"]) else "award",
            "url": reverse("desk:law-award", args=[road["award"]]),
            "earliest": road["earliest"],
            "sentence": self.said(road["sentence"]),
            "propose_in": road["propose_in"],
            "window": [dt.date.fromisoformat(day) for day in road["window"] or ()],
            "stages": self.stages(road["steps"]),
            "already": [self.said(one) for one in road["already"]],
            "people": [text for text in self.by_people(road) if text not in self.common],
            "held": spans(road["held"]),
            "is_verified": road["verified"],
            "sooner": self.said(road["sooner"]),
            "rests_on": ", ".join(awards.name(one) for one in road["rests_on"]),
            "questions": [self.said(one) for one in road["questions"]],
            "cites": awards.cited(road["cites"]),
            "basis": road["basis"],
            "confidence": road["confidence"],
        }

    def by_people(self, road):
        """What only a council or a head judges on the road."""
        return [capfirst(self.said(one)) for one in road["steps"] if one["kind"] == "people"]

    def stages(self, steps):
        """Steps by year; years in a row that ask for the same stand together."""
        by_year: dict = {}
        for one in steps:
            if one["kind"] != "people":
                by_year.setdefault(one["year"], []).append(self.step(one))
        out: list = []
        for year, items in sorted(by_year.items()):
            if out and out[-1]["until"] == year - 1 and out[-1]["items"] == items:
                out[-1]["until"] = year
            else:
                out.append({"since": year, "until": year, "items": items})
        return [{"years": spans(range(one["since"], one["until"] + 1)), "items": one["items"]} for one in out]

    def step(self, step):
        """One step as a mark with its words."""
        return {
            "kind": step["kind"],
            "icon": ICONS.get(step["kind"], TIME),
            "is_best": step["kind"] == "grade" and step["what"] == BEST,
            "text": capfirst(self.said(step)),
        }

    def _common(self, chosen):
        """What people judge on every one of several roads: told once."""
        told = [self.by_people(one) for one in chosen]
        return [text for text in told[0] if all(text in one for one in told)] if len(told) > 1 else []

    def _closed(self, roads):
        """Awards out of reach, those with the same reason together; one that missing records bar stands alone."""
        groups: dict = {}
        for one in roads:
            reason, sooner = self.said(one["blocked"]), self.said(one["sooner"])
            group = groups.setdefault((reason, sooner), {"reason": reason, "sooner": sooner, "awards": []})
            url = reverse("desk:law-award", args=[one["award"]])
            group["awards"].append({"name": awards.name(one["award"]), "url": url, "held": spans(one["held"])})
        return list(groups.values())

    # -- the table of years --------------------------------------------------------------------------------------------

    def row(self, road):
        """One award as a line through the years."""
        marks = self.marks(road["steps"])
        return {
            "name": awards.name(road["award"]),
            "award": road["award"],
            "icon": "star" if awards.is_title(road["award"]) else "award",
            "held": spans(road["held"]),
            "is_verified": road["verified"],
            "cells": [
                {
                    "year": column["year"],
                    "is_past": column["is_past"],
                    "is_on_the_way": self.first <= column["year"] < road["earliest"],
                    "is_goal": column["year"] == road["earliest"],
                    "is_reached": column["year"] == road["earliest"] > self.first,
                    "is_held": column["year"] in road["held"],
                    "marks": marks.get(column["year"], []),
                }
                for column in self.columns
            ],
        }

    def marks(self, steps):
        """The marks of each year; what is asked of the members of a unit is one mark."""
        out: dict = {}
        for step in steps:
            if step["kind"] == "people":
                continue
            mark, of_year = self.step(step), out.setdefault(step["year"], [])
            same = next((one for one in of_year if one["kind"] == mark["kind"] == "members"), None)
            if same:
                same["text"] = f"{same['text']}; {mark['text']}"
            else:
                of_year.append(mark)
        return out

    def _legend(self, chosen):
        """The marks that the table has, each with its meaning; the two grades apart."""
        found: dict = {}
        for one in (self.step(step) for road in chosen for step in road["steps"] if step["kind"] != "people"):
            is_grade = one["kind"] == "grade"
            text = one["text"] if is_grade else kind_name(one["kind"])
            found.setdefault((one["icon"], text), {**one, "text": text})
        return sorted(found.values(), key=lambda one: [*ICONS.values(), TIME].index(one["icon"]))


def spans(years):
    """Years as people write them: "2019–2021, 2024"."""
    out: list = []
    for year in sorted(years):
        if out and out[-1][1] == year - 1:
            out[-1][1] = year
        else:
            out.append([year, year])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in out)


def nearest(plan, most=3):
    """The nearest roads of a plan in one sentence each; of the same year the highest first.

    `is_open`: the law of every one of them is not verified, so that it is told once.
    """
    lang = awards.language()
    order = {one["award"]: place for place, one in enumerate(plan["roads"])}
    near = sorted(
        (one for one in plan["roads"] if one["reachable"]), key=lambda one: (one["earliest"], -order[one["award"]])
    )
    roads = [
        {
            "name": awards.name(one["award"]),
            "icon": "star" if awards.is_title(one["award"]) else "award",
            "year": one["earliest"],
            "sentence": one["sentence"][lang],
            "is_verified": one["verified"],
        }
        for one in near[:most]
    ]
    return {"roads": roads, "is_open": bool(roads) and not any(one["is_verified"] for one in roads)}
