"""The rules that import-linter and ruff cannot see, each as a function from a package folder to its faults.

They read files only, so that tests/house/test_planted.py can run them on a copy with a planted fault.
"""

import ast
import io
import re
import tokenize
from pathlib import Path

from tests.house.tree import PACKAGE, ROOT, calls, decorated, heights, modules, parsed, templates
from tests.inline import faults

KEYS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
# What acts call inside; a person never calls it alone.
NOT_ACTS = {
    ("audit", "record"): "writes the audit line itself",
    ("audit", "operation"): "the decorator",
    ("audit", "hold"): "a lock inside an act's transaction",
    ("register", "append"): "inside an act's transaction, whose line tells of it",
    ("register", "erase"): "inside the transaction of who takes entries out by order, whose line tells of it",
    ("audit", "claim"): "part of the decorator",
    ("notices", "queue"): "inside an act's transaction, whose line tells of it",
    ("people", "touch"): "inside an act's transaction, whose line tells of it",
    ("notices", "claim"): "a worker's hold on a message while it is sent",
    ("notices", "send"): "the worker's delivery; the message row keeps its outcome",
    ("lookup", "freshen"): "reads the index anew from its sources, whose acts left their lines",
    ("exports", "beat"): "a worker's sign of life",
    ("exports", "clear"): "takes away what was to be kept for a day",
    ("notices", "mark_read"): "a reader's own mark, no act on anything of the agency",
}
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
REASONS = ("slow import", "optional dependency", "app ready")
LINES_OF_CODE, LINES_OF_PAGE = 600, 150


def where(path: Path, node: ast.AST | None = None, package: Path = PACKAGE) -> str:
    """The place of a fault."""
    line = f":{node.lineno}" if node is not None and hasattr(node, "lineno") else ""
    return f"{path.relative_to(package)}{line}"


def model_files(package: Path) -> list[Path]:
    return [path for path in modules(package) if path.name == "models.py" or path.parent.name == "models"]


def app_of(path: Path, package: Path) -> str:
    """The app that a file belongs to: base/<app>/… or domain/<app>/…; empty elsewhere."""
    parts = path.relative_to(package).parts
    return parts[1] if len(parts) > 2 and parts[0] in {"base", "domain"} else ""


def targets(path: Path) -> dict[str, str]:
    """The models that a file imports, each with the app it comes from."""
    found = {}
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("thidua."):
            parts = node.module.split(".")
            if parts[1] in {"base", "domain"} and len(parts) > 2:
                found |= {name.asname or name.name: parts[2] for name in node.names}
    return found


def foreign_keys(path: Path, package: Path) -> list[tuple[ast.Call, str]]:
    """Every key of a file with the app that it points to."""
    found, imported, own = [], targets(path), app_of(path, package)
    for name, call in calls(parsed(path)):
        if name not in KEYS:
            continue
        to = call.args[0] if call.args else next((word.value for word in call.keywords if word.arg == "to"), None)
        if isinstance(to, ast.Constant) and isinstance(to.value, str):
            app = to.value.split(".")[0] if "." in to.value else own
        elif isinstance(to, ast.Attribute):  # settings.AUTH_USER_MODEL
            app = "accounts"
        else:
            app = imported.get(getattr(to, "id", ""), own)
        found.append((call, app))
    return found


def keys_upward(package: Path = PACKAGE) -> list[str]:
    """Keys to an app that stands higher or beside; import-linter does not see those written as a string."""
    height, found = heights(), []
    for path in model_files(package):
        own = app_of(path, package)
        for call, app in foreign_keys(path, package):
            if app != own and app in height and height[app] >= height.get(own, 0):
                found.append(f"{where(path, call, package)} points up to {app}")
    return found


def keys_with_a_way_back(package: Path = PACKAGE) -> list[str]:
    """Keys between apps without related_name="+"."""
    found = []
    for path in model_files(package):
        for call, app in foreign_keys(path, package):
            name = next((word.value for word in call.keywords if word.arg == "related_name"), None)
            if app != app_of(path, package) and getattr(name, "value", None) != "+":
                found.append(f'{where(path, call, package)} to {app} needs related_name="+"')
    return found


