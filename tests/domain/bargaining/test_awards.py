"""A price that is taken becomes an offer that is bought by; what it saves is proven by receipts."""

from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, Refusals
from optom.base.sql import fetch
from optom.domain.bargaining import actions, queries
from optom.domain.bargaining.actions import Claim, OfAll, Said
from optom.domain.bargaining.models import Award, Realised, Saving
from optom.domain.bargaining.rules import Reply
from optom.domain.purchasing import actions as purchasing
from optom.domain.purchasing.actions import Came, Confirmed, Supplies
from optom.domain.purchasing.models import SupplierLine, Weights
from optom.domain.stock import actions as stock
from optom.domain.stock.models import Supply
from optom.domain.suppliers import actions as suppliers
from optom.domain.suppliers import queries as known
from optom.domain.suppliers.actions import FeedTerms
from optom.domain.suppliers.models import Expiry, Feed, FeedRun, Offer, OfferChange, Remark, Supplier, Terms
from tests.domain.purchasing.test_best_offers import cost, offer
from tests.domain.suppliers.test_offering import apply
from tests.trade import Firm, dec

from .asking import Bargain, supplier

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(bargain: Bargain, bearing: int) -> Bargain:
    """Far has quoted the bearing at 90, and his price was taken."""
    bargain.ask({bearing: 500}, "Близкий", "Далёкий")
    bargain.answer("Близкий", {bearing: "97"})
    bargain.answer("Далёкий", {bearing: "90"})
    assert bargain.award(bargain.quoted("Далёкий", bearing)) == actions.Awarded(1, 1)
    return bargain


def bought(
    bargain: Bargain, product: int, quantity: int | Decimal, price: str | None = None, paper: str | None = None
) -> SupplierLine:
    """What is short is ordered, confirmed (at another price, where one is told) and received in full, by a ``paper`` of
    that price where one is told.
    """
    Weights.objects.update(tolerance_percent=20)
    at, walter = (
        bargain.at,
        bargain.firm.person(f"walter-{Offer.objects.count()}-{SupplierLine.objects.count()}", "warehouse"),
    )
    purchasing.keep_at_least(products=[product], quantity=dec(10**6), actor=bargain.paula, at=at)
    purchasing.measure_needs(at=at)
    [order] = purchasing.order_needs(products=[product], warehouse=bargain.firm.moscow, actor=bargain.paula, at=at)
    line = SupplierLine.objects.get(order=order.order)
    purchasing.send(order=order.order, actor=bargain.paula, at=at)
    said = Confirmed(line.pk, dec(quantity), dec(price or line.price), business_day(at) + timedelta(days=3))
    purchasing.confirm(order=order.order, lines=[said], actor=bargain.paula, at=at)
    line.refresh_from_db()
    if paper is not None:
        came = [Came(line.pk, dec(quantity), price=dec(paper))]
        purchasing.receive(order=order.order, came=came, actor=walter, at=at)
        return line
    told: dict[str, Any] = {
        "arrival": line.arrival_id,
        "is_whole": True,
        "still": dec(quantity),
        "actor": walter,
        "at": at,
    }
    stock.receive(quantity=dec(quantity), **told)
    return line


def test_the_price_that_is_taken_is_what_is_ordered_by(taken: Bargain, bearing: int) -> None:
    made = Award.objects.get()
    assert (made.landed, made.offer.supplier.name, made.offer.number) == (90, "Далёкий", f"RFQ-{taken.request}/1")
    purchasing.tell_costs(offers=[made.offer_id], at=taken.at)
    assert cost(bearing) == 90
    line = bought(taken, bearing, 10)
    assert (line.offer_id, line.price) == (made.offer_id, 90)
    broken = {one.subject for one in known.broken_books()}
    assert f"offer {made.offer_id}" not in broken, "it has its history"
    assert not any("file" in one for one in broken), "and what was quoted is kept"
    assert FeedRun.objects.get().name == f"RFQ-{taken.request}.csv"


