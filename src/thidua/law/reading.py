"""Reading a law file so that every mistake can be named with its file and line."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml

from thidua.law.verdicts import Wording

T = TypeVar("T")


class LawDataError(ValueError):
    """A law file says something that the program cannot take: file, line and what is wrong."""

    def __init__(self, file: str, line: int, wrong: str) -> None:
        self.file, self.line, self.wrong = file, line, wrong
        super().__init__(f"{file}, line {line}: {wrong}")


class Entry(dict[str, Any]):
    """A YAML mapping that knows its file and line, and is read key by key: what nobody read is an error."""

    def __init__(self, file: str, line: int) -> None:
        super().__init__()
        self.file, self.line = file, line
        self.lines: dict[str, int] = {}
        self.used: set[str] = set()

    def fail(self, wrong: str, key: str | None = None) -> LawDataError:
        """The error to raise, at the line of the key where there is one."""
        return LawDataError(self.file, self.lines.get(key or "", self.line), wrong)

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value under the key; it must be there (or have a default) and be of the kind."""
        if key not in self and default is not None:
            self.used.add(key)
            return default
        value = self.maybe(key, kind)
        if value is None:
            raise self.fail(f"{key!r} is missing", key)
        return value

    def maybe(self, key: str, kind: type[T]) -> T | None:
        """The value under the key, of the kind, or None where it is absent or null."""
        self.used.add(key)
        value = self.get(key)
        if value is None:
            return None
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.fail(f"{key!r} should be {kind.__name__}, it is {value!r}", key)
        return value

    def choice(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """A text that must be one of the allowed."""
        value = self.take(key, str, default)
        if value not in allowed:
            raise self.fail(f"{key!r} is {value!r}; allowed: {', '.join(allowed)}", key)
        return value

    def day(self, key: str) -> date | None:
        """A date or nothing."""
        self.used.add(key)
        value = self.get(key)
        if value is not None and not isinstance(value, date):
            raise self.fail(f"{key!r} should be a date as 2024-01-01, it is {value!r}", key)
        return value

    def needed_day(self, key: str) -> date:
        """A date that must be there."""
        value = self.day(key)
        if value is None:
            raise self.fail(f"{key!r} is missing", key)
        return value

    def period(self) -> tuple[date, date | None]:
        """The day `from` and the day `to` after it, from which on it is over; None: open."""
        since, until = self.needed_day("from"), self.day("to")
        if until is not None and until <= since:
            raise self.fail(f"'to' {until} is not after 'from' {since}", "to")
        return since, until

    def words(self, key: str) -> Wording | None:
        """A text in both languages {vi, en}, or nothing."""
        inner = self.maybe(key, Entry)
        if inner is None:
            return None
        out = Wording(inner.take("vi", str), inner.take("en", str))
        inner.done()
        return out

    def needed_words(self, key: str) -> Wording:
        """A text in both languages that must be there."""
        out = self.words(key)
        if out is None:
            raise self.fail(f"{key!r} is missing", key)
        return out

    def entries(self, key: str) -> "list[Entry]":
        """A list of mappings."""
        listed: list[Any] = self.take(key, list)
        for one in listed:
            if not isinstance(one, Entry):
                raise self.fail(f"each of {key!r} should be a mapping, one is {one!r}", key)
        return listed

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts; absent is empty."""
        values = self.take(key, list, [])
        if not all(isinstance(one, str) for one in values):
            raise self.fail(f"{key!r} should be a list of texts", key)
        return tuple(values)

    def number(self, key: str, first: int, last: int) -> int:
        """A whole number within the bounds, both inclusive."""
        value = self.take(key, int)
        if not first <= value <= last:
            raise self.fail(f"{key!r} should be from {first} to {last}, it is {value}", key)
        return value

    def month_day(self, key: str) -> tuple[int, int]:
        """A day of every year as 10-31; not 29 February, which most years have not."""
        text = self.take(key, str)
        month, _, day = text.partition("-")
        try:
            date(2001, int(month), int(day))
        except ValueError:
            raise self.fail(f"{key!r} should be month-day as 10-31, it is {text!r}", key) from None
        return int(month), int(day)

    def numbers(self, key: str, default: tuple[int, ...]) -> tuple[int, ...]:
        """A list of whole numbers."""
        values = self.take(key, list, list(default))
        if not all(isinstance(one, int) for one in values):
            raise self.fail(f"{key!r} should be a list of whole numbers", key)
        return tuple(values)

    def done(self) -> None:
        """Refuse keys that nobody read."""
        for key in self:
            if key not in self.used:
                raise self.fail(f"unknown key {key!r}", key)


def entries(path: Path, key: str, root: Path) -> list[Entry]:
    """The list of mappings that a law file holds under its one key."""
    top = read(path, root)
    listed = top.entries(key)
    top.done()
    return listed


def read(path: Path, root: Path) -> Entry:
    """A law file as an Entry. Raises LawDataError for bad YAML, a doubled key, or anything but a mapping on top."""
    name = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise LawDataError(name, line, f"not YAML: {error.problem}") from error
    value = _plain(node, name) if node is not None else None
    if not isinstance(value, Entry):
        raise LawDataError(name, 1, "the file should hold a mapping")
    return value


# The C parser, where PyYAML has it, reads the files ten times faster.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS = yaml.SafeLoader("")


def _plain(node: yaml.Node, file: str) -> Any:
    if isinstance(node, yaml.MappingNode):
        out = Entry(file, node.start_mark.line + 1)
        for key_node, value_node in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            if key in out:
                raise LawDataError(file, line, f"key {key!r} stands twice")
            out[key] = _plain(value_node, file)
            out.lines[key] = line
        return out
    if isinstance(node, yaml.SequenceNode):
        return [_plain(one, file) for one in node.value]
    return _SCALARS.construct_object(node, deep=True)


def unique(ids: Mapping[str, Any], entry: Entry, key: str) -> str:
    """The id of the entry, which nothing before it may bear."""
    value = entry.take(key, str)
    if value in ids:
        raise entry.fail(f"{key} {value!r} stands twice", key)
    return value
