"""Every price that is no column's own stands in one list, with what it gives away; many are ended at once."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest

from optom.base.refusal import Refusal, Refusals
from optom.domain.agreeing import queries
from optom.domain.agreeing.queries import ExceptionRow, kind_and_key
from optom.domain.journal.models import Entry
from optom.domain.policy import actions as policies
from optom.domain.policy.queries import BreakRule, Policy, Rule
from optom.domain.pricing import actions as pricing
from optom.domain.pricing import queries as prices
from optom.domain.pricing.actions import Exceptions, Of
from optom.domain.pricing.models import Break, ContractPricing, Doubt, FixedPrice
from tests.domain.shipping.deliveries import Delivery
from tests.statements import counted
from tests.trade import Firm, dec

if TYPE_CHECKING:
    from collections.abc import Mapping

pytestmark = pytest.mark.django_db


@pytest.fixture
def dora(firm: Firm) -> int:
    return firm.person("dora", "director")


@pytest.fixture
def said(dora: int, at: datetime) -> Mapping[str, Any]:
    """As the director says everything, and why."""
    return {"actor": dora, "at": at, "reason": "тендер"}


def listed(at: datetime) -> dict[str, ExceptionRow]:
    rows: dict[str, ExceptionRow] = {row.kind: row for row in queries.exceptions(at=at).all()}
    return rows


def sent(firm: Firm, contract: int, alice: int, at: datetime, *lines: tuple[int, int]) -> None:
    delivery = Delivery(firm, contract, alice, firm.person(f"walter{at:%j}", "warehouse"), at)
    ordered = delivery.order(*lines)
    for shipment in delivery.request(*zip(ordered, [quantity for _, quantity in lines], strict=True)):
        delivery.dispatch(shipment)


def test_what_an_exception_gives_away_is_counted_by_what_has_left_in_thirteen_weeks(
    firm: Firm, contract: int, alice: int, dora: int, said: Mapping[str, Any], at: datetime
) -> None:
    fixed, ruled = firm.product("6204", price=100, on_hand=50), firm.product("6205", price=200, on_hand=50)
    firm.price(fixed, 130, column=firm.retail)
    sent(firm, contract, alice, at - timedelta(days=1), (fixed, 7), (ruled, 9))  # before anybody was let off anything
    ContractPricing.objects.filter(contract=contract).update(discount=dec(10))
    last = at.date() + timedelta(days=10)
    pricing.set_fixed_price(contract=contract, product=fixed, price=dec(80), until=last, **said)
    pricing.set_column_of(contract=contract, of=Of(brand=firm.brands["SKF"]), column=None, discount=dec(15), **said)
    pricing.set_breaks(column=firm.retail, product=fixed, breaks=[(dec(10), dec(120)), (dec(50), dec(110))], **said)
    promotion = Rule("retail", "100", 'brand = "FAG"', "Осень", until=at.date() + timedelta(days=30), reason="склад")
    boxes = BreakRule("", "10", "price * 90%", "", "Коробками", until=at.date() + timedelta(days=20), reason="сезон")
    policy = Policy(rules=(promotion, Rule("retail", "130")), breaks=(boxes,))
    publication = policies.simulate(policy=policy, actor=dora, at=at)
    policies.approve(publication=publication, actor=firm.person("adam", "administrator"), at=at)
    sent(firm, contract, alice, at, (fixed, 3), (ruled, 2))

    rows = listed(at)
    promotions = [row for row in queries.exceptions(at=at).all() if row.kind == "promotion"]
    assert [(row.what, row.days_left) for row in promotions] == [
        ("Коробками", 20), ("Осень", 30),
    ]  # fmt: skip

    assert (rows["fixed"].base, rows["fixed"].off, rows["fixed"].given) == (dec(90), dec(10), dec(30))
    assert (rows["fixed"].until, rows["fixed"].days_left, rows["fixed"].term) == (last, 10, "soon")
    assert (rows["rule"].what, rows["rule"].given, rows["rule"].term) == ("SKF", dec(20), "unlimited"), "two at 10 off"
    assert (rows["breaks"].price, rows["breaks"].off, rows["breaks"].company) == (dec(110), dec(20), None)
    assert (rows["promotion"].what, rows["promotion"].owner, rows["promotion"].reason) == ("Осень", "dora", "склад")
    assert queries.owners(at=at) == ["dora"]
    assert queries.ending_soon(owner=dora, at=at) == 1
    much_later = at + timedelta(weeks=14)
    assert listed(much_later)["rule"].given is None, "nothing has left in those weeks"
    assert "fixed" not in listed(much_later)


def test_many_are_ended_and_prolonged_at_once(
    firm: Firm, contract: int, dora: int, said: Mapping[str, Any], at: datetime
) -> None:
    bearing = firm.product("6204", price=100)
    fixed = pricing.set_fixed_price(contract=contract, product=bearing, price=dec(80), **said)
    rule = pricing.set_column_of(
        contract=contract, of=Of(brand=firm.brands["SKF"]), column=None, discount=dec(5), **said
    )
    pricing.set_breaks(column=firm.wholesale, product=bearing, breaks=[(dec(10), dec(90)), (dec(20), dec(70))], **said)
    FixedPrice.objects.update(owner=None, reason="")
    keys = [kind_and_key(row.id) for row in queries.exceptions(at=at).all()]
    assert {kind for kind, _ in keys} == {"fixed", "rule", "breaks"}
    both = Exceptions(fixed=[fixed], rules=[rule])

    assert pricing.prolong_exceptions(of=both, until=at.date(), **said) == 2

    row = FixedPrice.objects.get()
    assert (row.owner_id, row.reason, listed(at)["rule"].days_left) == (dora, "тендер", 0)
    gone = {**said, "reason": ""}
    with pytest.raises(Refusals) as refused:
        pricing.prolong_exceptions(of=Exceptions(breaks=[1]), until=at.date() - timedelta(1), **gone)
    assert [one.code for one in refused.value.reasons] == [
        "pricing.ends_before_it_begins", "pricing.breaks_have_no_days", "pricing.reason_missing",
    ]  # fmt: skip

    breaks = [key for kind, key in keys if kind == "breaks"]
    doubts = Doubt.objects.count()
    later = at + timedelta(hours=1)
    ended = {**said, "at": later}
    assert pricing.end_exceptions(of=Exceptions([fixed], [rule], breaks), **ended) == 3
    assert pricing.end_exceptions(of=both, **ended) == 0, "they have ended"

    assert listed(later) == {}
    assert (Break.objects.count(), Doubt.objects.count()) == (0, doubts + 1)
    assert prices.broken_books() == []
    told = Entry.objects.filter(act="pricing.end_fixed_price").get()
    assert (told.subject, told.facts["article"]) == (f"companies.contract:{contract}", "6204")
    with pytest.raises(Refusal) as no:
        pricing.end_exceptions(of=both, actor=firm.person("max", "manager"), at=at, reason="просто")
    assert no.value.code == "accounts.may_not"


def test_ten_take_as_many_statements_as_one(firm: Firm, contract: int, said: Mapping[str, Any], at: datetime) -> None:
    def made(count: int) -> list[int]:
        products = [firm.product(f"p{count}-{number}", price=100) for number in range(count)]
        return [
            pricing.set_fixed_price(contract=contract, product=product, price=Decimal(80), **said)
            for product in products
        ]

    def statements(keys: list[int]) -> int:
        of = Exceptions(fixed=keys)
        with counted() as sent_:
            assert pricing.prolong_exceptions(of=of, until=date(2027, 1, 1), **said) == len(keys)
            assert pricing.end_exceptions(of=of, **said) == len(keys)
        return len(sent_)

    assert statements(made(10)) == statements(made(1))