def test_a_quoted_price_stands_until_its_day_and_no_longer(taken: Bargain, bearing: int) -> None:
    last = Expiry.objects.get().until
    assert last == business_day(taken.at) + timedelta(days=90)
    assert suppliers.expire_quoted(at=taken.at + timedelta(days=90)) == 0
    assert suppliers.expire_quoted(at=taken.at + timedelta(days=91)) == 1
    assert suppliers.expire_quoted(at=taken.at + timedelta(days=91)) == 0
    offer_of = Award.objects.get().offer_id
    assert not Terms.objects.get(offer=offer_of).is_listed
    purchasing.tell_costs(run=FeedRun.objects.get().pk, at=taken.at)
    assert cost(bearing) == 100
    assert [one.is_listed for one in OfferChange.objects.filter(offer=offer_of).order_by("id")] == [True, False]


def test_a_quoted_price_whose_day_is_over_costs_nothing_even_before_the_clock_takes_it_off(
    taken: Bargain, bearing: int
) -> None:
    last = Expiry.objects.get().until
    best = [queries.offers_of(bearing, day)[0].landed for day in (last, last + timedelta(days=1))]
    assert best == [90, 100]
    assert Terms.objects.get(offer=Award.objects.get().offer).is_listed


def test_what_he_can_give_is_the_stock_of_the_offer_and_is_promised_to_nobody(bargain: Bargain, bearing: int) -> None:
    bargain.ask({bearing: 500}, "Далёкий")
    with bargain.held("Далёкий") as held:
        typed = Reply(bargain.line(bearing), dec(90), "RUB", quantity=dec(40))
        actions.keep(held=held, replies=[typed])
        actions.send(held=held, of_all=OfAll(with_vat=False), address="127.0.0.1", at=bargain.at)
    bargain.award(bargain.quoted("Далёкий", bearing))
    of = Award.objects.get().offer
    assert (Terms.objects.get(offer=of).stock, OfferChange.objects.get(offer=of).stock) == (40, 40)
    supplies = Supplies(bargain.firm.moscow)
    purchasing.let_promise(supplier=of.supplier_id, supplies=supplies, actor=None, at=bargain.at)
    purchasing.tell_supplies(suppliers=[of.supplier_id], at=bargain.at)
    assert not Supply.objects.exists()


def test_a_list_that_comes_later_leaves_the_quoted_price_alone(taken: Bargain) -> None:
    feed = Award.objects.get().offer.feed
    assert (feed.name, feed.is_full) == ("RFQ", False)
    assert Feed.objects.filter(supplier=feed.supplier).count() == 1


def test_what_cannot_be_awarded_is_refused_together(bargain: Bargain, bearing: int, firm: Firm) -> None:
    second = firm.product("6205")
    supplier("Новый", is_candidate=True)
    bargain.ask({bearing: 5, second: 5}, "Новый", "Далёкий")
    bargain.answer("Новый", {bearing: "80"})
    bargain.answer("Далёкий", {bearing: "90", second: "1"}, currency="CNY")
    quotes = [bargain.quoted("Новый", bearing), bargain.quoted("Далёкий", bearing)]
    with pytest.raises(Refusals) as refused:
        actions.award(request=bargain.request, quoted=quotes, until=None, actor=bargain.paula, at=bargain.at)
    codes = [one.code for one in refused.value.reasons]
    assert codes == [
        "bargaining.candidate",
        "bargaining.one_a_line",
        "bargaining.no_rate",
        "bargaining.until_needed",
    ]
    with pytest.raises(Refusal, match=r"bargaining\.no_quote"):
        bargain.award(10**9)
    assert not Award.objects.exists()


def test_a_line_is_awarded_once(taken: Bargain, bearing: int) -> None:
    with pytest.raises(Refusal, match=r"bargaining\.awarded_already"):
        taken.award(taken.quoted("Близкий", bearing))
    assert Saving.objects.count() == 1


def test_a_price_that_is_not_below_the_baseline_is_taken_and_saves_nothing(bargain: Bargain, bearing: int) -> None:
    bargain.ask({bearing: 500}, "Далёкий")
    bargain.answer("Далёкий", {bearing: "104"})
    assert bargain.award(bargain.quoted("Далёкий", bearing)) == actions.Awarded(1, 0)
    assert not Saving.objects.exists()


