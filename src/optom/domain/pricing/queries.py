"""What a contract pays and why. Nothing is stored per contract and product: prices are derived when asked (law 2)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

import orjson
from django.db.models import F, Q

from optom.base.books import Broken
from optom.base.sql import statements

from . import supposing
from .models import Break, Column, ContractPricing, ContractRule, FixedPrice, PlannedList

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Price:
    """A contract's price per the product's unit, in the column's currency; None where nothing is published."""

    product: int
    price: Decimal | None
    from_quantity: Decimal


@dataclass(frozen=True, slots=True)
class Why:
    """Of what a price is made; the screens put it into a line and a tree.

    ``terms_reason``: why the contract has its column and discount; ``terms_known``: of what a rule has made them.
    """

    price: Decimal | None
    base: Decimal | None
    column: str | None
    currency: str | None
    is_vat_included: bool
    from_quantity: Decimal
    discount: Decimal | None
    rounding: Decimal | None
    rule_brand: str | None
    rule_group: str | None
    rule_reason: str | None
    rule_until: datetime | None
    fixed: Decimal | None
    fixed_reason: str | None
    fixed_until: datetime | None
    column_id: int | None = None
    terms_reason: str = ""
    terms_known: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A published kind of price."""

    id: int
    code: str
    name: str
    currency: str
    is_vat_included: bool


def prices(*, contract: int, quantities: Mapping[int, Decimal], at: datetime) -> dict[int, Price]:
    """What the contract pays now for each product when so much of it is bought. One statement."""
    return _prices("prices", contract, quantities, at)


def prices_then(*, contract: int, quantities: Mapping[int, Decimal], at: datetime) -> dict[int, Price]:
    """The same for any moment, past ones too, from the ledgers of prices and of how goods were sold."""
    return _prices("prices_then", contract, quantities, at)


def prices_sql(name: str, *, changes: str = "") -> str:
    """The same for many contracts within one statement, with prices that are not in force: see `supposing.prices`."""
    return supposing.prices(name, changes)


def _prices(name: str, contract: int, quantities: Mapping[int, Decimal], at: datetime) -> dict[int, Price]:
    asked = {"products": list(quantities), "quantities": list(quantities.values())}
    rows = _sql.rows(name, contract=contract, at=at, **asked)
    return {row.product_id: Price(row.product_id, row.price, row.from_quantity) for row in rows}


def why(*, contract: int, product: int, quantity: Decimal, at: datetime) -> Why:
    """Why the contract pays (or paid) this for so much of the product."""
    row = _sql.first("why", contract=contract, product=product, quantity=quantity, at=at)
    if row is None:
        return _unknown_product()
    return Why(
        price=row.price,
        base=row.base,
        column=row.column_name,
        currency=row.currency,
        is_vat_included=bool(row.vat_included),
        from_quantity=row.from_quantity,
        discount=row.discount,
        rounding=row.rounding,
        rule_brand=row.rule_brand,
        rule_group=row.rule_group,
        rule_reason=row.rule_reason,
        rule_until=row.rule_until,
        fixed=row.fixed,
        fixed_reason=row.fixed_reason,
        fixed_until=row.fixed_until,
        column_id=row.column_id,
        terms_reason=row.terms_reason or "",
        terms_known=orjson.loads(row.terms_known or "{}"),
    )


def _unknown_product() -> Why:
    nothing = Decimal(0)
    return Why(None, None, None, None, True, nothing, None, None, None, None, None, None, None, None, None)  # noqa: FBT003


@dataclass(frozen=True, slots=True)
class TakenOff:
    """Lines whose prices one rule made: what they cost in the column, what the contract pays; VAT as in the column."""

    brand: str | None
    group: str | None
    discount: Decimal
    is_fixed: bool
    lines: int
    full: Decimal
    paid: Decimal


def taken_off(*, contract: int, quantities: Mapping[int, Decimal], at: datetime) -> list[TakenOff]:
    """What the terms take off the prices of the column at a moment, rule by rule. One statement."""
    asked = {"products": list(quantities), "quantities": list(quantities.values())}
    return [TakenOff(*row) for row in _sql.rows("taken_off", contract=contract, at=at, **asked)]


@dataclass(frozen=True, slots=True)
class FirstPrice:
    """Since when a contract's columns have had a price of a product, and since when it has had any column."""

    priced_at: datetime | None
    agreed_at: datetime | None


def first_price(*, contract: int, product: int) -> FirstPrice:
    """Since when the contract could have been told a price of the product."""
    return FirstPrice(*_sql.one("first_price", contract=contract, product=product))


def breaks(*, contract: int, product: int, column: int, at: datetime) -> list[tuple[Decimal, Decimal]]:
    """From which quantities the price changes, and what the contract pays there."""
    rows = _sql.rows("breaks", contract=contract, product=product, column=column, at=at)
    return [(row.from_quantity, row.price) for row in rows]


