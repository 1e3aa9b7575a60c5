"""The settlements of Mechanic's contract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from datetime import datetime

    from tests.domain.credit.settlements import Settlements


@pytest.fixture
def settlements(contract: int, at: datetime) -> Settlements:
    from tests.domain.credit.settlements import Settlements  # noqa: PLC0415

    return Settlements(contract, at)
