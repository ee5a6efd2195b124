"""Two trees of conditions side by side: what is new, what is gone, what differs and in which numbers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from thidua.law.provisions import Condition
from thidua.law.verdicts import Wording

How = Literal["new", "gone", "differs"]

MAIN = ("award", "awards", "at_least", "at_least_grade", "level", "what", "prior", "table", "from_level", "claim")
"""What a condition is about; the rest of what it asks is how much of it."""

NUMBERS = {
    "years": Wording("số năm", "years"),
    "times": Wording("số lần", "times"),
    "count": Wording("số lượng", "count"),
    "window": Wording("khoảng năm xét", "span of years"),
    "percent": Wording("tỷ lệ (%)", "share (%)"),
    "at_least": Wording("ít nhất", "at least"),
    "below": Wording("dưới", "below"),
    "spacing": Wording("khoảng cách giữa hai lần (năm)", "years between two times"),
    "month": Wording("tháng chậm nhất", "last month"),
    "day": Wording("ngày chậm nhất", "last day"),
}
"""The numbers that a condition may ask, in words."""

YES_NO = {
    "secret": Wording("bỏ phiếu kín", "secret ballot"),
    "unless_own_rule": Wording(
        "chỉ khi cơ quan không có quy chế riêng", "only where the agency has no rule of its own"
    ),
    "strict": Wording("phải nhiều hơn, bằng thì chưa đủ", "more than, not equal"),
    "doubled": Wording("thời gian ở nơi khó khăn tính gấp đôi", "time in hard areas counts twice"),
    "run": Wording("liên tục", "in a row"),
}
"""What a condition asks or not, in words."""

ALIKE = 0.55
"""From this share of common letters on, two conditions that only people judge are taken as the same in other words."""


@dataclass(frozen=True)
class Number:
    """One number of a condition, before and after; None where one of the two asks none. True and False: asked or not."""

    name: str
    before: int | str | bool | None
    after: int | str | bool | None

    def text(self, lang: str = "vi") -> str:
        """The number with both values: "số năm: 3 → 5"."""
        name = NUMBERS.get(self.name) or YES_NO[self.name]
        return f"{name.text(lang)}: {_said(self.before, lang)} → {_said(self.after, lang)}"

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {"name": self.name, "before": self.before, "after": self.after}


@dataclass(frozen=True)
class Difference:
    """What became of one condition. "new" has no `before`, "gone" no `after`; "differs" has both and the numbers."""

    how: How
    before: Condition | None
    after: Condition | None
    numbers: tuple[Number, ...] = ()

    def lines(self, lang: str = "vi") -> list[str]:
        """One line for what is new or gone; for what differs the old, the new and the numbers."""
        out = []
        if self.before:
            out.append(f"- {words(self.before, lang)}")
        if self.after:
            out.append(f"+ {words(self.after, lang)}")
        return out + [f"  {one.text(lang)}" for one in self.numbers]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "how": self.how,
            "before": self.before and {"kind": self.before.kind, "vi": self.before.vi, "en": self.before.en},
            "after": self.after and {"kind": self.after.kind, "vi": self.after.vi, "en": self.after.en},
            "numbers": [one.to_json() for one in self.numbers],
        }


def words(condition: Condition, lang: str) -> str:
    """What the condition asks."""
    return condition.en if lang == "en" else condition.vi


def differences(before: Condition | None, after: Condition | None) -> tuple[Difference, ...]:
    """What is new, gone or different between two trees, in the order of the new one; what is gone stands last.

    A condition is the same when it asks the same in the same words. Of the rest, those about the same thing are paired,
    the most alike first; where only people judge, the words must be alike.
    """
    old, new = list(leaves(before)), list(leaves(after))
    for one in list(new):
        same = next((each for each in old if each == one), None)
        if same is not None:
            old.remove(same)
            new.remove(one)
    pairs = _pairs(old, new)
    paired = {id(one) for pair in pairs for one in pair}
    by_new = {id(two): one for one, two in pairs}
    out = [
        Difference("differs", by_new[id(one)], one, numbers(by_new[id(one)], one))
        if id(one) in by_new
        else Difference("new", None, one)
        for one in new
    ]
    return tuple(out + [Difference("gone", one, None) for one in old if id(one) not in paired])


def regrouped(before: Condition, after: Condition) -> bool:
    """Whether the conditions that stayed are joined in another way: "all of" became "one of", or the other way round."""
    old = [(words(leaf, "vi"), groups) for leaf, groups in _placed(before)]
    new = {words(leaf, "vi"): groups for leaf, groups in _placed(after)}
    return any(text in new and new[text] != groups for text, groups in old)


def leaves(condition: Condition | None) -> Iterator[Condition]:
    """The conditions without the groups; none of nothing."""
    yield from condition.leaves() if condition else ()


def numbers(before: Condition, after: Condition) -> tuple[Number, ...]:
    """The numbers in which two conditions differ."""
    found = []
    for name in NUMBERS:
        old, new = before.asks.get(name), after.asks.get(name)
        if old != new and _is_number(old) and _is_number(new):
            found.append(Number(name, _plain(old), _plain(new)))
    for name in YES_NO:
        asked = bool(before.asks.get(name)), bool(after.asks.get(name))
        if asked[0] is not asked[1]:
            found.append(Number(name, *asked))
    return tuple(found)


def _said(value: int | str | bool | None, lang: str) -> str:
    if value is None or value is False:
        return "no" if lang == "en" else "không"
    if value is True:
        return "yes" if lang == "en" else "có"
    return str(value)


def _is_number(value: Any) -> bool:
    return value is None or (not isinstance(value, bool | str) and not isinstance(value, Sequence))


def _plain(value: Any) -> int | str | None:
    return value if value is None or isinstance(value, int) else str(value)


def _placed(node: Condition, groups: tuple[str, ...] = ()) -> Iterator[tuple[Condition, tuple[str, ...]]]:
    if node.kind in ("all", "any"):
        # A group of one joins nothing, and an "all" within an "all" is one list.
        inner = groups if len(node.parts) == 1 or groups[-1:] == (node.kind,) else (*groups, node.kind)
        for part in node.parts:
            yield from _placed(part, inner)
    else:
        yield node, groups


def _pairs(old: Sequence[Condition], new: Sequence[Condition]) -> list[tuple[Condition, Condition]]:
    scored = []
    for place, one in enumerate(old):
        for other, two in enumerate(new):
            score = _alike(one, two)
            if score:
                scored.append((-score, place, other))
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    out = []
    for _score, place, other in sorted(scored):
        if place not in taken_old and other not in taken_new:
            taken_old.add(place)
            taken_new.add(other)
            out.append((old[place], new[other]))
    return out


def _alike(one: Condition, two: Condition) -> float:
    """How alike two conditions are, 0 where they are about different things."""
    letters = SequenceMatcher(None, one.vi, two.vi, autojunk=False).ratio()
    if one.kind != two.kind:
        return 0.0
    if one.kind in ("people", "unread"):
        claimed = bool(one.asks.get("claim")) and one.asks.get("claim") == two.asks.get("claim")
        return letters if letters >= ALIKE or claimed else 0.0
    about = _about(one.asks), _about(two.asks)
    if about[0] == about[1]:
        return 2 + letters
    # The same kind about something else: the same condition only where the words say so.
    return letters if letters >= ALIKE else 0.0


def _about(asks: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(asks.get(name) for name in MAIN)