def test_a_receipt_proves_what_was_won(taken: Bargain, bearing: int) -> None:
    assert actions.realise(at=taken.at) == 0, "nothing has come yet"
    bought(taken, bearing, 30)
    assert actions.realise(at=taken.at) == 1
    assert actions.realise(at=taken.at) == 0, "each receipt once"
    [row] = queries.savings().all()
    assert (row.baseline, row.won, row.quantity, row.amount, row.person) == (100, 90, 30, 300, "paula")
    [receipt] = queries.receipts(row.id)
    assert (receipt.quantity, receipt.per_unit, receipt.amount) == (30, 10, 300)


def test_what_was_paid_dearer_than_won_saves_less(taken: Bargain, bearing: int) -> None:
    bought(taken, bearing, 30, price="92")
    actions.realise(at=taken.at)
    assert Realised.objects.get().amount == 240, "eight of ten roubles"


def test_a_dearer_price_on_the_paper_saves_less_than_was_confirmed(taken: Bargain, bearing: int) -> None:
    bought(taken, bearing, 30, paper="96")
    actions.realise(at=taken.at)
    assert Realised.objects.get().amount == 120, "four of ten roubles"


def test_an_old_entry_that_is_corrected_takes_no_receipt_of_a_newer_one(
    taken: Bargain, bearing: int, firm: Firm
) -> None:
    old, later = Saving.objects.get(), taken.at + timedelta(minutes=1)
    told = {"product_id": bearing, "supplier_id": old.supplier_id, "person_id": old.person_id, "offer_id": old.offer_id}
    newer = Saving.objects.create(
        at=later, kind="offer", baseline=92, won=90, counts_from=later, until=old.until, **told
    )
    taken.at = later + timedelta(minutes=1)
    boss = firm.person("boss", "director")
    actions.correct(saving=old.pk, baseline=dec(99), won=dec(90), reason="Так", actor=boss, at=taken.at)
    bought(taken, bearing, 30)
    actions.realise(at=taken.at)
    assert Realised.objects.get().saving_id == newer.pk


def test_what_was_ordered_before_or_of_another_saves_nothing(bargain: Bargain, bearing: int) -> None:
    bought(bargain, bearing, 30)
    bargain.ask({bearing: 500}, "Близкий")
    bargain.answer("Близкий", {bearing: "90"})
    bargain.at += timedelta(minutes=1)
    bargain.award(bargain.quoted("Близкий", bearing))
    assert actions.realise(at=bargain.at) == 0


def test_an_entry_that_was_wrong_is_corrected_by_another(taken: Bargain, bearing: int, firm: Firm) -> None:
    bought(taken, bearing, 30)
    actions.realise(at=taken.at)
    was, boss = Saving.objects.get(), firm.person("boss", "director")
    told: dict[str, Any] = {"saving": was.pk, "reason": "Цена до торга была 95", "at": taken.at}
    with pytest.raises(Refusal, match=r"accounts\.may_not"):
        actions.correct(**told, baseline=dec(95), won=dec(90), actor=taken.paula)
    with pytest.raises(Refusals) as refused:
        actions.correct(saving=was.pk, baseline=dec(80), won=dec(90), reason=" ", actor=boss, at=taken.at)
    assert [one.code for one in refused.value.reasons] == ["bargaining.a_loss", "input.required"]

    anew = actions.correct(**told, baseline=dec(95), won=dec(90), actor=boss)
    rows = {row.id: row for row in queries.savings().all()}
    assert (rows[was.pk].amount, rows[was.pk].is_corrected) == (0, True)
    assert (rows[anew].amount, rows[anew].kind, rows[anew].person) == (150, "correction", "paula")
    assert [one.amount for one in queries.receipts(was.pk)] == [300, -300], "what was is still there"
    assert [row.amount for row in queries.months().all()] == [150]
    with pytest.raises(Refusal, match=r"bargaining\.corrected_already"):
        actions.correct(**told, baseline=dec(95), won=dec(90), actor=boss)
    assert not queries.broken_books()


