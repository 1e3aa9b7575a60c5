"""What a dealer's client pays: the dealer's own formula over a line, as in Excel. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from optom.base.formula import Field, Formula, Kind, Vocabulary
from optom.base.formula import Value as FormulaValue
from optom.base.money import kopecks
from optom.base.refusal import Refusal
from optom.base.tax import VatRate

# What the formula may name of a line; ``price`` is what the dealer pays for a unit, with VAT.
FIELDS = (
    Field("price", "цена", Kind.MONEY),
    Field("brand", "бренд", Kind.TEXT),
    Field("group", "группа", Kind.TEXT),
    Field("article", "артикул", Kind.TEXT),
    Field("name", "наименование", Kind.TEXT),
    Field("unit", "единица", Kind.TEXT),
    Field("quantity", "количество", Kind.NUMBER),
    Field("weight", "вес", Kind.NUMBER),
)
_VOCABULARY = Vocabulary(FIELDS)
_MOST = Decimal(10**10)


@dataclass(frozen=True, slots=True)
class Goods:
    """A line as formulas see it."""

    article: str
    brand: str
    group: str
    name: str
    unit: str
    price: Decimal
    quantity: Decimal
    weight: Decimal | None

    @property
    def row(self) -> Mapping[str, FormulaValue]:
        """By the names of the fields."""
        return {field.name: getattr(self, field.name) for field in FIELDS}


def read(text: str) -> Formula:
    """The mark-up as it was typed; refuses `formula.*` with the place of what does not fit."""
    return Formula.read(text, _VOCABULARY, gives=Kind.MONEY)


def marked_up(formula: Formula, goods: Goods) -> Decimal | None:
    """What the client pays for a unit, to the kopeck; none where the formula gives no price."""
    value = formula.value(goods.row)
    if not isinstance(value, Decimal) or not 0 < value < _MOST:
        return None
    return kopecks(value) or None


@dataclass(frozen=True, slots=True)
class ClientLine:
    """What the client pays for the whole line; ``vat`` is inside the sum."""

    goods: Goods
    price: Decimal
    sum: Decimal
    rate: VatRate
    vat: Decimal


def line_for_client(formula: Formula, goods: Goods, *, percent: Decimal | None) -> ClientLine | Refusal:
    """The line at the client's price, its tax at the rate of the goods; none: the dealer sells without VAT."""
    price = marked_up(formula, goods)
    if price is None:
        return Refusal("quotes.no_client_price", article=goods.article)
    total, rate = kopecks(price * goods.quantity), VatRate(percent)
    return ClientLine(goods, price, total, rate, rate.inside(total))
