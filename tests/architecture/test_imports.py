"""The arrows in .importlinter, run as `make arch` runs them, on the project and on skeletons with one wrong import."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.checks.house import House
from tests.architecture.conftest import CONTRACTS, PROJECT

_LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def lint_imports(source: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts over the package `optom` found in a folder."""
    return subprocess.run(
        [sys.executable, "-c", _LINT, "--config", str(CONTRACTS), "--no-cache"],
        env=os.environ | {"PYTHONPATH": str(source), "NO_COLOR": "1", "COLUMNS": "200"},
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )


def existing_packages() -> Iterator[str]:
    """The floors, interfaces and rooms of the project, as packages below `optom`."""
    yield from ("config", "interfaces", "domain", "base")
    for folder in ("interfaces", "domain"):
        for path in (PROJECT / "src" / "optom" / folder).iterdir():
            if (path / "__init__.py").exists():
                yield f"{folder}/{path.name}"


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    """All packages of the house, empty: quick to walk, and broken only where a test breaks it."""
    for package in ["", *existing_packages()]:
        folder = tmp_path / "optom" / package
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text("")
        (folder / "actions.py").write_text("")
    (tmp_path / "optom" / "actions.py").unlink()
    for name in ("interfaces", "domain"):
        (tmp_path / "optom" / name / "actions.py").unlink()
    return tmp_path


def test_the_project_keeps_every_contract() -> None:
    done = lint_imports(PROJECT / "src")

    assert done.returncode == 0, done.stdout + done.stderr


def test_an_honest_skeleton_keeps_every_contract(skeleton: Path) -> None:
    (skeleton / "optom/config/actions.py").write_text(
        "import optom.interfaces.portal.actions, optom.domain.orders.actions"
    )
    (skeleton / "optom/interfaces/portal/actions.py").write_text("from optom.interfaces.kit import actions")
    (skeleton / "optom/domain/orders/actions.py").write_text(
        "from optom.domain.stock import actions\nimport optom.base"
    )
    done = lint_imports(skeleton)

    assert done.returncode == 0, done.stdout + done.stderr


WRONG = {
    "base knows a room": ("base/actions.py", "optom.domain.stock.actions"),
    "a room knows an interface": ("domain/orders/actions.py", "optom.interfaces.kit.actions"),
    "an interface knows the settings": ("interfaces/portal/actions.py", "optom.config.actions"),
    "an interface knows another": ("interfaces/portal/actions.py", "optom.interfaces.office.actions"),
    "the kit knows an interface": ("interfaces/kit/actions.py", "optom.interfaces.portal.actions"),
    "a room looks up": ("domain/stock/actions.py", "optom.domain.orders.actions"),
    "a room looks sideways": ("domain/pricing/actions.py", "optom.domain.credit.actions"),
    "the lowest room looks up": ("domain/accounts/actions.py", "optom.domain.journal.actions"),
}


@pytest.mark.parametrize(("importer", "imported"), WRONG.values(), ids=WRONG.keys())
def test_an_arrow_that_points_wrong_is_found(skeleton: Path, importer: str, imported: str) -> None:
    (skeleton / "optom" / importer).write_text(f"import {imported}")
    done = lint_imports(skeleton)

    assert done.returncode == 1
    assert f"optom.{importer.removesuffix('.py').replace('/', '.')} -> {imported}" in done.stdout


def test_a_detour_through_a_third_room_is_found(skeleton: Path) -> None:
    (skeleton / "optom/base/actions.py").write_text("import optom.base.detour")
    (skeleton / "optom/base/detour.py").write_text("def late():\n    import optom.domain.stock.actions")

    assert lint_imports(skeleton).returncode == 1


@pytest.mark.parametrize("package", ["domain/gossip", "interfaces/fax", "tools"])
def test_a_package_that_no_contract_places_is_found(skeleton: Path, package: str) -> None:
    (skeleton / "optom" / package).mkdir()
    (skeleton / "optom" / package / "__init__.py").write_text("")

    assert lint_imports(skeleton).returncode == 1


def test_siblings_stand_on_one_floor(house: House) -> None:
    """The order that our own checks read from .importlinter is the one that import-linter reads."""
    assert house.below("orders") >= {"assortment", "pricing", "credit", "stock", "accounts"}
    assert "credit" not in house.below("pricing")
    assert house.below("accounts") == frozenset()
