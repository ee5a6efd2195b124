"""The guards bite: each fault planted into a copy of the product turns its check red."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import rules
from tests.house.tree import ROOT


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product without its pictures and fonts."""
    root = tmp_path_factory.mktemp("planted") / "clean"
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__", "static"))
    shutil.copy(ROOT / ".importlinter", root)
    return root


@pytest.fixture
def copy(clean: Path, tmp_path: Path) -> Path:
    """A copy to plant a fault into."""
    return Path(shutil.copytree(clean, tmp_path / "copy"))


def plant(copy: Path, name: str, text: str) -> None:
    """Add the text to a file of the copy."""
    path = copy / "src" / "thidua" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before + text, encoding="utf-8")


def contracts(copy: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on the copy."""
    program = Path(sys.executable).with_name("lint-imports")
    command = [str(program), "--no-cache"]
    environment = {"PYTHONPATH": str(copy / "src"), "PATH": "/usr/bin:/bin", "COLUMNS": "200"}
    return subprocess.run(command, cwd=copy, capture_output=True, text=True, env=environment)


IMPORTS = [
    ("domain/people/queries.py", "import thidua.doors.http\n", "1 Buildings"),
    ("base/audit/queries.py", "import thidua.domain.people.models\n", "1 Buildings"),
    ("domain/people/queries.py", "import thidua.domain.movements.models\n", "2 Floors of the domain"),
    ("base/accounts/models.py", "import thidua.base.audit.models\n", "3 Floors of base"),
    ("domain/movements/queries.py", "import thidua.domain.movements.operations\n", "4 Rooms"),
    ("law/masks.py", "import django.db\n", "5 The law"),
    ("domain/movements/queries.py", "import thidua.law.engine\n", "6 Who may ask the law"),
    ("doors/public/views.py", "import thidua.doors.desk.urls\n", "7 Doors"),
    ("domain/newcomer/__init__.py", "", "2 Floors of the domain"),
]


def test_imports_that_the_contracts_forbid(copy):
    assert contracts(copy).returncode == 0
    for name, text, _contract in IMPORTS:
        plant(copy, name, text)
    report = contracts(copy)
    assert report.returncode != 0
    broken = {line for line in report.stdout.splitlines() if " BROKEN" in line}
    for _name, _text, contract in IMPORTS:
        assert any(name.startswith(contract) for name in broken), contract
    assert "newcomer" in report.stdout


UPWARD_KEY = """
class Planted(models.Model):
    upper = models.ForeignKey("dossiers.Dossier", on_delete=models.PROTECT, related_name="+")
"""
WAY_BACK = """
class Planted(models.Model):
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="planted")
"""
NO_AUDIT = """
def planted(*, actor, at, movement_id):
    Movement.objects.filter(pk=movement_id).delete()
"""
NO_LINE = """
@operation
def planted(*, actor, at, movement_id):
    Movement.objects.filter(pk=movement_id).delete()
"""
PAGES = "doors/public/templates/public/"
FAULTS = [
    (rules.keys_upward, "domain/movements/models.py", UPWARD_KEY, "points up to dossiers"),
    (rules.keys_with_a_way_back, "domain/movements/models.py", WAY_BACK, "related_name"),
    (rules.careless_operations, "domain/movements/operations.py", NO_AUDIT, "not decorated"),
    (rules.careless_operations, "domain/movements/operations.py", NO_LINE, "writes no audit line"),
    (rules.careless_operations, "domain/movements/operations.py", NO_LINE.replace("*, ", ""), "without their names"),
    (rules.inline_scripts, PAGES + "planted.html", "<script>alert(1)</script>", "<script>"),
    (rules.inline_scripts, PAGES + "planted.html", '<p {% if a > b %}class="x"{% endif %} style="color:red">', "style"),
    (rules.inline_scripts, PAGES + "planted.html", '<button onclick="go()">x</button>', "onclick"),
    (rules.inline_scripts, PAGES + "planted.html", '<a href="javascript:go()">x</a>', "javascript"),
    (rules.unused_templates, PAGES + "never-named.html", "<p>x</p>", "never-named.html"),
    (rules.inline_imports, "domain/movements/queries.py", "\n\ndef planted():\n    import json\n", "without a reason"),
    (rules.large_files, "domain/movements/queries.py", "\n" * 601, "more than 600"),
    (rules.large_files, PAGES + "planted.html", "<br>\n" * 151, "more than 150"),
    (rules.empty_names, "domain/movements/utils.py", "", "utils.py"),
    (rules.suppressed_bans, "domain/movements/queries.py", "\nX = 1  # noqa\n", "noqa"),
]


@pytest.mark.parametrize(("rule", "name", "text", "told"), FAULTS, ids=[f"{f[0].__name__}-{f[3]}" for f in FAULTS])
def test_faults_that_the_rules_find(copy, rule, name, text, told):
    rules.parsed.cache_clear()
    package = copy / "src" / "thidua"
    before = set(rule(package))
    plant(copy, name, text)
    rules.parsed.cache_clear()
    assert any(told in fault for fault in set(rule(package)) - before), rule(package)


BANNED = [
    "from django.db.models.signals import post_save\n",
    "from django.utils.timezone import now\n\nnow()\n",
    "import datetime\n\ndatetime.datetime.now()\n",
    "import datetime\n\ndatetime.date.today()\n",
    "from django.apps import apps\n\napps.get_model('audit', 'Event')\n",
]


@pytest.mark.parametrize("text", BANNED)
def test_calls_that_ruff_bans(text):
    program = Path(sys.executable).with_name("ruff")
    command = [str(program), "check", "--no-cache", "--select", "TID251", "--stdin-filename", "src/thidua/x.py", "-"]
    report = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True)
    assert report.returncode == 1 and "TID251" in report.stdout
