"""Support looks and does not touch."""

from collections.abc import Callable

import pytest
from django.test import Client

from optom.domain.accounts.models import User
from tests.trade import Firm

pytestmark = pytest.mark.django_db
Enter = Callable[[int], Client]


def test_a_superuser_looks_and_changes_nothing(enter: Enter, firm: Firm, contract: int) -> None:
    boss = firm.person("boss", "administrator")
    User.objects.filter(pk=boss).update(is_staff=True, is_superuser=True)
    client = enter(boss)

    assert client.get("/support/companies/contract/").status_code == 200
    assert client.get(f"/support/companies/contract/{contract}/change/").status_code == 200
    assert client.post(f"/support/companies/contract/{contract}/change/", {"number": "x"}).status_code == 403
    assert client.get("/support/companies/contract/add/").status_code == 403


def test_others_are_sent_away(enter: Enter, firm: Firm) -> None:
    assert enter(firm.person("worker", "administrator")).get("/support/").status_code == 302