def test_a_talk_brings_a_price_down_and_the_ledger_of_offers_proves_it(bargain: Bargain, bearing: int) -> None:
    of = Offer.objects.get(product=bearing)
    run = FeedRun.objects.create(feed=of.feed, name="", sha256="", size=1, received_at=bargain.at)
    for price in (100, 92):
        OfferChange.objects.create(offer=of, run=run, at=bargain.at, price=price, currency="RUB", is_listed=True)
    until = business_day(bargain.at) + timedelta(days=365)
    said = Said(of.supplier_id, business_day(bargain.at), "Дают 8 %, если платим за неделю")
    talk = actions.note_talk(said=said, actor=bargain.paula, at=bargain.at)
    with pytest.raises(Refusal, match=r"bargaining\.nothing_won"):
        actions.claim(claim=Claim(of.pk, until), actor=bargain.paula, at=bargain.at)
    with pytest.raises(Refusal, match=r"bargaining\.nothing_won"):
        actions.claim(claim=Claim(of.pk, until, talk), actor=bargain.paula, at=bargain.at)

    Terms.objects.update(price=dec(92))
    actions.claim(claim=Claim(of.pk, until, talk), actor=bargain.paula, at=bargain.at)
    made = Saving.objects.get()
    assert (made.kind, made.baseline, made.won) == ("talk", 100, 92)
    with pytest.raises(Refusal, match=r"bargaining\.claimed_already"):
        actions.claim(claim=Claim(of.pk, until, talk), actor=bargain.paula, at=bargain.at)


@pytest.fixture
def lowered(bargain: Bargain, bearing: int) -> Claim:
    """Near has come down from 100 to 92 after a talk of today, which is to be claimed."""
    of = Offer.objects.get(product=bearing)
    changed(of, bargain.at, price=100)
    changed(of, bargain.at, price=92)
    said = Said(of.supplier_id, business_day(bargain.at), "Дают 8 %")
    talk = actions.note_talk(said=said, actor=bargain.paula, at=bargain.at)
    return Claim(of.pk, business_day(bargain.at) + timedelta(days=365), talk)


def changed(of: Offer, at: datetime, *, price: int, stock: int = 1, factor: int = 1) -> None:
    """As a list or a person changes it: what stands, and the history."""
    told = {"price": dec(price), "stock": dec(stock), "factor": dec(factor)}
    run, _made = FeedRun.objects.get_or_create(
        feed=of.feed, name="", defaults={"sha256": "", "size": 1, "received_at": at}
    )
    Terms.objects.filter(offer=of).update(**told, since=at)
    OfferChange.objects.create(offer=of, run=run, at=at, currency="RUB", with_vat=False, is_listed=True, **told)


def test_a_change_of_stock_does_not_let_a_price_be_claimed_again(
    bargain: Bargain, bearing: int, lowered: Claim
) -> None:
    told: dict[str, Any] = {"claim": lowered, "actor": bargain.paula}
    actions.claim(**told, at=bargain.at)
    later = bargain.at + timedelta(hours=1)
    changed(Offer.objects.get(product=bearing), later, price=92, stock=7)
    with pytest.raises(Refusal, match=r"bargaining\.claimed_already"):
        actions.claim(**told, at=later)
    changed(Offer.objects.get(product=bearing), later, price=91, stock=7)
    actions.claim(**told, at=later)
    assert [one.baseline for one in Saving.objects.order_by("id")] == [100, 92]


def test_another_unit_is_no_lower_price(bargain: Bargain, bearing: int, lowered: Claim) -> None:
    changed(Offer.objects.get(product=bearing), bargain.at, price=46, factor=2)
    with pytest.raises(Refusal, match=r"bargaining\.nothing_won"):
        actions.claim(claim=lowered, actor=bargain.paula, at=bargain.at)


def test_a_talk_wins_what_changes_after_it_of_its_own_goods_and_is_claimed_soon(
    bargain: Bargain, bearing: int, lowered: Claim, firm: Firm
) -> None:
    near, day = Offer.objects.get(product=bearing).supplier_id, business_day(bargain.at)

    def claimed(*, days: int = 0, talk: int | None = lowered.talk, until: int = 300) -> None:
        told = Claim(lowered.offer, day + timedelta(days=days + until), talk)
        actions.claim(claim=told, actor=bargain.paula, at=bargain.at + timedelta(days=days))

    other = Said(near, day, "О другом", firm.product("6205"))
    of_other = actions.note_talk(said=other, actor=bargain.paula, at=bargain.at)
    with pytest.raises(Refusal, match=r"bargaining\.no_talk"):
        claimed(talk=of_other)
    tomorrow = bargain.at + timedelta(days=1)
    late = actions.note_talk(said=Said(near, business_day(tomorrow), "Да"), actor=bargain.paula, at=tomorrow)
    with pytest.raises(Refusal, match=r"bargaining\.not_by_talk"):
        claimed(days=1, talk=late)
    with pytest.raises(Refusal, match=r"bargaining\.not_by_talk"):
        claimed(days=91)
    with pytest.raises(Refusal, match=r"bargaining\.not_new"):
        claimed(days=91, talk=None)
    with pytest.raises(Refusal, match=r"bargaining\.too_far"):
        claimed(until=366)
    claimed(days=90)


