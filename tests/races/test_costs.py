"""Two who tell costs at once: the figure is what the ledger says last, and nobody breaks off."""

import sys
from datetime import datetime, timedelta
from typing import Any

import pytest

from optom.domain.costs import actions as costs
from optom.domain.costs import importing
from optom.domain.costs.actions import Told
from optom.domain.costs.importing import FigureRow
from optom.domain.costs.models import Figure, FigureChange, Input
from optom.domain.costs.queries import broken_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.together import met_after, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def bearing(delivery: Delivery) -> int:
    return delivery.firm.product("6204", price=100)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["optom.domain.costs.actions"], "PATIENCE", "100s")


def both(bearing: int, at: datetime) -> list[str]:
    """A list and a person tell a first cost of the same product; what went wrong."""
    planned = Input.objects.get(name="planned_cost").pk
    answers = together(
        lambda: importing.import_figures([FigureRow("6204", planned, dec(90))], at=at),
        lambda: costs.set_figures(told=[Told(planned, bearing, dec(80))], actor=None, at=at - timedelta(hours=1)),
    )
    return refusals(answers)


def test_without_the_turn_one_of_two_breaks_off(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "one_at_a_time", lambda *_given, **_more: None)
    write, met = importing.write_changes, met_after(lambda: None)

    def met_before_writing(**said: Any) -> None:
        met()
        write(**said)

    monkeypatch.setattr(importing, "write_changes", met_before_writing)

    assert both(bearing, delivery.at) == ["IntegrityError"], "the harm: both saw that nothing was known"


def test_who_tells_meanwhile_waits_for_his_turn(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "take_turn", met_after(importing.take_turn))

    assert both(bearing, delivery.at) == []
    told = list(FigureChange.objects.order_by("at", "id").values_list("amount", flat=True))
    assert set(told) == {dec(80), dec(90)}
    assert Figure.objects.get().amount == told[-1], "whoever came later, whatever his clock said"
    assert broken_books() == []
