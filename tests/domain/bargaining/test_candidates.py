"""A candidate's list lies beside ours and says what it would save; it costs nothing until he is taken on."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.bargaining import actions, queries
from optom.domain.bargaining.actions import Said, Wanted
from optom.domain.bargaining.models import Talk, Target
from optom.domain.costs.models import Demand
from optom.domain.purchasing import actions as purchasing
from optom.domain.suppliers import actions as suppliers
from optom.domain.suppliers.actions import FeedTerms
from optom.domain.suppliers.models import Feed, Offer, Supplier
from tests.domain.purchasing.test_best_offers import cost
from tests.statements import counted
from tests.trade import Firm, dec

from .asking import supplier

pytestmark = pytest.mark.django_db
LIST = "Код;Артикул;Бренд;Название;Цена\n1;6204;SKF;Подшипник 6204;88\n2;9999;НЕТ;Втулка чужая;5\n"


@pytest.fixture
def candidate(bearing: int, paula: int, at: datetime, tmp_path: Path) -> int:
    """His first list has come by hand: the bearing at 88 without VAT, and something that we do not sell."""
    Demand.objects.create(product_id=bearing, sold_90=dec(300), sold_365=dec(1200))
    made = suppliers.add_supplier(name="Новый", is_candidate=True, actor=paula, at=at)
    feed = suppliers.add_feed(supplier=made, terms=FeedTerms("Прайс", with_vat=False), actor=paula, at=at)
    path = tmp_path / "list.csv"
    path.write_text(LIST)
    run = suppliers.receive(feed=feed, path=path, name="list.csv", actor=paula, at=at)
    suppliers.work(run=run, at=at)
    suppliers.accept(run=run, actor=paula, at=at)
    suppliers.work(run=run, at=at)
    return made


def test_his_list_says_at_once_what_it_would_save(candidate: int, bearing: int, at: datetime) -> None:
    [row] = queries.candidates(business_day(at)).all()
    assert (row.name, row.offers, row.matched, row.unmatched) == ("Новый", 2, 1, 1)
    assert (row.cheaper, row.saves) == (1, 14400), "twelve roubles of each of 1,200"
    [offer] = queries.candidate_offers(candidate, business_day(at)).all()
    assert (offer.article, offer.landed, offer.ours, offer.supplier, offer.saves) == ("6204", 88, 100, "Близкий", 14400)


def test_he_costs_and_is_ordered_nothing_until_he_is_taken_on(
    candidate: int, bearing: int, paula: int, at: datetime
) -> None:
    offers = list(Offer.objects.filter(supplier=candidate).values_list("pk", flat=True))
    purchasing.tell_costs(offers=offers, at=at)
    assert cost(bearing) == 100
    with pytest.raises(Refusal, match=r"suppliers\.is_candidate"):
        suppliers.close_feed(feed=Feed.objects.get(supplier=candidate).pk, is_open=True, actor=paula, at=at)

    suppliers.take_on(supplier=candidate, actor=paula, at=at)
    assert Feed.objects.get(supplier=candidate).is_active
    purchasing.tell_costs(offers=offers, at=at)
    assert cost(bearing) == 88
    assert not queries.candidates(business_day(at)).all()
    with pytest.raises(Refusal, match=r"suppliers\.not_candidate"):
        suppliers.take_on(supplier=candidate, actor=paula, at=at)


def test_what_two_per_cent_of_a_supplier_are_worth_a_year(firm: Firm, bearing: int, at: datetime) -> None:
    Demand.objects.create(product_id=bearing, sold_90=dec(300), sold_365=dec(1200))
    near = Supplier.objects.get(name="Близкий").pk
    listed = queries.supplier_products(near, business_day(at), dec(2))
    [row] = listed.all()
    assert row.worth == queries.worth_of_percent(sold=dec(1200), landed=dec(100), percent=dec(2)) == 2400
    assert (row.is_best, row.next, row.year) == (True, None, 120_000)
    facts = queries.supplier(near, business_day(at), at - timedelta(days=365))
    assert facts is not None
    assert (facts.offers, facts.best, facts.received) == (1, 1, 0)


def test_a_product_is_seen_with_all_its_offers_demand_and_margin(firm: Firm, bearing: int, at: datetime) -> None:
    Demand.objects.create(product_id=bearing, sold_90=dec(300), sold_365=dec(1200))
    [row] = queries.products(business_day(at)).all()
    assert (row.best, row.supplier, row.offers, row.at_stake) == (100, "Близкий", 1, 120_000)
    assert row.margin_percent == 39, "100 and VAT of 22 of a price of 200"
    facts = queries.product(bearing, business_day(at))
    assert facts is not None
    assert (facts.sold_365, facts.price, facts.vat_percent) == (1200, 200, 22)
    assert [one.landed for one in queries.offers_of(bearing, business_day(at))] == [100]


def test_a_target_is_reached_when_the_best_offer_is_low_enough(
    firm: Firm, bearing: int, paula: int, at: datetime
) -> None:
    Demand.objects.create(product_id=bearing, sold_90=dec(300), sold_365=dec(1200))
    until = business_day(at) + timedelta(days=30)
    for landed in (95, 105):
        wanted = Wanted(until, "К сезону", product=bearing, landed=dec(landed))
        actions.set_target(wanted=wanted, actor=paula, at=at)
    percent = Wanted(until, "Год к году", supplier=supplier("Близкий"), percent=dec(3))
    last = actions.set_target(wanted=percent, actor=paula, at=at)
    rows = queries.targets(business_day(at)).all()
    assert [(row.state, row.worth) for row in rows] == [("open", 6000), ("reached", 0), ("open", 3600)]
    actions.end_targets(targets=[last], actor=paula, at=at)
    with pytest.raises(Refusal, match=r"bargaining\.not_wanted"):
        actions.end_targets(targets=[last, last - 1], actor=paula, at=at)
    assert Target.objects.get(pk=last - 1).ended_at is None, "all or none"
    with counted() as spent:
        actions.end_targets(targets=[last - 1, last - 2], actor=paula, at=at)
    assert sum("bargaining_target" in one for one in map(str, spent)) == 1, "one statement for both"
    assert not Target.objects.filter(ended_at=None).exists()
    with pytest.raises(Refusal, match=r"bargaining\.no_target"):
        actions.set_target(wanted=Wanted(until, "?", product=bearing), actor=paula, at=at)


def test_a_next_step_is_due_until_a_talk_follows_it(bearing: int, paula: int, at: datetime) -> None:
    day, near = business_day(at), supplier("Близкий")
    first = actions.note_talk(
        said=Said(near, day, "Просят объём", next_step="Прислать прогноз", next_on=day), actor=paula, at=at
    )
    assert queries.due(day - timedelta(days=1)) == 0
    assert queries.due(day) == 1
    follow = Said(near, day, "Прислали", follows=first)
    actions.note_talk(said=follow, actor=paula, at=at)
    assert queries.due(day) == 0
    with pytest.raises(Refusal, match=r"bargaining\.followed_already"):
        actions.note_talk(said=follow, actor=paula, at=at)
    with pytest.raises(Refusal, match=r"bargaining\.next_incomplete"):
        actions.note_talk(said=Said(near, day, "Думают", next_step="Позвонить"), actor=paula, at=at)
    assert Talk.objects.count() == 2
