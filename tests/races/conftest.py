"""A firm whose rows are committed, so that connections meet over them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from collections.abc import Iterator
    from datetime import datetime

    from tests.domain.shipping.deliveries import Delivery


@pytest.fixture(autouse=True)
def _all_the_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits for a lock gets it, however slow the machine is; what the end of patience does has tests of its own."""
    from optom.domain.credit import closing, locks  # noqa: PLC0415
    from optom.domain.stock import actions as stock  # noqa: PLC0415
    from optom.domain.suppliers import turns  # noqa: PLC0415

    for room in (locks, closing, stock, turns):
        monkeypatch.setattr(room, "PATIENCE", "100s")


@pytest.fixture
def books_agree(transactional_db: None) -> Iterator[None]:
    """Whoever has won, and whatever a race is about."""
    yield
    from tests.books import all_books  # noqa: PLC0415

    assert all_books() == []


@pytest.fixture
def delivery(transactional_db: None, at: datetime) -> Delivery:
    """Mechanic's contract with a limit of a thousand; Alice buys, Walter sends."""
    from tests.domain.shipping.deliveries import Delivery  # noqa: PLC0415
    from tests.trade import dec, found_firm  # noqa: PLC0415

    firm = found_firm(at - timedelta(days=30))
    alice = firm.person("alice")
    contract = firm.client("Механик", "7700000009", alice, credit_limit=dec(1000))
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)


@pytest.fixture
def bob(delivery: Delivery) -> Delivery:
    """He buys the same goods for another company."""
    user = delivery.firm.person("bob")
    return replace(delivery, contract=delivery.firm.client("Боб", "7700000016", user), alice=user)
