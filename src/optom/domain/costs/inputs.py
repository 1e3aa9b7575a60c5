"""What a formula may name of a product: figures that we are told, what the catalog says, what stands and sells.

Each field reads a product that the asking statement calls ``p`` (``from catalog_product p``), with joins of its own.
They join by keys, and what has to be added up is added up once for all products: a million of them cost seconds.

    known = inputs.known(at=at)
    formula = Formula.read(text, Vocabulary([one.field for one in known]))
    f"select p.id, {formula.sql} from catalog_product p {inputs.joins(known, formula.fields)}"
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from optom.base.business_day import business_day
from optom.base.formula import Field, Kind

from . import queries
from .queries import InputRow
from .rules import SUM


@dataclass(frozen=True, slots=True)
class Input:
    """A field of formulas over a product, and the joins that its SQL needs; two fields may need the same."""

    field: Field
    joins: tuple[str, ...] = ()


def known(*, at: datetime) -> tuple[Input, ...]:
    """All fields, those of the director's own among them, as they are at ``at``. Sums are in roubles. One statement."""
    day = business_day(at)
    return (*map(_told, queries.inputs()), *CATALOG, _vat(day), *STANDS, _stock_days(day), *SELLS, *MARKET)


def joins(inputs: Sequence[Input], fields: Collection[Field]) -> str:
    """The joins that these of the fields need, each once, to stand after ``from catalog_product p``."""
    needed = (join for one in inputs if one.field in fields for join in one.joins)
    return "\n".join(dict.fromkeys(needed))


def _told(row: InputRow) -> Input:
    alias = f"costs_{row.id}"
    join = f"left join costs_figure {alias} on {alias}.input_id = {row.id} and {alias}.product_id = p.id"
    kind = Kind.MONEY if row.kind == SUM else Kind.NUMBER
    return Input(Field(row.name, row.russian, kind, f"{alias}.amount"), (join,))


_BRAND = "left join catalog_brand costs_brand on costs_brand.id = p.brand_id"
_GROUP = "left join catalog_group costs_group on costs_group.id = p.group_id"
_UNIT = "left join catalog_unit costs_unit on costs_unit.id = p.unit_id"
_MARKED = "left join catalog_marked costs_marked on costs_marked.product_id = p.id"
_GROUPS = """left join (
    select x.descendant_id, array_agg(g.name::text) as names
    from catalog_grouppath x join catalog_group g on g.id = x.ancestor_id
    group by x.descendant_id
) costs_groups on costs_groups.descendant_id = p.group_id"""
_VAT = """left join (
    select distinct on (tax_class_id) tax_class_id, percent
    from catalog_taxrate where valid_from <= date '{day}'
    order by tax_class_id, valid_from desc
) costs_vat on costs_vat.tax_class_id = p.tax_class_id"""

CATALOG = (
    Input(Field("article", "артикул", Kind.TEXT, "p.article")),
    Input(Field("name", "наименование", Kind.TEXT, "p.name")),
    Input(Field("brand", "бренд", Kind.TEXT, "costs_brand.name"), (_BRAND,)),
    Input(Field("group", "группа", Kind.TEXT, "costs_group.name"), (_GROUP,)),
    Input(Field("groups", "группы", Kind.TEXTS, "costs_groups.names"), (_GROUPS,)),
    Input(Field("unit", "единица", Kind.TEXT, "costs_unit.name"), (_UNIT,)),
    Input(Field("weight", "вес", Kind.NUMBER, "p.weight")),
    Input(Field("volume", "объём", Kind.NUMBER, "p.volume")),
    Input(Field("multiple", "кратность", Kind.NUMBER, "p.multiple")),
    Input(Field("minimum", "наименьшее_количество", Kind.NUMBER, "p.minimum")),
    Input(Field("is_marked", "маркируется", Kind.FLAG, "(costs_marked.product_id is not null)"), (_MARKED,)),
)


_STOCK = """left join (
    select product_id, sum(on_hand) as on_hand from stock_balance group by product_id
) costs_stock on costs_stock.product_id = p.id"""
_ARRIVING = """left join (
    select product_id, sum(quantity - received) as arriving
    from stock_arrival where received < quantity
    group by product_id
) costs_arriving on costs_arriving.product_id = p.id"""
_DEMAND = "left join costs_demand on costs_demand.product_id = p.id"
_MARKET = "left join costs_market on costs_market.product_id = p.id"
_ON_HAND = "coalesce(costs_stock.on_hand, 0)"
_COVER = f"round({_ON_HAND} * 90 / nullif(costs_demand.sold_90, 0), 1)"

STANDS = (
    Input(Field("on_hand", "остаток", Kind.NUMBER, _ON_HAND), (_STOCK,)),
    Input(Field("arriving", "в_пути", Kind.NUMBER, "coalesce(costs_arriving.arriving, 0)"), (_ARRIVING,)),
    Input(Field("cover_days", "дней_запаса", Kind.NUMBER, _COVER), (_STOCK, _DEMAND)),
)
SELLS = (
    Input(Field("sold_90", "продано_за_90_дней", Kind.NUMBER, "coalesce(costs_demand.sold_90, 0)"), (_DEMAND,)),
    Input(Field("sold_365", "продано_за_год", Kind.NUMBER, "coalesce(costs_demand.sold_365, 0)"), (_DEMAND,)),
    Input(Field("abc", "класс_abc", Kind.TEXT, "costs_demand.abc"), (_DEMAND,)),
    Input(Field("xyz", "класс_xyz", Kind.TEXT, "costs_demand.xyz"), (_DEMAND,)),
)
MARKET = (
    Input(Field("market_min", "рынок_мин", Kind.MONEY, "costs_market.lowest"), (_MARKET,)),
    Input(Field("market_median", "рынок_медиана", Kind.MONEY, "costs_market.median"), (_MARKET,)),
    Input(Field("market_count", "цен_рынка", Kind.NUMBER, "coalesce(costs_market.prices, 0)::numeric"), (_MARKET,)),
)


def _vat(day: date) -> Input:
    """The rate in per cent; blank where goods are sold without VAT."""
    return Input(Field("vat", "ставка_ндс", Kind.NUMBER, "costs_vat.percent"), (_VAT.format(day=day),))


def _stock_days(day: date) -> Input:
    """How many days ago the product came last."""
    text = f"(date '{day}' - costs_demand.received_on)::numeric"
    return Input(Field("stock_days", "дней_с_прихода", Kind.NUMBER, text), (_DEMAND,))


MEASURED = frozenset(
    one.field.name for one in (*STANDS, _stock_days(date.min), *SELLS, *MARKET) if {_DEMAND, _MARKET} & {*one.joins}
)
"""The names of fields that are otherwise when goods and the market are measured."""
