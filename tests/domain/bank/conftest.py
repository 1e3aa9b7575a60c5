"""The finance desk with its statements."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from datetime import datetime

    from tests.interfaces.exchange.bank.desk import BankDesk
    from tests.trade import Firm


@pytest.fixture
def bank_desk(firm: Firm, at: datetime) -> BankDesk:
    from tests.interfaces.exchange.bank.desk import BankDesk  # noqa: PLC0415

    desk = BankDesk(firm, firm.person("cashier", "finance"), at)
    desk.open_accounts()
    return desk
