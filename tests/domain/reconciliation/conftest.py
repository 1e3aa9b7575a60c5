"""Settlements of Mechanic, whose requisites are whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from datetime import datetime

    from tests.domain.credit.settlements import Settlements
    from tests.trade import Firm


@pytest.fixture
def settlements(firm: Firm, contract: int, at: datetime) -> Settlements:
    from optom.domain.companies.models import Company, Seller  # noqa: PLC0415
    from tests.domain.credit.settlements import Settlements  # noqa: PLC0415

    Seller.objects.update(ogrn="1027700000023", director="Романов А. Н.", full_name="ООО ТехСнаб")
    Company.objects.update(ogrn="1027700000009")
    return Settlements(contract, at)
