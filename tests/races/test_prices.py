"""Two who change prices in force at once: in force is what the ledger says last, whoever read the clock first."""

import sys
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from optom.base.staging import Outcome
from optom.domain.pricing import actions, importing, shelves
from optom.domain.pricing.importing import Names, PriceRow
from optom.domain.pricing.models import Break, ColumnPrice, Doubt, PriceChange
from optom.domain.pricing.queries import broken_books
from tests.domain.shipping.deliveries import Delivery
from tests.races.guards import Unhindered
from tests.races.together import Meanwhile, met_after, refusals, together
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


@pytest.fixture
def bearing(delivery: Delivery) -> int:
    return delivery.firm.product("6204", price=100)


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["optom.domain.pricing.breaks"], "PATIENCE", "100s")


def load(amount: int, at: datetime) -> Outcome:
    rows = [PriceRow("6204", "Опт", dec(amount))]
    return importing.import_prices(rows, at=at, names=Names.OF_PEOPLE)


def test_without_the_turn_the_ledger_says_another_price_than_is_in_force(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """He has read the ledger, and is passed by whose clock is later; then he writes."""
    monkeypatch.setattr(importing, "one_at_a_time", lambda *_given, **_more: None)
    other = Unhindered(lambda: load(120, delivery.at + SECOND))
    monkeypatch.setattr(importing, "moment", other.after(importing.moment))

    load(110, delivery.at)

    assert refusals([other.answer]) == []
    assert ColumnPrice.objects.get().amount == 110
    assert last_change() == 120, "the harm: what is in force is not what was told last"
    assert [broken.found for broken in broken_books()] == [dec(110)]


def test_who_loads_meanwhile_waits_for_his_turn(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Meanwhile(lambda: load(120, delivery.at - SECOND))
    monkeypatch.setattr(importing, "moment", other.after(importing.moment))

    load(110, delivery.at)

    assert other.answer() == Outcome(changed=1)
    assert ColumnPrice.objects.get().amount == last_change() == 120, "he came later, though his clock was earlier"
    assert broken_books() == []


def last_change() -> Decimal | None:
    return PriceChange.objects.order_by("-at", "-id").values_list("amount", flat=True)[0]


def test_a_list_and_a_person_who_set_the_same_break_are_both_done(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    firm, boss = delivery.firm, delivery.firm.person("boss", "director")
    rows = [PriceRow("6204", "Опт", dec(95), from_quantity=dec(10))]
    monkeypatch.setattr(importing, "take_turn", met_after(importing.take_turn))

    answers = together(
        lambda: importing.import_prices(rows, at=delivery.at, names=Names.OF_PEOPLE),
        lambda: actions.set_breaks(
            column=firm.wholesale,
            product=bearing,
            breaks=[(dec(10), dec(90))],
            actor=boss,
            at=delivery.at,
            reason="Опт",
        ),
    )

    assert refusals(answers) == []
    assert [(row.amount, row.owner_id) for row in Break.objects.all()] == [(dec(90), boss)]
    assert broken_books() == []


def test_what_is_published_while_shelves_are_measured_stays_in_doubt(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who measures does not see what is not published yet, neither the price nor that it is doubted."""
    other = Unhindered(lambda: actions.measure_shelves(anew=True))
    monkeypatch.setattr(shelves, "doubt_changes", other.after(shelves.doubt_changes))

    load(50, delivery.at)
    assert other.answer == 1, "the shelf was measured as it stood before"
    assert broken_books() == []

    Doubt.objects.all().delete()
    assert [broken.what for broken in broken_books()] == ["pricing.shelf_too_narrow"], "the harm without the doubt"
