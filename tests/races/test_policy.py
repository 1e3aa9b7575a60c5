"""Two who follow moved inputs at once, or while a person publishes other prices; two who approve at once."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from optom.domain.catalog.importing import ProductRow, import_products
from optom.domain.catalog.models import Product
from optom.domain.costs import actions as figures
from optom.domain.costs.actions import Told
from optom.domain.costs.models import Input
from optom.domain.policy import actions, following, publishing, queries
from optom.domain.policy.document import Policy, Rule
from optom.domain.policy.models import ProposedPrice, Publication
from optom.domain.pricing import importing
from optom.domain.pricing.importing import ColumnRow, PriceRow, import_columns
from optom.domain.pricing.models import ColumnPrice
from optom.domain.pricing.queries import broken_books
from tests.domain.policy.test_publishing import POLICY, costs, in_force
from tests.domain.shipping.deliveries import Delivery
from tests.races.guards import Unhindered
from tests.races.together import Meanwhile, refusals
from tests.trade import dec

pytestmark = pytest.mark.django_db(transaction=True)
OLDER = Policy(rules=(Rule("wholesale", "planned_cost * 1.5"),), corridor="ABS(change) <= 3%")
NEWER = replace(OLDER, rules=(Rule("wholesale", "planned_cost * 1.6"),))


@pytest.fixture
def goods(at: datetime) -> dict[str, int]:
    """A drill and a saw whose costs have moved by more than the policy lets publish themselves."""
    import_columns(ColumnRow(code, code.title(), code=code) for code in ("retail", "dealer"))
    import_products((ProductRow(name, name=name) for name in ("drill", "saw")), at=at)
    costs(at, drill="100", saw="200")
    in_force(POLICY, at)
    costs(at, drill="110", saw="220")
    return {name: Product.objects.get(external_id=name).pk for name in ("drill", "saw")}


def test_without_the_turn_what_the_other_has_left_waiting_is_dropped(
    goods: dict[str, int], at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "one_at_a_time", lambda *_given: None)
    other = Unhindered(lambda: actions.follow_inputs(products=[goods["saw"]], at=at))
    monkeypatch.setattr(following, "_with_waiting", other.after(following._with_waiting))

    actions.follow_inputs(products=[goods["drill"]], at=at)

    assert refusals([other.answer]) == []
    assert waiting() == {"drill"}, "the harm: nobody is asked about the saw"


def test_who_follows_meanwhile_takes_over_what_waits(
    goods: dict[str, int], at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Meanwhile(lambda: actions.follow_inputs(products=[goods["saw"]], at=at))
    monkeypatch.setattr(following, "_with_waiting", other.after(following._with_waiting))

    actions.follow_inputs(products=[goods["drill"]], at=at)

    assert refusals([other.answer()]) == []
    assert waiting() == {"drill", "saw"}


def waiting() -> set[str | None]:
    found = ProposedPrice.objects.filter(publication__approved_at=None, publication__dropped_at=None)
    return set(found.values_list("product__external_id", flat=True))


@pytest.fixture
def bearing(delivery: Delivery) -> int:
    """Its price is made by a policy."""
    bearing = delivery.firm.product("6204", price=100)
    costing(bearing, 100, delivery.at)
    publish(actions.simulate(policy=OLDER, actor=None, at=delivery.at), delivery.at)
    return bearing


def costing(product: int, amount: int, at: datetime) -> None:
    planned = Input.objects.get(name="planned_cost").pk
    figures.set_figures(told=[Told(planned, product, dec(amount))], actor=None, at=at)


def publish(publication: int, at: datetime) -> bool:
    return actions.approve(publication=publication, actor=None, at=at)


def without_looking_again(patch: pytest.MonkeyPatch) -> None:
    stood = following._standing()
    patch.setattr(following, "_standing", lambda: stood)


def test_who_approves_while_prices_are_loaded_leaves_it_to_the_worker(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "PATIENCE", "100ms")
    newer = actions.simulate(policy=NEWER, actor=None, at=delivery.at)
    other = Unhindered(lambda: publish(newer, delivery.at))
    monkeypatch.setattr(importing, "moment", other.after(importing.moment))

    importing.import_prices([PriceRow("6204", "Розница", dec(7))], at=delivery.at, names=importing.Names.OF_PEOPLE)

    assert other.answer is False
    assert ColumnPrice.objects.get(column=delivery.firm.wholesale).amount == dec(150)
    assert actions.publish_due(at=delivery.at)
    assert ColumnPrice.objects.get(column=delivery.firm.wholesale).amount == dec(160)


GUARDED = pytest.mark.parametrize("is_guarded", [False, True], ids=["unguarded", "guarded"])


@GUARDED
def test_prices_that_follow_costs_give_way_to_a_policy_that_is_published_meanwhile(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch, *, is_guarded: bool
) -> None:
    if not is_guarded:
        without_looking_again(monkeypatch)
    newer = actions.simulate(policy=NEWER, actor=None, at=delivery.at)
    costing(bearing, 101, delivery.at)
    other = Meanwhile(lambda: publish(newer, delivery.at))
    monkeypatch.setattr(following, "_work_out", other.after(following._work_out))

    actions.follow_inputs(products=None, at=delivery.at)

    assert other.answer() is True
    assert queries.policy_in_force() == NEWER
    expected = dec("161.60") if is_guarded else dec(160)
    assert ColumnPrice.objects.get().amount == expected, "the harm: the cost that was told does not reach the price"
    assert broken_books() == []


@GUARDED
def test_prices_that_were_led_back_meanwhile_do_not_come_again_by_themselves(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch, *, is_guarded: bool
) -> None:
    if not is_guarded:
        without_looking_again(monkeypatch)
    costing(bearing, 101, delivery.at)
    later = delivery.at + timedelta(hours=1)
    back = actions.lead_back(moment=Publication.objects.get().proposed_at - timedelta(days=1), actor=None, at=later)
    other = Meanwhile(lambda: publish(back, later))
    monkeypatch.setattr(following, "_work_out", other.after(following._work_out))

    waiting = actions.follow_inputs(products=None, at=later)

    assert other.answer() is True
    came_by_itself = Publication.objects.filter(is_automatic=True, published_at__isnull=False).exists()
    assert came_by_itself is not is_guarded, "the harm: nobody has asked for it after the way back"
    assert (waiting is not None) is is_guarded


@GUARDED
def test_of_two_who_approve_at_once_one_publishes(
    delivery: Delivery, bearing: int, monkeypatch: pytest.MonkeyPatch, *, is_guarded: bool
) -> None:
    if not is_guarded:
        monkeypatch.setattr(actions, "_waiting", lambda publication: Publication.objects.get(pk=publication))
    newer = actions.simulate(policy=NEWER, actor=None, at=delivery.at)
    other = Meanwhile(lambda: publish(newer, delivery.at))
    monkeypatch.setattr(publishing, "take_turn", other.after(publishing.take_turn))

    assert publish(newer, delivery.at)

    assert refusals([other.answer()]) == (["policy.publication_ended"] if is_guarded else [])
    found = Publication.objects.get(pk=newer)
    assert found.overtaken == (0 if is_guarded else found.prices), "the harm: it says that none of its prices came"
