"""What the buyer says by his half of an electronic UPD counts: accepted whole, to be counted, refused."""

from datetime import timedelta
from typing import Any, cast

import pytest

from optom.base.refusal import Refusal
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as papers
from optom.domain.billing.models import BuyerTitle
from optom.domain.documents import queries as documents
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.domain.shipping.rules import Arrived
from optom.interfaces.exchange.upd import name_of, read_title
from tests.books import all_books
from tests.domain.billing.test_upd import complete, heard, leave, said, upd_of
from tests.domain.shipping.deliveries import Delivery
from tests.interfaces.exchange.upd.answers import title
from tests.trade import Firm, dec

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivery(firm: Firm, contract: int, alice: int, at: Any) -> Delivery:
    complete(firm, contract)
    return Delivery(firm, contract, alice, firm.person("walter", "warehouse"), at)


@pytest.fixture
def shipment(delivery: Delivery, firm: Firm) -> int:
    found = leave(delivery, (firm.product("6204", price="122.00", on_hand=10), 4))
    heard(delivery.at)
    delivery.at += timedelta(days=1)
    return found


def company_of(shipment: int) -> int:
    return shipments.shipment(shipment).company


def take(delivery: Delivery, shipment: int, content: bytes, *, by_staff: bool = False) -> billing.Taken:
    given = read_title(content)
    actor = delivery.walter if by_staff else delivery.alice
    accepts_as = None if by_staff else delivery.alice
    company = company_of(shipment)
    return billing.take_title(company=company, title=given, actor=actor, at=delivery.at, accepts_as=accepts_as)


@pytest.mark.parametrize("by_staff", [False, True])
def test_accepted_it_accepts_the_shipment_whole_and_twice_it_changes_nothing(
    delivery: Delivery, shipment: int, *, by_staff: bool
) -> None:
    taken = take(delivery, shipment, title("1"), by_staff=by_staff)
    again = take(delivery, shipment, title("1"), by_staff=by_staff)

    assert (taken.shipment, taken.is_new, again.is_new) == (shipment, True, False)
    assert shipments.shipment(shipment).stage == "accepted"
    [told] = papers.titles(shipment)
    assert (told.outcome, told.says, told.taken_by) == ("1", "Товары получены", "Зайцев Пётр")
    [row] = papers.issued(company=company_of(shipment)).only(kind="upd").all()
    assert row.outcome == "1"
    assert all_books() == []


@pytest.mark.parametrize("outcome", ["2", "3"])
def test_with_discrepancies_or_refused_it_waits_to_be_counted_and_silence_is_no_consent(
    delivery: Delivery, shipment: int, outcome: str
) -> None:
    take(delivery, shipment, title(outcome, says="Недостача"))

    [claim] = papers.claims().all()
    assert (claim.id, claim.state, papers.waiting_claims()) == (shipment, "uncounted", 1)
    delivery.at += timedelta(days=30)
    shipping.accept_unanswered(at=delivery.at)
    assert shipments.shipment(shipment).accepted_at is None

    [line] = papers.standing_lines(shipment)
    shipping.accept(shipment=shipment, arrived={line.line: Arrived(dec(3))}, actor=delivery.alice, at=delivery.at)
    assert [one.state for one in papers.claims().all()] == ["waiting"]
    if outcome == "2":
        assert papers.titles(shipment)[0].discrepancy_paper == "Акт о расхождениях № 5 от 25.11.2026"


def deliver_and_wait(delivery: Delivery, shipment: int) -> None:
    """Nobody answers in time."""
    shipping.deliver(shipment=shipment, on=delivery.at.date(), actor=delivery.walter, at=delivery.at)
    delivery.at += timedelta(days=30)
    shipping.accept_unanswered(at=delivery.at)
    assert shipments.shipment(shipment).accepted_at == delivery.at
    delivery.at += timedelta(days=1)


@pytest.mark.parametrize("outcome", ["2", "3"])
def test_after_silence_has_accepted_it_opens_a_claim_as_an_early_one_does(
    delivery: Delivery, shipment: int, outcome: str
) -> None:
    deliver_and_wait(delivery, shipment)
    silent_at = shipments.shipment(shipment).accepted_at
    take(delivery, shipment, title(outcome), by_staff=True)

    found = shipments.shipment(shipment)
    assert (found.stage, found.accepted_at, found.accept_until) == ("delivered", None, None)
    assert [line.accepted for line in shipments.lines(shipment)] == [None]
    assert papers.is_uncounted(shipment)
    assert papers.titles(shipment)[0].was_accepted_at == silent_at, "both sides see that it came late"
    assert all_books() == []

    [line] = papers.standing_lines(shipment)
    shipping.accept(shipment=shipment, arrived={line.line: Arrived(dec(3))}, actor=delivery.alice, at=delivery.at)
    [claim] = papers.claims().all()
    assert (claim.state, claim.waiting, papers.is_uncounted(shipment)) == ("waiting", 1, False)
    assert all_books() == []


def test_counted_and_found_whole_after_all_its_claim_is_gone(delivery: Delivery, shipment: int) -> None:
    deliver_and_wait(delivery, shipment)
    take(delivery, shipment, title("3"))
    [line] = papers.standing_lines(shipment)
    shipping.accept(shipment=shipment, arrived={line.line: Arrived(dec(4))}, actor=delivery.alice, at=delivery.at)

    assert (papers.claims().all(), papers.waiting_claims()) == ([], 0)
    assert shipments.shipment(shipment).stage == "accepted"


def test_what_was_told_to_be_wrong_is_not_counted_anew(delivery: Delivery, shipment: int) -> None:
    [line] = papers.standing_lines(shipment)
    shipping.accept(shipment=shipment, arrived={line.line: Arrived(dec(3))}, actor=delivery.alice, at=delivery.at)
    take(delivery, shipment, title("2"))

    assert shipments.shipment(shipment).accepted_at == delivery.at
    assert papers.titles(shipment)[0].was_accepted_at is None, "it was not accepted whole"
    assert [one.state for one in papers.claims().all()] == ["waiting"]


def test_a_later_title_counts_and_what_was_counted_stays(delivery: Delivery, shipment: int) -> None:
    take(delivery, shipment, title("3"))
    take(delivery, shipment, title("1"))

    assert [one.outcome for one in papers.titles(shipment)] == ["1", "3"]
    assert papers.claims().all() == []
    assert shipments.shipment(shipment).stage == "accepted"


def test_it_finds_its_upd_by_the_file_that_it_names_or_by_number_and_day(delivery: Delivery, shipment: int) -> None:
    payload = cast("papers.UpdPayload", documents.payload(upd_of(shipment).paper or 0))
    name = name_of(payload)

    assert take(delivery, shipment, title("1", number="", seller_file=name)).shipment == shipment
    for wrong in (title(number="2"), title(on="24.11.2026"), title(number="")):
        with pytest.raises(Refusal, match=r"billing\.title_of_no_upd"):
            take(delivery, shipment, wrong)
    assert said(shipment)["number"] == "1"


def test_of_another_company_there_is_no_such_upd(
    delivery: Delivery, shipment: int, strange_contract: int, stranger: int
) -> None:
    given = read_title(title("1"))
    with pytest.raises(Refusal, match=r"billing\.title_of_no_upd"):
        billing.take_title(company=company_of(shipment) + 1, title=given, actor=stranger, at=delivery.at)
    assert (BuyerTitle.objects.count(), bool(strange_contract)) == (0, True)
