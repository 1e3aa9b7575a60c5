"""Tables of a page of docs/algorithms, whose figures tests work out."""

from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

ALGORITHMS = Path(__file__).parent.parent / "docs" / "algorithms"
Row = dict[str, str]


def tables(page: str) -> Iterator[list[Row]]:
    """Each table of the page in its turn: its rows, each by the heads."""
    lines = (ALGORITHMS / page).read_text(encoding="utf-8").splitlines()
    for place, line in enumerate(lines):
        if line.startswith("|---"):
            heads, below = _cells(lines[place - 1]), lines[place + 1 :]
            rows = takewhile(lambda one: one.startswith("|"), below)
            yield [dict(zip(heads, _cells(row), strict=True)) for row in rows]


def _cells(line: str) -> list[str]:
    return [cell.strip().strip("`") for cell in line.strip()[1:-1].split("|")]