def breaks_now(*, contract: int, products: Sequence[int], at: datetime) -> dict[int, list[tuple[Decimal, Decimal]]]:
    """The same for many products at their columns in force; those without breaks are absent. One statement."""
    found: dict[int, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for row in _sql.rows("breaks_now", contract=contract, products=list(products), at=at):
        found[row.product_id].append((row.from_quantity, row.price))
    return found


@dataclass(frozen=True, slots=True)
class Scheme:
    """By what a contract's prices are made from ``valid_from`` on."""

    column: int
    column_name: str
    discount: Decimal
    rounding: Decimal
    valid_from: datetime
    valid_to: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class RuleRow:
    """Another column or discount for a brand or a group, with who answers for it."""

    id: int
    brand: str | None
    group: str | None
    column: str | None
    discount: Decimal
    valid_from: datetime
    valid_to: datetime | None
    owner: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class FixedRow:
    """A price of one product for the contract alone, with who answers for it."""

    id: int
    product: int
    article: str
    brand: str | None
    price: Decimal
    valid_from: datetime
    valid_to: datetime | None
    owner: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class BreaksRow:
    """The quantity breaks of a product in a column that a person has set, with who answers for them."""

    column: int
    column_name: str
    product: int
    article: str
    brand: str | None
    owner: str
    reason: str
    steps: list[tuple[Decimal, Decimal]]


def schemes(contract: int) -> list[Scheme]:
    """The column and the discount of a contract through time, the present ones first."""
    found = ContractPricing.objects.filter(contract_id=contract).order_by("-valid_from", "-id")
    names = ("column_id", "column__name", "discount", "rounding", "valid_from", "valid_to", "reason")
    return [Scheme(*row) for row in found.values_list(*names)]


def rules_of(contract: int, at: datetime) -> list[RuleRow]:
    """The contract's own rules that hold at a moment or will hold, by brand and group."""
    found = ContractRule.objects.filter(_alive(at), contract_id=contract).order_by("brand__name", "group__name", "id")
    return [RuleRow(*row) for row in found.values_list(*_RULE)]


def rules_ended(contract: int, at: datetime, *, most: int) -> list[RuleRow]:
    """Those that held and hold no more, the latest first."""
    found = ContractRule.objects.filter(_ended(at), contract_id=contract).order_by("-valid_to", "-id")
    return [RuleRow(*row) for row in found.values_list(*_RULE)[:most]]


def fixed_prices(contract: int, at: datetime, *, most: int) -> list[FixedRow]:
    """The contract's fixed prices that hold at a moment or will hold, by article."""
    found = FixedPrice.objects.filter(_alive(at), contract_id=contract).order_by("product__article", "valid_from", "id")
    return [FixedRow(*row) for row in found.values_list(*_FIXED)[:most]]


def fixed_ended(contract: int, at: datetime, *, most: int) -> list[FixedRow]:
    """Those that held and hold no more, the latest first."""
    found = FixedPrice.objects.filter(_ended(at), contract_id=contract).order_by("-valid_to", "-id")
    return [FixedRow(*row) for row in found.values_list(*_FIXED)[:most]]


_SPAN = ("valid_from", "valid_to", "owner__name", "reason")
_RULE = ("id", "brand__name", "group__name", "column__name", "discount", *_SPAN)
_FIXED = ("id", "product_id", "product__article", "product__brand__name", "amount", *_SPAN)


def _alive(at: datetime) -> Q:
    return Q(valid_to=None) | Q(valid_to__gt=at)


def _ended(at: datetime) -> Q:
    """What was taken back before its day has never held."""
    return Q(valid_to__lte=at, valid_from__lt=F("valid_to"))


def breaks_by_hand(contract: int, at: datetime, *, most: int) -> list[BreaksRow]:
    """What people have set in the columns by which the contract buys, by column and article. One statement."""
    own = ContractPricing.objects.filter(contract_id=contract, valid_to=None).values("column")
    ruled = ContractRule.objects.filter(_alive(at), contract_id=contract, column__isnull=False).values("column")
    found = Break.objects.filter(Q(column__in=own) | Q(column__in=ruled), owner__isnull=False)
    names = ("column_id", "column__name", "product_id", "product__article", "product__brand__name", "owner__name")
    order = ("column__position", "column_id", "product__article", "product_id", "from_quantity")
    rows = found.order_by(*order).values_list(*names, "reason", "from_quantity", "amount")[: most * _STEPS_AT_MOST]
    gathered: dict[tuple[int, int], BreaksRow] = {}
    for column, title, product, article, brand, owner, reason, quantity, amount in rows:
        new = BreaksRow(column, title, product, article, brand, owner, reason, [])
        gathered.setdefault((column, product), new).steps.append((quantity, amount))
    return list(gathered.values())[:most]


_STEPS_AT_MOST = 10  # of one product, as a rule


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A price list that waits for its day, or had it; what of it could not be taken then."""

    id: int
    name: str
    is_complete: bool
    begins_on: date
    planned_by: str | None
    planner: int | None
    needs_approval: bool
    approved_at: datetime | None
    approved_by: str | None
    published_at: datetime | None
    remarks: int

    @property
    def waits_for_approval(self) -> bool:
        """Another person than its planner has to approve it."""
        return self.needs_approval and self.approved_at is None


def planned_lists(*, most: int) -> list[PlannedRow]:
    """Lists with a day of their own, those that wait first, without those that were taken back."""
    found = PlannedList.objects.filter(taken_back_at=None).order_by(
        F("published_at").desc(nulls_first=True), "begins_on", "id"
    )
    names = (
        "id", "name", "is_complete", "begins_on", "planned_by__name", "planned_by_id", "needs_approval", "approved_at",
        "approved_by__name", "published_at", "remarks",
    )  # fmt: skip
    return [PlannedRow(*row) for row in found.values_list(*names)[:most]]


def columns() -> list[ColumnRow]:
    """All published kinds of price, in their order."""
    found = Column.objects.order_by("position", "id").values_list("id", "code", "name", "currency", "vat_included")
    return [ColumnRow(*row) for row in found]


def standing_column(currency: str) -> ColumnRow | None:
    """By which column contracts in this currency are signed when nobody says another one: the first."""
    return next((one for one in columns() if one.currency == currency), None)


def broken_books() -> list[Broken]:
    """Every price or break in force that is not the last change in the ledger of prices, every shelf on which prices
    lie beyond what is known.
    """
    return [Broken(*row) for name in ("broken_books", "narrow_shelves") for row in _sql.rows(name)]
