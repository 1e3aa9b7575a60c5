"""A supplier counts in packs, we in pieces: what he says of a pack stands as it is of a piece."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.refusal import Refusal
from optom.domain.suppliers import actions
from optom.domain.suppliers.models import Feed, Offer, OfferChange, Quarantined, Terms
from optom.domain.suppliers.queries import broken_books
from tests.domain.suppliers.test_offering import apply
from tests.trade import Firm

pytestmark = pytest.mark.django_db
PACK = {"number": "1", "unit": "упак", "packed": "100", "price": "1234.50", "stock": "7", "minimum": "2"}


@pytest.fixture
def buyer(firm: Firm) -> int:
    return firm.person("purchaser", "purchaser")


def figures(terms: Terms) -> tuple[Decimal | None, ...]:
    return terms.price, terms.stock, terms.multiple, terms.minimum


def test_a_price_for_a_pack_stands_as_the_price_of_a_piece(feed: Feed, at: datetime) -> None:
    apply(feed, {**PACK, "recommended": "2000", "breaks": "10:1200 50:1100"}, at=at)
    terms = Terms.objects.get()
    assert figures(terms) == (Decimal("12.345"), Decimal(700), Decimal(100), Decimal(200))
    assert (terms.recommended, terms.breaks) == (Decimal(20), "1000:12 5000:11")
    assert (terms.factor, terms.said_price) == (Decimal(100), Decimal("1234.50"))


def test_the_same_list_again_changes_nothing_whatever_a_pack_holds(feed: Feed, at: datetime) -> None:
    apply(feed, PACK, at=at)
    run = apply(feed, PACK, at=at + timedelta(days=1))
    assert not OfferChange.objects.filter(run=run).exists()


def test_a_pack_that_holds_half_as_much_at_the_same_price_is_twice_as_dear(feed: Feed, at: datetime) -> None:
    apply(feed, PACK, at=at)
    apply(feed, {**PACK, "packed": "50"}, at=at + timedelta(days=1))
    held = Quarantined.objects.get()
    assert (held.price, held.reason, held.factor) == (Decimal("24.69"), "moved", Decimal(50))
    assert Terms.objects.get().price == Decimal("12.345")


def test_somebody_says_what_a_pack_holds_and_all_follows(feed: Feed, at: datetime, buyer: int) -> None:
    listed = {"number": "1", "unit": "упак", "price": "1234.56", "stock": "7", "breaks": "10:1200"}
    apply(feed, listed, at=at)
    offer = Offer.objects.get().pk
    actions.set_factors(factors={offer: Decimal(144)}, actor=buyer, at=at + timedelta(hours=1))
    terms = Terms.objects.get()
    assert figures(terms) == (Decimal("8.5733"), Decimal(1008), Decimal(144), None)
    assert terms.breaks == "1440:8.3333"
    history = OfferChange.objects.order_by("pk").values_list("factor", "with_vat")
    assert list(history) == [(1, terms.with_vat), (144, terms.with_vat)], "it remembers of what a price was"
    assert OfferChange.objects.latest("pk").price == Decimal("8.5733"), (
        "what is counted otherwise stands in the history"
    )
    run = apply(feed, listed, at=at + timedelta(days=1))
    assert not OfferChange.objects.filter(run=run).exists(), "the next list is counted as he has said"
    actions.set_factors(factors={offer: Decimal(1)}, actor=buyer, at=at + timedelta(days=2))
    back = Terms.objects.get()
    assert figures(back) == (Decimal("1234.56"), Decimal(7), None, None), "not a kopeck is lost on the way"
    assert back.said_price is None
    assert not [one for one in broken_books() if "history" in one.what]


def test_a_list_of_stock_alone_is_counted_as_the_price_was(feed: Feed, at: datetime) -> None:
    apply(feed, PACK, at=at)
    stock = Feed.objects.create(supplier=feed.supplier, name="Остатки", is_full=False)
    apply(stock, {"number": "1", "stock": "3"}, at=at + timedelta(hours=1))
    assert figures(Terms.objects.get())[:2] == (Decimal("12.345"), Decimal(300))
    assert not Quarantined.objects.exists(), "it says nothing of prices"


def test_a_price_that_slips_into_that_of_a_pack_or_a_dozen_is_held(feed: Feed, at: datetime) -> None:
    listed = [{"number": str(n), "price": "100"} for n in range(20)]
    apply(feed, *listed, {"number": "pack", "price": "2", "multiple": "50"}, {"number": "dozen", "price": "3"}, at=at)
    slipped = [{"number": "pack", "price": "101", "multiple": "50"}, {"number": "dozen", "price": "35.5"}]
    apply(feed, *listed, *slipped, at=at + timedelta(days=1))
    held = dict(Quarantined.objects.values_list("offer__number", "reason"))
    assert held == {"pack": "packed", "dozen": "packed"}


def test_a_believed_price_brings_what_its_pack_holds(feed: Feed, at: datetime, buyer: int) -> None:
    apply(feed, PACK, at=at)
    apply(feed, {**PACK, "packed": "50"}, at=at + timedelta(days=1))
    actions.decide_held(offers=[Offer.objects.get().pk], believed=True, actor=buyer, at=at + timedelta(days=1))
    terms = Terms.objects.get()
    assert (terms.price, terms.factor, terms.said_price) == (Decimal("24.69"), Decimal(50), Decimal("1234.50"))
    assert figures(terms)[1:] == (Decimal(350), Decimal(50), Decimal(100)), "and all beside it in the same unit"


def test_what_is_beside_a_held_price_is_counted_in_the_unit_of_the_price_that_stands(
    feed: Feed, at: datetime, buyer: int
) -> None:
    apply(feed, PACK, at=at)
    apply(feed, {**PACK, "packed": "50"}, at=at + timedelta(days=1))
    assert figures(Terms.objects.get()) == (Decimal("12.345"), Decimal(700), Decimal(100), Decimal(200))
    actions.set_factors(factors={Offer.objects.get().pk: Decimal(50)}, actor=buyer, at=at + timedelta(days=1))
    assert figures(Terms.objects.get()) == (Decimal("24.69"), Decimal(350), Decimal(50), Decimal(100))


def test_what_a_list_leaves_unsaid_follows_what_its_packs_hold_now(feed: Feed, at: datetime) -> None:
    apply(feed, {**PACK, "recommended": "2000"}, at=at)
    listed = {"number": "1", "price": "617.25", "packed": "50", "stock": "7"}
    apply(feed, listed, at=at + timedelta(days=1))
    terms = Terms.objects.get()
    assert figures(terms) == (Decimal("12.345"), Decimal(350), Decimal(50), Decimal(100))
    assert terms.recommended == Decimal(40), "as much for a pack, of half as many"


def test_breaks_that_nothing_can_hold_are_left_and_the_list_is_let_in(feed: Feed, at: datetime, buyer: int) -> None:
    breaks = " ".join(f"{n}:{2000 - n}" for n in range(10, 30))
    longer = " ".join(f"{n}:{2000 - n}" for n in range(10, 40))
    apply(feed, {"number": "1", "price": "2000", "breaks": breaks}, {"number": "2", "price": "1", "breaks": longer},
          {"number": "3", "price": "2000", "packed": "7", "breaks": breaks}, at=at)  # fmt: skip
    assert dict(Terms.objects.values_list("offer__number", "breaks")) == {"1": breaks, "2": "", "3": ""}
    actions.set_factors(factors={Offer.objects.get(number="1").pk: Decimal(7)}, actor=buyer, at=at)
    assert Terms.objects.get(offer__number="1").breaks == ""


@pytest.mark.parametrize("factor", ["0", "-1", "100001", "0.0001"])
def test_nothing_holds_so_many(feed: Feed, at: datetime, buyer: int, factor: str) -> None:
    apply(feed, PACK, at=at)
    with pytest.raises(Refusal, match="factor_wrong"):
        actions.set_factors(factors={Offer.objects.get().pk: Decimal(factor)}, actor=buyer, at=at)


AMOUNTS = st.decimals("0.01", "99999", places=2)
FACTORS = st.decimals("0.001", "1000", places=3)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(price=AMOUNTS, first=FACTORS, second=FACTORS)
def test_however_often_it_is_counted_anew_the_last_word_alone_counts(
    feed: Feed, at: datetime, buyer: int, price: Decimal, first: Decimal, second: Decimal
) -> None:
    number = f"{price}/{first}/{second}"
    apply(Feed.objects.get(pk=feed.pk), {"number": number, "price": str(price), "stock": "5"}, at=at)
    offer = Offer.objects.get(number=number).pk
    for factor in (first, second):
        actions.set_factors(factors={offer: factor}, actor=buyer, at=at)
    whole = (price / second).quantize(Decimal("0.0001"), "ROUND_HALF_UP")
    assert Terms.objects.get(offer=offer).price == max(whole, Decimal("0.0001"))
