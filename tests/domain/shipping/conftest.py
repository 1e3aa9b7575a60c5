"""Alice's order of bearings that stand in Moscow, and the people of the warehouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from datetime import datetime

    from tests.domain.shipping.deliveries import Delivery
    from tests.trade import Firm


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, at: datetime) -> Delivery:
    """Orders and shipments of Mechanic's contract."""
    from tests.domain.shipping.deliveries import Delivery  # noqa: PLC0415

    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)
