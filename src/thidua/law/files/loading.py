"""Reading a YAML or JSON file of unknown origin: small, shallow, without bombs, every value with its line."""

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import yaml

from thidua.law.files.faults import BadFile, shown
from thidua.law.files.sheet import Items, Sheet
from thidua.law.verdicts import Wording

MOST_BYTES = 2_000_000
MOST_DEPTH = 12
MOST_NODES = 300_000
MOST_CHARACTERS = 5_000

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SCALARS = yaml.SafeLoader("")
_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def load(path: Path) -> Any:
    """What the file holds: Sheet for a mapping, Items for a list, else a plain value (numbers with a point: Decimal).

    Raises BadFile: no file, over 2 MB, not UTF-8, neither YAML nor JSON, a key twice, nested deeper than 12, anchors
    that expand beyond 300,000 values, other types than those of JSON and dates.
    """
    name, text = path.name, _text(path)
    if path.suffix.lower() == ".json":
        # JSON may be indented with tabs, which YAML forbids; inside a JSON string a tab is always escaped.
        text = text.replace("\t", " ")
    try:
        _shallow(text, name)
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise _not_yaml(error, name) from None
    if node is None:
        raise BadFile(
            name, 0, Wording("tệp trống", "the file is empty"),
            Wording("viết dữ kiện như ví dụ trong docs/formats/", "write it as the example in docs/formats/ shows"),
        )  # fmt: skip
    return _Reading(name).value(node, 1)


def _text(path: Path) -> str:
    name = path.name
    if not path.is_file():
        raise BadFile(
            name, 0, Wording("không có tệp này, hoặc không phải là tệp", "there is no such file, or it is no file"),
            Wording("kiểm tra đường dẫn", "check the path"),
        )  # fmt: skip
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadFile(
            name, 0, Wording(f"không đọc được: {error.strerror}", f"cannot be read: {error.strerror}"),
            Wording("kiểm tra quyền đọc tệp", "check the right to read it"),
        ) from None  # fmt: skip
    if len(data) > MOST_BYTES:
        raise BadFile(
            name, 0, Wording("tệp lớn hơn 2 MB", "the file is larger than 2 MB"), Wording("chia nhỏ tệp", "split it")
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile(
            name, data.count(b"\n", 0, error.start) + 1, Wording("không phải UTF-8", "not UTF-8"),
            Wording("lưu lại tệp với mã UTF-8", "save the file as UTF-8"),
        ) from None  # fmt: skip


def _shallow(text: str, name: str) -> None:
    """Look at the nesting before anything recursive does."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MOST_DEPTH:
                raise _too_deep(name, event.start_mark.line + 1 if event.start_mark else 0)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _too_deep(name: str, line: int) -> BadFile:
    return BadFile(
        name, line, Wording(f"lồng nhau quá {MOST_DEPTH} tầng", f"nested deeper than {MOST_DEPTH}"),
        Wording("viết như ví dụ trong docs/formats/", "write it as the example in docs/formats/ shows"),
    )  # fmt: skip


def _not_yaml(error: yaml.YAMLError, name: str) -> BadFile:
    line, problem = 0, "?"
    if isinstance(error, yaml.MarkedYAMLError):
        mark = error.problem_mark or error.context_mark
        line, problem = mark.line + 1 if mark else 0, str(error.problem)
    elif isinstance(error, yaml.reader.ReaderError):
        problem = str(error.reason)
    return BadFile(
        name, line, Wording(f"không phải YAML hay JSON: {problem}", f"neither YAML nor JSON: {problem}"),
        Wording(
            "sửa chỗ đó: thụt dòng bằng dấu cách, có dấu cách sau dấu hai chấm, đóng ngoặc và nháy",
            "mend that place: indent with spaces, a space after each colon, close brackets and quotes",
        ),
    )  # fmt: skip


class _Reading:
    """Turns nodes into values, counting them: an anchor used again counts again."""

    def __init__(self, name: str) -> None:
        self.name, self.nodes = name, 0

    def value(self, node: yaml.Node, depth: int) -> Any:
        line = node.start_mark.line + 1
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise BadFile(
                self.name, line,
                Wording(f"quá {MOST_NODES} giá trị", f"more than {MOST_NODES} values"),
                Wording("chia nhỏ tệp; bớt dùng & và *", "split the file; use & and * less"),
            )  # fmt: skip
        if depth > MOST_DEPTH:
            raise _too_deep(self.name, line)
        if isinstance(node, yaml.MappingNode) and node.tag == "tag:yaml.org,2002:map":
            return self._sheet(node, depth)
        if isinstance(node, yaml.SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
            return Items([self.value(one, depth + 1) for one in node.value], [_line(one) for one in node.value])
        if isinstance(node, yaml.ScalarNode):
            return self._plain(node, line)
        raise self._strange(node, line)

    def _sheet(self, node: yaml.MappingNode, depth: int) -> Sheet:
        out = Sheet(self.name, node.start_mark.line + 1)
        for key_node, value_node in node.value:
            line = _line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                raise self._strange(key_node, line)
            key = str(key_node.value)
            if key in out:
                raise BadFile(
                    self.name, line,
                    Wording(f"{shown(key)} được viết hai lần, lần đầu ở dòng {out.lines[key]}",
                            f"{shown(key)} stands twice, first in line {out.lines[key]}"),
                    Wording("giữ lại một lần, đúng với sổ", "keep the one that agrees with the records"),
                )  # fmt: skip
            out.lines[key] = line
            out[key] = self.value(value_node, depth + 1)
        return out

    def _plain(self, node: yaml.ScalarNode, line: int) -> Any:
        tag, text = node.tag.rpartition(":")[2], str(node.value)
        if tag == "str":
            if len(text) > MOST_CHARACTERS:
                raise BadFile(
                    self.name, line,
                    Wording(f"chữ dài quá {MOST_CHARACTERS} ký tự", f"a text longer than {MOST_CHARACTERS} characters"),
                    Wording("viết ngắn lại", "shorten it"),
                )  # fmt: skip
            return text
        if tag in ("null", "bool"):
            return _SCALARS.construct_object(node)
        try:
            if tag == "int" and _WHOLE.fullmatch(text) and len(text) < 20:
                return int(text)
            if tag == "float" and (number := Decimal(text.replace("_", ""))).is_finite():
                return number
            if tag == "timestamp" and _DAY.fullmatch(text):
                return _SCALARS.construct_object(node)
        except (ValueError, InvalidOperation):
            pass
        raise self._strange(node, line)

    def _strange(self, node: yaml.Node, line: int) -> BadFile:
        value = shown(node.value) if isinstance(node, yaml.ScalarNode) else shown([])
        if node.tag.endswith(":timestamp"):
            return BadFile(
                self.name, line, Wording(f"{value} không phải là một ngày", f"{value} is no day"),
                Wording("viết ngày có thật, không kèm giờ, như 2024-01-31", "write a real day without a time, as 2024-01-31"),
            )  # fmt: skip
        return BadFile(
            self.name, line,
            Wording(f"giá trị {value} không đọc được ở đây", f"the value {value} cannot be read here"),
            Wording("chỉ dùng chữ, số thập phân, true/false, ngày có thật như 2024-01-31, danh sách và khóa: giá trị",
                    "use only text, decimal numbers, true/false, real dates as 2024-01-31, lists and key: value"),
        )  # fmt: skip


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
