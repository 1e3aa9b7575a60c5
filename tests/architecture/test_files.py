"""Sizes and names of files, empty packages, and traces of one machine."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.checks import files, traces
from tests.architecture.checks.house import House, Violation

Seed = Callable[[dict[str, str]], House]


@pytest.mark.parametrize("check", [files.long_files, files.vague_names, files.empty_packages, traces.hosts_in_locks])
def test_the_project_is_tidy(house: House, check: Callable[[House], list[Violation]]) -> None:
    assert check(house) == []


def test_the_project_names_no_machine(house: House) -> None:
    assert traces.machine_paths(house, tracked_files(house.root)) == []


def tracked_files(root: Path) -> list[Path]:
    """Everything that git carries; outside a repository (an unpacked archive) only the sources."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False)
    names = [name for name in listed.stdout.split("\0") if name]
    return [root / name for name in names] or sorted((root / "src").rglob("*.py"))


@pytest.mark.parametrize("name", ["src/optom/domain/stock/actions.py", "frontend/src/grid.ts", "tests/test_x.py"])
def test_a_file_of_501_lines_is_found(seed: Seed, name: str) -> None:
    assert [str(found.path) for found in files.long_files(seed({name: "x\n" * 501}))] == [name]


@pytest.mark.parametrize(
    "name",
    ["src/optom/domain/stock/migrations/0001.py", "frontend/node_modules/x/index.ts", "src/optom/locale/ru.po"],
)
def test_migrations_and_files_of_others_may_be_long(seed: Seed, name: str) -> None:
    assert files.long_files(seed({name: "x\n" * 501})) == []


def test_500_lines_are_fine(seed: Seed) -> None:
    assert files.long_files(seed({"src/optom/base/money.py": "x\n" * 500})) == []


@pytest.mark.parametrize(
    "name",
    ["src/optom/base/utils.py", "src/optom/interfaces/common/forms.py", "frontend/src/helpers.ts", "tests/manager.py"],
)
def test_a_name_that_says_nothing_is_found(seed: Seed, name: str) -> None:
    assert [str(found.path) for found in files.vague_names(seed({name: ""}))] == [name]


def test_an_empty_package_is_found(seed: Seed) -> None:
    house = seed({"src/optom/domain/crm/__init__.py": "", "src/optom/domain/stock/rules.py": "x = 1"})

    assert [str(found.path) for found in files.empty_packages(house)] == ["src/optom/domain/crm"]


@pytest.mark.parametrize("place", ["/ro" + "ot/x", "/wo" + "rk/main", "/ho" + "me/ann/x", "/Us" + "ers/ann/x"])
def test_a_path_of_one_machine_is_found(seed: Seed, place: str) -> None:
    house = seed({"README.md": f"one\nrun `{place}` now\n"})

    assert [found.line for found in traces.machine_paths(house, [house.root / "README.md"])] == [2]


def test_relative_paths_and_addresses_are_fine(seed: Seed) -> None:
    house = seed({"README.md": "../wo" + "rk/x https://example.org/wo" + "rk/x $HOME/wo" + "rk/x"})

    assert traces.machine_paths(house, [house.root / "README.md"]) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("requirements.lock", "--index-url simple\nx==1"),
        ("requirements.lock", "x @ https://example.org/x.whl"),
        ("frontend/package-lock.json", '{"packages": {"node_modules/x": {"resolved": "https://example.org/x.tgz"}}}'),
    ],
)
def test_a_host_in_a_lock_file_is_found(seed: Seed, name: str, text: str) -> None:
    assert [str(found.path) for found in traces.hosts_in_locks(seed({name: text}))] == [name]


def test_versions_and_hashes_are_fine(seed: Seed) -> None:
    lock = "# made by `uv --index-url x`\nx==1 \\\n    --hash=sha256:00\n"
    package = '{"packages": {"": {"name": "x"}, "node_modules/x": {"funding": {"url": "https://example.org"}}}}'

    assert traces.hosts_in_locks(seed({"requirements.lock": lock, "frontend/package-lock.json": package})) == []
