"""A price is the same to the kopeck however it is asked for, at any moment.

What is said of prices is drawn at random and done by the firm's acts; every way of asking is compared with the slow
reference.
"""

from __future__ import annotations

import csv
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from optom.base import spreadsheet
from optom.base.business_day import business_day, day_begins_at
from optom.base.listing import Op
from optom.domain.accounts.models import User
from optom.domain.assortment import queries as assortment
from optom.domain.assortment.queries import Filters, Narrow, Sort, What
from optom.domain.catalog.models import Product
from optom.domain.companies.models import Contract
from optom.domain.orders import actions as ordering
from optom.domain.orders import queries as orders
from optom.domain.orders.rules import OrderLine
from optom.domain.policy import actions as policy
from optom.domain.policy.document import Policy
from optom.domain.policy.document import Rule as PolicyRule
from optom.domain.pricing import actions as acts
from optom.domain.pricing import queries as pricing
from optom.domain.pricing.importing import ColumnRow, PriceRow, import_columns, import_prices
from optom.domain.pricing.models import Column
from tests.midnight import not_before_midnight
from tests.trade import Firm, found_firm

from .prices_model import KOPECK, Book, Change, Fixed, Rule, Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime

pytestmark = pytest.mark.django_db
ONE = Decimal(1)
TREE = {"Bearings": None, "Ball": "Bearings", "Deep groove": "Ball", "Belts": None}
BRANDS = ("SKF", "FAG", "Gates")
COLUMNS = ("wholesale", "retail", "net")
_DAY = timedelta(days=1)
_SHARE = Decimal("0.9")
_POLICY = Policy(rules=(PolicyRule("wholesale", "retail * 90%"),))

_goods, _contracts = some.integers(0, 11), some.integers(0, 1)
_amounts = some.decimals("0.05", 40, places=4)
_discounts = some.sampled_from(["0", "0", "5", "12.5", "33.33", "-7", "99"]).map(Decimal)
_roundings = some.sampled_from(["0.01", "0.01", "0.05", "1", "0.0003", "2.5"]).map(Decimal)
_quantities = some.sampled_from(["0.5", "1", "2", "9.5", "10", "100"]).map(Decimal)
_whole = some.sampled_from(["1", "2", "9", "10", "100"]).map(Decimal)
_days = some.none() | some.tuples(some.integers(0, 3), some.none() | some.integers(0, 3))
_loaded = some.tuples(
    some.sampled_from(COLUMNS), _goods, some.sampled_from(["0", "0", "0", "0.5", "1", "2", "10"]).map(Decimal)
)
_breaks = some.tuples(some.just("wholesale"), _goods, some.sampled_from(["1", "2", "10"]).map(Decimal))
_first = some.tuples(*[_amounts] * 12).map(
    lambda amounts: ("load", {("retail", good, Decimal(0)): amount for good, amount in enumerate(amounts)})
)
_act = some.one_of(
    some.tuples(some.just("load"), some.dictionaries(_loaded, some.none() | _amounts, min_size=1, max_size=8)),
    some.tuples(some.just("load"), some.dictionaries(_loaded, _amounts, min_size=4, max_size=12)),
    some.tuples(some.just("load"), some.dictionaries(_breaks, _amounts, min_size=4, max_size=12)),
    some.tuples(some.just("agree"), _contracts, some.sampled_from(COLUMNS), _discounts, _roundings),
    some.tuples(
        some.just("rule"), _contracts, some.none() | some.sampled_from(BRANDS), some.sampled_from(list(TREE)),
        some.none() | some.sampled_from(COLUMNS), _discounts, _days,
    ),
    some.tuples(
        some.just("rule"), _contracts, some.sampled_from(BRANDS), some.none(), some.none(), _discounts, _days
    ),
    some.tuples(some.just("fix"), _contracts, _goods, _amounts, _days),
    some.tuples(some.just("publish")),
    some.tuples(some.just("publish")),
    some.tuples(some.just("move"), _goods, some.sampled_from(list(TREE))),
    some.tuples(some.just("regroup"), some.sampled_from(["Deep groove", "Belts"]), some.sampled_from(list(TREE)[:2])),
    some.tuples(some.just("order"), _contracts, some.dictionaries(_goods, _whole, min_size=1, max_size=5)),
    some.tuples(some.just("measure")),
)  # fmt: skip
_gaps = some.sampled_from([timedelta(seconds=1), timedelta(hours=5), _DAY])
_stories = some.tuples(some.tuples(_gaps, _first), some.lists(some.tuples(_gaps, _act), min_size=6, max_size=15)).map(
    lambda parts: [parts[0], *parts[1]]
)


