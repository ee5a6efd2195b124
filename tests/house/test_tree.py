"""What the project's files say about the product is true: addresses, settings, commands, no trace of a machine."""

import ast
import csv
import re

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.tree import PACKAGE, ROOT, calls, modules, parsed, tracked
from thidua.doors.cli import COMMANDS

OPERATE = ROOT / "docs" / "operate"


def url_names(resolver: URLResolver, space: str = "") -> set[str]:
    """The names of all addresses, with their namespaces."""
    found: set[str] = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            found |= url_names(entry, inner)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"the address {entry.pattern} has no name"
            found.add(f"{space}{entry.name}")
    return found


def test_every_address_has_its_row_in_the_matrix_of_rights():
    path = ROOT / "tests" / "matrix.csv"
    assert path.exists(), "tests/matrix.csv is missing: it says for every address who may open it"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(line for line in file if not line.startswith("#")))
    column = next((place for place, name in enumerate(rows[0]) if name in {"name", "url", "address"}), 0)
    named = {row[column] for row in rows[1:] if row}
    names = url_names(get_resolver())
    assert names - named == set(), "addresses without a row"
    assert named - names == set(), "rows without an address"


def headings(name: str) -> set[str]:
    """The code words in the headings of a page of the operator's guide."""
    text = (OPERATE / name).read_text(encoding="utf-8")
    return {word for line in text.splitlines() if line.startswith("#") for word in re.findall(r"`([^`]+)`", line)}


def environment_variables() -> set[str]:
    """The variables that the product reads from its environment."""
    found = set()
    for path in modules():
        for name, call in calls(parsed(path)):
            if name == "get" and call.args and "environ" in ast.unparse(call.func):
                found.add(ast.literal_eval(call.args[0]))
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
                found.add(ast.literal_eval(node.slice))
    return found - {"DJANGO_SETTINGS_MODULE"}


def test_every_setting_has_its_heading():
    assert environment_variables() == headings("settings.md")


def test_every_command_has_its_heading():
    told = {heading.split()[1] for heading in headings("commands.md") if heading.startswith("thidua ")}
    assert told == set(COMMANDS)


MADE_BY_MACHINE = [
    re.compile(r"(?<![\w.])/(?:root|home/\w+|work)/[\w.]"),
    re.compile(r"https?://[^/\s\"']*(?:pypi|python[h]osted|artifactory|nexus|npmjs|registry)[^/\s\"']*", re.IGNORECASE),
    re.compile(r"https?://[^\s\"'/]*:[^\s\"'/]*@"),
    re.compile(r"--(?:extra-)?index-url\s+\S*//"),
]
# Files whose text is somebody else's and stands as it was published.
OF_OTHERS = re.compile(r"(/vendor/|LICENSE|/law/cases/)")
TEXT = {
    ".py",
    ".md",
    ".txt",
    ".in",
    ".toml",
    ".html",
    ".css",
    ".js",
    ".yaml",
    ".yml",
    ".csv",
    ".po",
    ".cfg",
    ".json",
    "",
}


def test_no_trace_of_a_machine_or_of_a_registry():
    found = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix not in TEXT or OF_OTHERS.search(name) or path == ROOT / "tests/house/test_tree.py":
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{name}: {match.group(0)}" for part in MADE_BY_MACHINE for match in part.finditer(text)]
    assert found == []


def test_locks_are_hashed():
    for name in ("run", "check", "uv"):
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="ascii")
        pins = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
        assert pins and all(re.match(r"[\w.\[\]-]+==\S+", pin) and pin.endswith("\\") for pin in pins), name
        assert text.count("--hash=sha256:") >= len(pins)


def test_lock_of_checks_holds_the_lock_of_the_product():
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / name).read_text(encoding="ascii")
        return {line.split(" ")[0] for line in text.splitlines() if line and not line.startswith((" ", "#"))}

    assert pins("run.txt") <= pins("check.txt")
    assert pins("uv.txt") <= pins("run.txt")


def test_settings_are_one_short_file():
    assert len((PACKAGE / "settings.py").read_text(encoding="utf-8").splitlines()) <= 300
