"""Who knocks at the pages: Alice who buys, a stranger, people of the firm."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

if TYPE_CHECKING:  # conftests load before Django knows its settings
    from tests.trade import Firm

Enter = Callable[[int], Client]


@pytest.fixture(autouse=True)
def _one_day() -> None:
    """Today is today until the test has ended."""
    from tests.midnight import not_before_midnight  # noqa: PLC0415 -- after Django knows its settings

    not_before_midnight(60)


@pytest.fixture(autouse=True)
def _first_visit(settings: Any) -> None:
    """Nobody has tried too often what other tests have tried: counters of this test alone, for all share the file."""
    from django.core.cache import cache  # noqa: PLC0415 -- as above

    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "tests"}}
    cache.clear()


@pytest.fixture
def firm(db: None) -> Firm:
    """Founded a month ago: pages read the clock."""
    from tests.trade import found_firm  # noqa: PLC0415 -- its types are made by the extension at import

    return found_firm(timezone.now() - timedelta(days=30))


@pytest.fixture
def alice(firm: Firm) -> int:
    """She buys for Mechanic."""
    return firm.person("alice")


@pytest.fixture
def contract(firm: Firm, alice: int) -> int:
    """Mechanic's contract with a limit of a million."""
    return firm.client("Механик", "7700000009", alice)


@pytest.fixture
def bearing(firm: Firm) -> int:
    """Sold by tens."""
    return firm.product("6204-2RS", price="412.30", multiple=10, on_hand=500)


@pytest.fixture(scope="session")
def enter() -> Enter:
    """Sign a person in."""

    def sign_in(user: int) -> Client:
        from optom.domain.accounts.models import User  # noqa: PLC0415 -- its types are made by the extension at import

        client = Client(headers={"Accept": "application/json", "Idempotency-Key": "one-key"})
        client.force_login(User.objects.get(pk=user))
        return client

    return sign_in
