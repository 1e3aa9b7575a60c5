"""Every story of the stock ends with books that agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def books_agree(db: None) -> Iterator[None]:
    """Balances are the sums of their moves, what is held the sum of its holds."""
    from optom.domain.stock import queries as stock  # noqa: PLC0415

    yield
    assert stock.broken_books() == []