def test_a_new_offer_is_measured_by_its_suppliers_own_former_one_too(bargain: Bargain, bearing: int) -> None:
    offer(bargain.firm, bearing, "Новый", "91", with_vat=False, at=bargain.at, is_listed=False)
    of = Offer.objects.get(supplier__name="Новый")
    new = Offer.objects.create(supplier=of.supplier, feed=of.feed, number="б", product_id=bearing, matched="hand")
    Terms.objects.create(offer=new, price=88, currency="RUB", with_vat=False, since=bargain.at)
    until = business_day(bargain.at) + timedelta(days=30)
    actions.claim(claim=Claim(new.pk, until), actor=bargain.paula, at=bargain.at)
    assert Saving.objects.get().baseline == 91


def test_a_new_offer_is_measured_by_the_best_of_the_others(bargain: Bargain, bearing: int) -> None:
    new = offer(bargain.firm, bearing, "Новый", "88", with_vat=False, at=bargain.at)
    until = business_day(bargain.at) + timedelta(days=30)
    actions.claim(claim=Claim(new.pk, until), actor=bargain.paula, at=bargain.at)
    made = Saving.objects.get()
    assert (made.kind, made.baseline, made.won) == ("offer", 100, 88)


@pytest.mark.usefixtures("bearing")
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    goods=st.lists(
        st.tuples(st.decimals("50", "120", places=2), st.decimals("0.001", "999", places=3)), min_size=1, max_size=3
    ),
    corrected=st.booleans(),
)
def test_sums_of_persons_and_months_are_the_sums_of_receipts(
    bargain: Bargain, goods: list[tuple[Decimal, Decimal]], *, corrected: bool
) -> None:
    from django.db import transaction  # noqa: PLC0415 -- each example is undone

    with transaction.atomic():
        for place, (price, quantity) in enumerate(goods):
            product = bargain.firm.product(f"7{place}", multiple="0.001")
            offer(bargain.firm, product, "Близкий", "100", with_vat=False, at=bargain.at)
            bargain.ask({product: 1}, "Далёкий")
            bargain.answer("Далёкий", {product: str(price)})
            bargain.award(bargain.quoted("Далёкий", product))
            bought(bargain, product, quantity)
        actions.realise(at=bargain.at)
        first = Saving.objects.order_by("id").first()
        if corrected and first is not None:
            boss = bargain.firm.person(f"boss-{first.pk}", "director")
            told: dict[str, Any] = {
                "saving": first.pk,
                "baseline": dec(97),
                "won": min(first.won, dec(97)),
                "reason": "Иначе",
            }
            actions.correct(**told, actor=boss, at=bargain.at)
        rows = [one.quantity * one.per_unit for one in Realised.objects.all()]
        slowly = sum((one.quantize(dec("0.01"), ROUND_HALF_UP) for one in rows), dec(0))
        assert sum((row.amount for row in queries.savings().all()), dec(0)) == slowly
        assert sum((row.amount for row in queries.months().all()), dec(0)) == slowly
        assert not queries.broken_books()
        transaction.set_rollback(True)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    price=st.decimals("0.01", "99999", places=4),
    with_vat=st.booleans(),
    freight=st.tuples(st.decimals("0", "50", places=2), st.decimals("0", "500", places=2)),
    deferral=st.integers(0, 365),
)
def test_any_price_lands_as_an_offer_at_that_price_does(
    firm: Firm,
    bargain: Bargain,
    price: Decimal,
    freight: tuple[Decimal, Decimal],
    deferral: int,
    *,
    with_vat: bool,
) -> None:
    made = Offer.objects.first() or offer(firm, firm.product("6204"), "Далёкий", "1", at=bargain.at)
    Terms.objects.filter(offer=made).update(price=price, with_vat=with_vat)
    agreed = purchasing.Agreed("RUB", *freight, deferral_days=deferral)
    purchasing.agree(supplier=made.supplier_id, agreed=agreed, actor=bargain.paula, at=bargain.at)
    told = {"day": business_day(bargain.at), "supplier": made.supplier_id, "product": made.product_id, "offer": made.pk}
    text = """
        select v.* from purchasing_lands(%(day)s, %(supplier)s, %(product)s, %(price)s, 'RUB', %(with_vat)s) v
        union all
        select goods, freight, money, risk, landed from purchasing_landed(%(day)s) where offer_id = %(offer)s
    """
    named, offered = fetch(text, {**told, "price": price, "with_vat": with_vat})
    assert named == offered


