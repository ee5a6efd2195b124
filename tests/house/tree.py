"""What the tests about the code base read: its files, its imports, its floors."""

import ast
import configparser
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "thidua"


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def modules(package: Path = PACKAGE) -> list[Path]:
    """The Python files of the product."""
    return sorted(path for path in package.rglob("*.py") if "__pycache__" not in path.parts)


def templates(package: Path = PACKAGE) -> list[Path]:
    """The templates of the product."""
    return sorted(path for path in package.rglob("templates/**/*") if path.suffix in {".html", ".txt", ".svg"})


def tracked(root: Path = ROOT) -> list[Path]:
    """The files that git keeps or would keep; without git, all that are not made by a tool."""
    try:
        found = subprocess.run(
            ["git", "ls-files", "-co", "--exclude-standard"], cwd=root, capture_output=True, text=True, check=True
        ).stdout.splitlines()
        paths = [root / name for name in found]
    except (OSError, subprocess.CalledProcessError):
        made = {".venv", ".git", ".check", "data", "__pycache__", ".mypy_cache", ".ruff_cache"}
        paths = [path for path in root.rglob("*") if not made & set(path.relative_to(root).parts)]
    return sorted(path for path in paths if path.is_file())


def layers(contract: str, root: Path = ROOT) -> list[list[str]]:
    """The layers of a contract of .importlinter, top first; names without the brackets of what is not built yet."""
    parser = configparser.ConfigParser()
    parser.read(root / ".importlinter", encoding="utf-8")
    text = parser[f"importlinter:contract:{contract}"]["layers"]
    return [[name.strip(" ()") for name in line.split("|")] for line in text.splitlines() if line.strip()]


def heights(root: Path = ROOT) -> dict[str, int]:
    """How high each app of base and domain stands, by its label."""
    order = [*layers("floors", root), *layers("base-floors", root)]
    return {name: -place for place, names in enumerate(order) for name in names}


def decorated(node: ast.FunctionDef, name: str) -> bool:
    """Whether the function has the decorator."""
    return any(isinstance(part, ast.Name) and part.id == name for part in node.decorator_list)


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with the last part of the called name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node
