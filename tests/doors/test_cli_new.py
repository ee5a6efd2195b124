"""The first command on a new data folder makes the tables that it needs."""

import os
import subprocess
import sys
from pathlib import Path


def test_a_record_comes_into_a_new_installation(tmp_path):
    record = Path(__file__).parents[2] / "src" / "thidua" / "doors" / "cli" / "data" / "tay_ninh_record.json"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THIDUA_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    environment = {**kept, "THIDUA_DATA": str(tmp_path / "data")}
    program = [str(Path(sys.executable).with_name("thidua"))]
    for words, told in [
        (["register", "import", str(record)], "27 lượt tập thể, 331 lượt cá nhân"),
        (["audit", "verify"], "toàn vẹn"),
    ]:
        done = subprocess.run([*program, *words], env=environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        assert told in done.stdout