class Story:
    """A firm that lives through what is drawn, and the book in which it is written down beside."""

    def __init__(self, firm: Firm, goods: list[int], contracts: list[int], alice: int, ends: datetime) -> None:
        columns = dict(Column.objects.values_list("code", "pk"))
        self.firm, self.goods, self.contracts, self.alice, self.columns = firm, goods, contracts, alice, columns
        self.at = ends
        self.moments: list[datetime] = []
        self.placed: dict[int, tuple[int, datetime]] = {}
        self.client = Client(headers={"Accept": "application/json", "Accept-Language": "en"})
        self.client.force_login(User.objects.get(pk=alice))
        products = Product.objects.in_bulk(goods)
        self.book = Book({columns["wholesale"], columns["retail"]}, {key: products[key].brand_id for key in goods}, 22)
        self.book.terms += [Terms(firm.at, one, firm.wholesale, Decimal(0), KOPECK) for one in contracts]
        self.book.stood += [(firm.at, key, products[key].group_id) for key in goods]
        self.book.parents += [
            (firm.at, firm.groups[name], firm.groups[above] if above else None) for name, above in TREE.items()
        ]

    def live(self, told: list[tuple[timedelta, tuple[Any, ...]]]) -> None:
        """One act after another; the last one is done now."""
        now, self.at = self.at, self.at - sum((gap for gap, _ in told), timedelta())
        for gap, (act, *said) in told:
            self.at += gap
            getattr(self, act)(*said)
            self.moments.append(self.at)
        assert self.at == now

    def load(self, prices: Mapping[tuple[str, int, Decimal], Decimal | None]) -> None:
        rows = [
            PriceRow(f"p{self.goods[good]}", column, amount, least) for (column, good, least), amount in prices.items()
        ]
        import_prices(rows, at=self.at)
        for (column, good, least), amount in prices.items():
            self._changed(self.columns[column], self.goods[good], least, amount)

    def _changed(self, column: int, product: int, least: Decimal, amount: Decimal | None) -> None:
        self.book.changes.append(Change(self.at, column, product, least, amount))

    def agree(self, contract: int, column: str, discount: Decimal, rounding: Decimal) -> None:
        key, by = self.contracts[contract], self.columns[column]
        acts.set_scheme(contract=key, column=by, discount=discount, rounding=rounding, actor=None, at=self.at)
        self.book.terms.append(Terms(self.at, key, by, discount, rounding))

    def rule(
        self, contract: int, brand: str | None, group: str | None, column: str | None, discount: Decimal, days: Any
    ) -> None:
        of = acts.Of(self.firm.brands[brand] if brand else None, self.firm.groups[group] if group else None)
        key = self.columns[column] if column else None
        since, until = self._days(days)
        said: dict[str, Any] = {"contract": self.contracts[contract], "column": key, "discount": discount}
        acts.set_column_of(**said, of=of, since=since, until=until, actor=None, at=self.at)
        begins, ends = self._span(since, until)
        self.book.rules.append(Rule(self.contracts[contract], begins, ends, of.brand, of.group, key, discount))

    def fix(self, contract: int, good: int, amount: Decimal, days: Any) -> None:
        since, until = self._days(days)
        said: dict[str, Any] = {"contract": self.contracts[contract], "product": self.goods[good]}
        acts.set_fixed_price(**said, price=amount, since=since, until=until, actor=None, at=self.at)
        self.book.fixed.append(Fixed(said["contract"], *self._span(since, until), said["product"], amount))

    def _days(self, days: tuple[int, int | None] | None) -> tuple[date | None, date | None]:
        if days is None:
            return None, None
        since = business_day(self.at) + days[0] * _DAY
        return since, None if days[1] is None else since + days[1] * _DAY

    def _span(self, since: date | None, until: date | None) -> tuple[datetime, datetime | None]:
        begins = max(self.at, day_begins_at(since)) if since else self.at
        return begins, day_begins_at(until + _DAY) if until else None

    def publish(self) -> None:
        """Wholesale is nine tenths of retail, wherever there is any; breaks that would cost no less end."""
        made = policy.simulate(policy=_POLICY, actor=None, at=self.at)
        policy.approve(publication=made, actor=None, at=self.at)
        retail, wholesale = self.columns["retail"], self.columns["wholesale"]
        for one in self.goods:
            base = self.book.of_column(retail, one, Decimal(0), self.at)
            amount = (base * _SHARE).quantize(KOPECK, ROUND_HALF_UP) if base is not None else None
            if amount is None or amount == self.book.of_column(wholesale, one, Decimal(0), self.at):
                continue
            for least, lower in self.book.breaks(wholesale, one, self.at).items():
                if lower >= amount:
                    self._changed(wholesale, one, least, None)
            self._changed(wholesale, one, Decimal(0), amount)

    def move(self, good: int, group: str) -> None:
        self.firm.now_sold(self.goods[good], at=self.at, group=group)
        self.book.stood.append((self.at, self.goods[good], self.firm.groups[group]))

    def regroup(self, group: str, above: str) -> None:
        self.firm.now_under(group, above, at=self.at)
        self.book.parents.append((self.at, self.firm.groups[group], self.firm.groups[above]))

    def measure(self) -> None:
        acts.measure_shelves()

    def order(self, contract: int, quantities: Mapping[int, Decimal]) -> None:
        """What has a price is ordered: the order keeps it."""
        key = self.contracts[contract]
        wanted = {self.goods[good]: quantity for good, quantity in quantities.items()}
        self.place(key, {one: of for one, of in wanted.items() if self.book.price(key, one, of, self.at) is not None})

    def place(self, contract: int, quantities: Mapping[int, Decimal]) -> None:
        lines = [OrderLine(product, quantity) for product, quantity in quantities.items()]
        if lines:
            said: dict[str, Any] = {"key": f"{len(self.placed)}", "actor": self.alice, "at": self.at}
            placed = ordering.place(contract=contract, lines=lines, **said)
            self.placed[placed.order] = (contract, self.at)

    def prices(self, contract: int, quantities: Mapping[int, Decimal], at: datetime) -> dict[int, Decimal | None]:
        """What the reference says."""
        return {one: self.book.price(contract, one, quantity, at) for one, quantity in quantities.items()}


