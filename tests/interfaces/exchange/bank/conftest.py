"""The firm with its accounts at banks, and a person of the finance desk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from tests.interfaces.exchange.bank.desk import BankDesk
    from tests.trade import Firm


@pytest.fixture
def bank_desk(firm: Firm) -> BankDesk:
    from tests.interfaces.exchange.bank.desk import BankDesk  # noqa: PLC0415

    desk = BankDesk(
        firm, firm.person("cashier", "finance"), datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Europe/Moscow"))
    )
    desk.open_accounts()
    return desk