def test_a_list_of_the_supplier_leaves_what_he_has_quoted_alone(taken: Bargain, bearing: int) -> None:
    quoted = Award.objects.get().offer
    lists = Feed.objects.create(supplier=quoted.supplier, name="Прайс")
    before = Terms.objects.get(offer=quoted)
    rows = [{"number": quoted.number, "price": "900", "name": "Иное"}, {"number": "own", "price": "5"}]
    run = apply(lists, *rows, at=taken.at)
    apply(lists, rows[1], at=taken.at)
    quoted.refresh_from_db()
    stands = Terms.objects.get(offer=quoted)
    assert (quoted.feed.name, quoted.product_id, stands.price) == ("RFQ", bearing, before.price)
    assert (stands.is_listed, stands.since) == (True, before.since)
    assert Remark.objects.get(run=run).fate == "quoted", "and the report of the list tells why"


def test_a_number_of_the_supplier_that_is_like_ours_stays_his(bargain: Bargain, bearing: int) -> None:
    bargain.ask({bearing: 500}, "Далёкий")
    of = Supplier.objects.get(name="Далёкий")
    lists = Feed.objects.create(supplier=of, name="Прайс")
    number = f"RFQ-{bargain.request}/1"
    apply(lists, {"number": number, "price": "900"}, at=bargain.at)
    bargain.answer("Далёкий", {bearing: "90"})
    assert bargain.award(bargain.quoted("Далёкий", bearing)) == actions.Awarded(1, 1)
    his = Offer.objects.get(number=number)
    quoted = Award.objects.get().offer
    assert (his.feed_id, Terms.objects.get(offer=his).price) == (lists.pk, 900)
    assert quoted.number.startswith(f"{number} #")
    apply(lists, {"number": number, "price": "910"}, {"number": quoted.number, "price": "1"}, at=bargain.at)
    assert (Terms.objects.get(offer=his).price, Terms.objects.get(offer=quoted).price) == (910, 90)


def test_nothing_is_awarded_into_a_closed_feed(taken: Bargain, bearing: int) -> None:
    feed = Award.objects.get().offer.feed
    suppliers.close_feed(feed=feed.pk, is_open=False, actor=taken.paula, at=taken.at)
    taken.ask({bearing: 500}, "Далёкий")
    taken.answer("Далёкий", {bearing: "80"})
    with pytest.raises(Refusal, match=r"suppliers\.quotes_closed"):
        taken.award(taken.quoted("Далёкий", bearing))


def test_nobody_takes_the_name_of_the_feed_of_quoted_prices_or_changes_its_terms(taken: Bargain) -> None:
    feed = Award.objects.get().offer.feed
    other = Feed.objects.create(supplier=feed.supplier, name="Прайс")
    told: dict[str, Any] = {"actor": taken.paula, "at": taken.at}
    for attempt in (
        lambda: suppliers.add_feed(supplier=feed.supplier_id, terms=FeedTerms("rfq"), **told),
        lambda: suppliers.change_feed(feed=other.pk, terms=FeedTerms("RFQ"), **told),
        lambda: suppliers.change_feed(feed=feed.pk, terms=FeedTerms("Прайс 2"), **told),
    ):
        with pytest.raises(Refusal, match=r"suppliers\.name_reserved"):
            attempt()
