"""The project as it is, and little trees with one thing wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.architecture.checks.house import House, house_at

PROJECT = Path(__file__).parents[2]
CONTRACTS = PROJECT / ".importlinter"


@pytest.fixture(scope="session")
def house() -> House:
    """The project itself."""
    return house_at(PROJECT, CONTRACTS)


@pytest.fixture
def seed(tmp_path: Path) -> Callable[[dict[str, str]], House]:
    """Build a tree of the given files (paths from the root) under the real order of rooms."""

    def build(files: dict[str, str]) -> House:
        for name, text in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return house_at(tmp_path, CONTRACTS)

    return build
