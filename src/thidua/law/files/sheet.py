"""A mapping of a hand-written file, read key by key: what nobody knows is an error with its line."""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from thidua.law.files.faults import BadFile, one_of, shown
from thidua.law.verdicts import Wording

T = TypeVar("T")

_KINDS = {
    "int": ("một số nguyên", "a whole number"),
    "str": ("một chữ", "a text"),
    "bool": ("true hoặc false", "true or false"),
    "date": ("một ngày như 2024-01-31", "a date as 2024-01-31"),
    "Sheet": ("các cặp khóa: giá trị", "pairs of key: value"),
    "Items": ("một danh sách [a, b]", "a list [a, b]"),
}


class Items(list[Any]):
    """A list that knows the line of each of its values."""

    def __init__(self, values: Iterable[Any], lines: Iterable[int]) -> None:
        super().__init__(values)
        self.lines = list(lines)


class Sheet(dict[str, Any]):
    """A mapping that knows its file and the line of each key."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file, self.line = file, line
        self.lines: dict[str, int] = {}

    def fail(self, wrong: Wording, remedy: Wording, key: str | None = None) -> BadFile:
        """The error to raise, at the line of the key where there is one."""
        return BadFile(self.file, self.lines.get(key or "", self.line), wrong, remedy)

    def mistaken(self, key: str, kind: str) -> BadFile:
        """The error for a value of another type: `kind` is int, str, bool, date, Sheet or Items."""
        vi, en = _KINDS[kind]
        value = shown(self.get(key))
        return self.fail(
            Wording(f"{shown(key)} là {value}", f"{shown(key)} is {value}"), Wording(f"viết {vi}", f"write {en}"), key
        )

    def maybe(self, key: str, kind: type[T]) -> T | None:
        """The value under the key, of the kind; None where it is absent or null."""
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.mistaken(key, kind.__name__)
        return value

    def take(self, key: str, kind: type[T]) -> T:
        """The value under the key; it must be there."""
        value = self.maybe(key, kind)
        if value is None:
            raise self.fail(
                Wording(f"thiếu {shown(key)}", f"{shown(key)} is missing"), Wording(f"thêm {key}: …", f"add {key}: …")
            )
        return value

    def count(self, key: str) -> int | None:
        """A number of things, 0 or more; None where absent."""
        value = self.maybe(key, int)
        if value is not None and value < 0:
            raise self.fail(
                Wording(f"{shown(key)} là số âm: {value}", f"{shown(key)} is negative: {value}"),
                Wording("viết số từ 0 trở lên; chưa có số liệu thì bỏ khóa này đi",
                        "write 0 or more; leave the key out where nothing is recorded"),
                key,
            )  # fmt: skip
        return value

    def choice(self, key: str, allowed: Iterable[str], what: Wording) -> str:
        """A word that must be one of the allowed; `what` names it."""
        return self.among(self.take(key, str), allowed, what, key)

    def among(self, word: str, allowed: Iterable[str], what: Wording, key: str | None = None) -> str:
        """The word, which must be one of the allowed."""
        words = list(allowed)
        if word not in words:
            raise self.fail(
                Wording(f"không có {what.vi} {shown(word)}", f"there is no {what.en} {shown(word)}"),
                one_of(word, words),
                key,
            )
        return word

    def day(self, key: str) -> date | None:
        """A date, also in quotes; None where absent."""
        value = self.get(key)
        if isinstance(value, str):
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                raise self.mistaken(key, "date") from None
        if value is not None and not isinstance(value, date):
            raise self.mistaken(key, "date")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words, or one; absent is empty."""
        value = self.get(key)
        if value is None:
            return ()
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise self.mistaken(key, "Items")
        return tuple(value)

    def sheets(self, key: str) -> "tuple[Sheet, ...]":
        """A list of mappings; absent is empty."""
        value = self.maybe(key, Items)
        if value is None:
            return ()
        for one, line in zip(value, value.lines, strict=True):
            if not isinstance(one, Sheet):
                vi, en = _KINDS["Sheet"]
                raise BadFile(
                    self.file, line,
                    Wording(f"{shown(key)} có {shown(one)}", f"{shown(key)} holds {shown(one)}"),
                    Wording(f"mỗi mục viết {vi}", f"write {en} for each"),
                )  # fmt: skip
        return tuple(value)

    def only(self, allowed: Iterable[str], *, many: bool = False) -> list[BadFile]:
        """The errors for keys that are not among the allowed; raised at once unless `many`."""
        words = list(allowed)
        faults = [
            self.fail(
                Wording(f"không có khóa {shown(key)} ở đây", f"no key {shown(key)} here"), one_of(key, words), key
            )
            for key in self
            if key not in words
        ]
        if faults and not many:
            raise faults[0]
        return faults
