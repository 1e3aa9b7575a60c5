"""Alice's reserves under Mechanic's contract; every story ends with books that agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from collections.abc import Iterator
    from datetime import datetime

    from tests.domain.orders.reserves import Reserves


@pytest.fixture
def reserves(contract: int, alice: int, at: datetime) -> Reserves:
    from tests.domain.orders.reserves import Reserves  # noqa: PLC0415

    return Reserves(contract, alice, at)


@pytest.fixture(autouse=True)
def books_agree(db: None) -> Iterator[None]:
    """Whatever a test did: holds, lines, moves and running figures say the same."""
    from optom.domain.orders import queries as orders  # noqa: PLC0415
    from optom.domain.stock import queries as stock  # noqa: PLC0415

    yield
    assert orders.broken_books() == []
    assert stock.broken_books() == []
