"""What settings make once, whoever comes first."""

import os
import subprocess
import sys
from pathlib import Path


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    told = {**os.environ, "OPTOM_HOME": str(tmp_path), "PYTHONPATH": "src"}
    told.pop("OPTOM_SECRET_KEY", None)
    asks = "from optom.config import settings; print(settings.SECRET_KEY)"
    asked = [
        subprocess.Popen([sys.executable, "-c", asks], env=told, stdout=subprocess.PIPE, text=True) for _ in range(4)
    ]
    keys = {process.communicate(timeout=60)[0].strip() for process in asked}
    assert len(keys) == 1
    assert keys == {(tmp_path / "secret-key").read_text()}
    assert len(keys.pop()) > 50
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]