def names_that_write(path: Path) -> set[str]:
    """What an act may call to leave its line: `record`, under whatever name, other acts, its module's own functions.

    Whether the line is written indeed is watched at run time by the decorator.
    """
    found = {"record"} | {node.name for node in parsed(path).body if isinstance(node, ast.FunctionDef)}
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("operations"):
            found |= {name.asname or name.name for name in node.names}
    return found - {"operation"}


def careless_operations(package: Path = PACKAGE) -> list[str]:
    """Public functions of `operations` that are no proper acts."""
    found = []
    for path in modules(package):
        app = app_of(path, package)
        if not app or "operations" not in (path.stem, path.parent.name):
            continue
        writers = names_that_write(path)
        for node in parsed(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_") or (app, node.name) in NOT_ACTS:
                continue
            names = {argument.arg for argument in node.args.kwonlyargs}
            if not decorated(node, "operation"):
                found.append(f"{where(path, node, package)} {node.name} is not decorated with @operation")
            if node.args.args or node.args.posonlyargs or node.args.vararg:
                found.append(f"{where(path, node, package)} {node.name} takes arguments without their names")
            if not {"actor", "at"} <= names:
                found.append(f"{where(path, node, package)} {node.name} does not take actor and at")
            if not any(name in writers for name, _call in calls(node)):
                found.append(f"{where(path, node, package)} {node.name} writes no audit line")
    return found


def inline_imports(package: Path = PACKAGE) -> list[str]:
    """Imports inside a function without one of the three reasons."""
    found = []
    for path in modules(package):
        lines = path.read_text(encoding="utf-8").splitlines()
        for function in ast.walk(parsed(path)):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    comment = lines[node.lineno - 1].partition("#")[2]
                    if not any(reason in comment for reason in REASONS):
                        found.append(f"{where(path, node, package)} imports inside a function without a reason")
    return sorted(set(found))


def large_files(package: Path = PACKAGE) -> list[str]:
    """Modules of more than 600 lines, page templates of more than 150."""
    found = []
    for paths, most in ((modules(package), LINES_OF_CODE), (templates(package), LINES_OF_PAGE)):
        for path in paths:
            count = len(path.read_text(encoding="utf-8").splitlines())
            if count > most:
                found.append(f"{where(path, package=package)} has {count} lines, more than {most}")
    return found


def empty_names(package: Path = PACKAGE) -> list[str]:
    """Modules whose name says nothing."""
    return [where(path, package=package) for path in modules(package) if {path.stem, path.parent.name} & BANNED_NAMES]


def inline_scripts(package: Path = PACKAGE) -> list[str]:
    """Templates with an inline script, an inline style or an on… attribute."""
    found = []
    for path in templates(package):
        found += [f"{where(path, package=package)} {fault}" for fault in faults(path.read_text(encoding="utf-8"))]
    return found


def unused_templates(package: Path = PACKAGE) -> list[str]:
    """Templates that nothing names: no view, no tag, no component."""
    paths = templates(package)
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*modules(package), *paths])
    found = []
    for path in paths:
        name = path.as_posix().rpartition("/templates/")[2]
        if name.startswith("cotton/"):
            tag = "<c-" + name.removeprefix("cotton/").removesuffix(".html").replace("/", ".").replace("_", "-")
            is_used = re.search(re.escape(tag) + r"[\s>/]", text) is not None
        else:
            is_used = name in text or name in SEEN_BY_LIBRARIES or name.startswith("allauth/")
        if not is_used:
            found.append(where(path, package=package))
    return found


# Templates that a library looks for by name.
SEEN_BY_LIBRARIES = {
    *("400.html", "403.html", "404.html", "500.html"),
    *("account/login.html", "account/logout.html", "account/password_change.html"),
}


def suppressed_bans(package: Path = PACKAGE) -> list[str]:
    """A `noqa` that names no rule or gives no reason."""
    found = []
    for path in modules(package):
        for token in tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline):
            if token.type != tokenize.COMMENT or "noqa" not in token.string:
                continue
            if not re.search(r"# noqa: [A-Z]+\d+(?:, ?[A-Z]+\d+)*  \S", token.string):
                found.append(f"{where(path, package=package)}:{token.start[0]} noqa without a rule or a reason")
    return found


ALL = [
    keys_upward,
    keys_with_a_way_back,
    careless_operations,
    inline_imports,
    large_files,
    empty_names,
    inline_scripts,
    unused_templates,
    suppressed_bans,
]
__all__ = ["ALL", "ROOT"]
