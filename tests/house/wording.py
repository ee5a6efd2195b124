"""Read the words of the product: the msgids of its code and pages, and its catalogues."""

import ast
import re
from collections.abc import Iterable
from pathlib import Path

import polib
from django.utils.translation.template import templatize

from tests.house.tree import PACKAGE, calls, modules, templates

LOCALE = PACKAGE / "locale"
ONE = {"_", "_l", "N_", "gettext", "gettext_lazy", "gettext_noop"}
SEVERAL = {"ngettext", "ngettext_lazy", "ngettext_l", "_n"}
LITERAL = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
SINGLE_CALL = re.compile(rf"(?<![\w.])(?:gettext|_)\(u?({LITERAL})\)", re.DOTALL)
PLURAL_CALL = re.compile(rf"(?<![\w.])ngettext\(u?({LITERAL}),\s*u?({LITERAL})", re.DOTALL)

Words = dict[str, tuple[str, set[str]]]  # msgid: plural or empty, where it stands


def constant(node: ast.AST) -> str:
    """The text of a literal; empty for anything else."""
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def of_code(paths: Iterable[Path], root: Path) -> Words:
    """The msgids of Python files."""
    found: Words = {}
    for path in paths:
        for name, call in calls(ast.parse(path.read_text(encoding="utf-8"))):
            if name in ONE and call.args and (text := constant(call.args[0])):
                found.setdefault(text, ("", set()))[1].add(path.relative_to(root).as_posix())
            elif name in SEVERAL and len(call.args) > 1 and (text := constant(call.args[0])):
                found.setdefault(text, (constant(call.args[1]), set()))[1].add(path.relative_to(root).as_posix())
    return found


def of_pages(paths: Iterable[Path], root: Path) -> Words:
    """The msgids of templates, those in attributes of components included."""
    found: Words = {}
    for path in paths:
        text, name = path.read_text(encoding="utf-8"), path.relative_to(root).as_posix()
        code = templatize(text, origin=name)
        for match in [*SINGLE_CALL.finditer(code), *SINGLE_CALL.finditer(text)]:
            found.setdefault(ast.literal_eval(match.group(1)), ("", set()))[1].add(name)
        for match in PLURAL_CALL.finditer(code):
            plural = ast.literal_eval(match.group(2))
            found.setdefault(ast.literal_eval(match.group(1)), (plural, set()))[1].add(name)
    return found


def words(package: Path = PACKAGE) -> Words:
    """Every msgid of the product with its places."""
    found = of_code(modules(package), package)
    for text, (plural, places) in of_pages(templates(package), package).items():
        before, known = found.get(text, ("", set()))
        found[text] = (before or plural, known | places)
    return found


def catalogue(language: str) -> Path:
    """The catalogue of a language."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def meaning(entry: polib.POEntry | polib.MOEntry) -> tuple[str, ...]:
    """What an entry says in the other language, all its forms."""
    return tuple(entry.msgstr_plural.values()) if entry.msgstr_plural else (entry.msgstr,)


def marks(text: str) -> set[str]:
    """The placeholders of a text."""
    return set(re.findall(r"%\(\w+\)[sd]|%[sd]|{\w*}", text))
