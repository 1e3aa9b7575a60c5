"""docs/reference says what the program says."""

import re
import runpy
from pathlib import Path

from tests.architecture.checks.house import House

_OWN = {"OPTOM_PROCESS", "OPTOM_SUPERVISED"}  # by which the program's processes know each other


def test_commands_rights_and_desks_are_told_as_they_are_declared(house: House) -> None:
    written = runpy.run_path(str(house.root / "scripts/reference.py"))["pages"]()

    folder = house.root / "docs/reference"
    assert {name: (folder / name).read_text() for name in written} == written, "make docs writes them anew"


def test_every_setting_is_told_and_no_other(house: House) -> None:
    told = (house.root / "docs/reference/settings.md").read_text()

    assert _settings(told) == {name for path in _sources(house) for name in _settings(path.read_text())} - _OWN


def _sources(house: House) -> list[Path]:
    return sorted((house.root / "src").rglob("*.py"))


def _settings(text: str) -> set[str]:
    return set(re.findall(r"OPTOM_[A-Z_]+", text))