@pytest.fixture
def shop(db: None) -> Callable[[datetime], Story]:
    """A dozen goods in a tree of groups, three columns, one of them without VAT, two contracts of one company."""
    not_before_midnight(120)
    now = timezone.now()
    firm = found_firm(now - 40 * _DAY)
    import_columns([ColumnRow("net", "Net", code="net", vat_included=False)])
    Column.objects.update(external_id=F("code"))
    for name, above in TREE.items():
        firm.group(name, above)
    goods = [firm.product(f"N{one}", brand=BRANDS[one % 3], group=list(TREE)[one // 3], on_hand=5) for one in range(12)]
    Product.objects.update(external_id=Concat(Value("p"), Cast("pk", CharField())))
    alice = firm.person("alice")
    first = firm.client("Mechanic", "7700000009", alice, credit_limit=Decimal(10**9))
    second = firm.contract(Contract.objects.get(pk=first).company_id, "119", credit_limit=Decimal(10**9))
    return lambda at: Story(firm, goods, [first, second], alice, at)


@settings(
    max_examples=8,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(told=_stories, quantities=some.tuples(*[_quantities] * 12), picked=some.dictionaries(_goods, _whole, min_size=3))
def test_a_price_is_the_same_every_way(
    shop: Callable[[datetime], Story], told: Any, quantities: tuple[Decimal, ...], picked: dict[int, Decimal]
) -> None:
    with transaction.atomic():
        story = shop(timezone.now())
        story.live(told)
        for contract in story.contracts:
            as_asked = dict(zip(story.goods, quantities, strict=True))
            asked_at_any_moment(story, contract, as_asked)
            told_as_offers(story, contract, as_asked)
            seen_in_the_window(story, contract)
            seen_on_pages(story, contract)
            drafted(story, contract, {story.goods[good]: quantity for good, quantity in picked.items()})
        promised(story)
        assert pricing.broken_books() == []
        transaction.set_rollback(True)


def asked_at_any_moment(story: Story, contract: int, quantities: Mapping[int, Decimal]) -> None:
    """At, right before and long after everything that was done; now also from what is in force, and one by one."""
    instant = timedelta(microseconds=1)
    moments = [at - less for at in story.moments for less in (timedelta(), instant)]
    for at in (*moments, story.at + _DAY, story.at + 4 * _DAY):
        then = pricing.prices_then(contract=contract, quantities=quantities, at=at)
        assert {one: row.price for one, row in then.items()} == story.prices(contract, quantities, at), at
    for at in (story.at, story.at + _DAY):
        now = pricing.prices(contract=contract, quantities=quantities, at=at)
        assert {one: row.price for one, row in now.items()} == story.prices(contract, quantities, at)
    for product, quantity in quantities.items():
        expected = story.book.price(contract, product, quantity, story.at)
        [alone] = pricing.prices(contract=contract, quantities={product: quantity}, at=story.at).values()
        why = pricing.why(contract=contract, product=product, quantity=quantity, at=story.at)
        assert (alone.price, why.price) == (expected, expected)


def told_as_offers(story: Story, contract: int, quantities: Mapping[int, Decimal]) -> None:
    offers = assortment.offers(contract=contract, quantities=quantities, at=story.at)
    assert {one.product: one.price for one in offers} == story.prices(contract, quantities, story.at)
    then = assortment.offers_then(contract=contract, quantities=quantities, at=story.at)
    assert {one.product: one for one in then} == {one.product: one for one in offers}
    stepped = pricing.breaks_now(contract=contract, products=story.goods, at=story.at)
    for product, steps in stepped.items():
        assert all(story.book.price(contract, product, least, story.at) == price for least, price in steps)


def seen_in_the_window(story: Story, contract: int) -> None:
    """What is shown, the order by own price, what lies above and below a price."""
    expected = story.prices(contract, dict.fromkeys(story.goods, ONE), story.at)
    priced = sorted(price for price in expected.values() if price is not None)
    whose: Any = {"contract": contract, "at": story.at}
    for is_descending in (False, True):
        rows = assortment.window(**whose, sort=Sort.PRICE, is_descending=is_descending).rows
        assert {row.id: row.price for row in rows} == expected
        assert [row.price for row in rows][: len(priced)] == (priced[::-1] if is_descending else priced)
    middle = priced[len(priced) // 2] if priced else ONE
    for op, meets in ((Op.FROM, Decimal.__ge__), (Op.BELOW, Decimal.__lt__), (Op.IS, Decimal.__eq__)):
        rows = assortment.window(**whose, filters=Filters(narrow=(Narrow(What.PRICE, op, middle),))).rows
        met = {one for one, price in expected.items() if price is not None and meets(price, middle)}
        assert {row.id for row in rows} == met


def seen_on_pages(story: Story, contract: int) -> None:
    """The grid, its export as CSV and as a workbook, the order form."""
    prices = story.prices(contract, dict.fromkeys(story.goods, ONE), story.at).values()
    expected = {f"N{number}": price for number, price in enumerate(prices)}
    base, client = f"/c/{contract}/catalog/", story.client
    grid = client.get(f"{base}rows").json()["rows"]
    assert {row[1]: _number(row[4]) for row in grid} == expected
    lines = _content(client, f"{base}export.csv?columns=article,price").decode("utf-8-sig").splitlines()
    assert {row[0]: _number(row[1].replace(",", ".")) for row in list(csv.reader(lines, delimiter=";"))[1:]} == expected
    book = spreadsheet.rows_of(_content(client, f"{base}export.xlsx?columns=article,price"))
    assert {row[0]: _number(row[1]) for row in book if row[0] in expected} == expected
    form = spreadsheet.rows_of(_content(client, f"{base}order-form.xlsx"))
    assert {row[0]: _number(row[4]) for row in form if row[0] in expected} == expected


def drafted(story: Story, contract: int, quantities: Mapping[int, Decimal]) -> None:
    """Lines and totals of a draft, and the order that is made of it."""
    draft = ordering.open_draft(contract=contract, name="Draft", actor=story.alice, at=story.at)
    ordering.set_quantities(contract=contract, draft=draft, quantities=quantities)
    expected = story.prices(contract, quantities, story.at)
    charged = {
        one: story.book.charged(contract, one, quantities[one], story.at)
        for one, price in expected.items()
        if price is not None
    }
    sums, vats = (sum((row[part] for row in charged.values()), Decimal(0)) for part in (0, 1))
    totals = orders.draft_totals(contract=contract, draft=draft, at=story.at)
    assert (totals.sum, totals.vat, totals.orderable) == (sums, vats, len(charged))
    rows = story.client.get(f"/c/{contract}/drafts/{draft}/rows").json()["rows"]
    assert {int(row[0]): _number(row[4]) for row in rows} == expected
    assert {int(row[0]): _number(row[9]) for row in rows if row[9]} == {one: row[0] for one, row in charged.items()}
    story.place(contract, {one: quantities[one] for one in charged})


def promised(story: Story) -> None:
    """An order's lines keep the prices of the moment of the order, and tell why they are so."""
    for order, (contract, at) in story.placed.items():
        for line in orders.lines(order=order):
            price = story.book.price(contract, line.product, line.ordered, at)
            assert (line.price, line.sum) == (price, story.book.charged(contract, line.product, line.ordered, at)[0])
            why = story.client.get(f"/why/{contract}/lines/{line.id}/price/").content.decode()
            assert "the line was split" not in why


def _content(client: Client, address: str) -> bytes:
    answer: Any = client.get(address)
    assert answer.status_code == 200, answer.content
    return bytes(answer.getvalue())


def _number(told: str | None) -> Decimal | None:
    return Decimal(told) if told else None
