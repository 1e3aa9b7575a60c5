"""The firm of the domain's stories and two of its clients."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from tests.trade import Firm


@pytest.fixture
def firm(db: None, at: datetime) -> Firm:
    """Founded a month before the moment of the test."""
    from tests.trade import found_firm  # noqa: PLC0415

    return found_firm(at - timedelta(days=30))


@pytest.fixture
def alice(firm: Firm) -> int:
    """She buys for Mechanic."""
    return firm.person("alice")


@pytest.fixture
def contract(firm: Firm, alice: int) -> int:
    """Mechanic's contract: the wholesale column, a limit of a million."""
    return firm.client("Механик", "7700000009", alice)


@pytest.fixture
def stranger(firm: Firm) -> int:
    """He buys for somebody else."""
    return firm.person("stranger")


@pytest.fixture
def strange_contract(firm: Firm, stranger: int) -> int:
    """Somebody else's contract."""
    return firm.client("Чужой", "7700000016", stranger)
