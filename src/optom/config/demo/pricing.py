"""Five published columns and one in yuan, their quantity breaks and the year of their changes."""

from datetime import datetime, timedelta

from optom.domain.pricing import actions as pricing

from .stock import OPENED_DAYS_AGO
from .writing import copy, filling, go_on_after, run

# what a column takes on top of the cost, VAT included
COLUMNS = (
    (1, "retail", "Розница", "1.9"),
    (2, "small_wholesale", "Мелкий опт", "1.62"),
    (3, "wholesale", "Опт", "1.45"),
    (4, "large_wholesale", "Крупный опт", "1.36"),
    (5, "dealer", "Дилер", "1.29"),
)
EXPORT, YUAN = 6, "CNY"
EXPORTED = ("Подшипники", "Ремни", "Цепи и звёздочки")
_PRICES = """
insert into pricing_columnprice (column_id, product_id, amount)
select c.id, p.id,
    greatest(round(p.cost * c.markup * (97 + pg_temp.dice(p.id, 60, 7)) / 100, 2), 0.05 * (6 - c.id))
from unnest(%(ids)s::bigint[], %(markups)s::numeric[]) c (id, markup) cross join demo_product p
order by c.id, p.id
"""
# For abroad by the large wholesale price of some lines, at a rate that is agreed for the year.
_EXPORT = """
insert into pricing_columnprice (column_id, product_id, amount)
select %(export)s, c.product_id, greatest(round(c.amount / 11.30, 2), 0.01)
from pricing_columnprice c
join demo_product p on p.id = c.product_id
join catalog_grouppath t on t.descendant_id = p.group_id
join catalog_group g on g.id = t.ancestor_id and g.parent_id is null and g.name = any(%(lines)s)
where c.column_id = 4
order by c.product_id
"""
# Who takes ten or fifty packages pays less; only in the wholesale columns, only for what is not dear.
_BREAKS = """
insert into pricing_break (column_id, product_id, from_quantity, amount)
select c.column_id, c.product_id, p.multiple * b.packages, greatest(round(c.amount * b.part, 2), 0.01)
from pricing_columnprice c
join demo_product p on p.id = c.product_id
cross join (values (10, 0.97), (50, 0.94)) b (packages, part)
where c.column_id between 2 and 4 and p.cost < 800 and pg_temp.dice(p.id, 61, 6) = 0
order by c.column_id, c.product_id, b.packages
"""
# An eighth of the prices rose during the year; the last change of each is the price in force.
_CHANGES = """
insert into pricing_pricechange (column_id, product_id, from_quantity, amount, at, source)
select c.column_id, c.product_id, 0, case when pg_temp.dice(c.product_id, 62, 8) = 0
    then greatest(round(c.amount / 1.08, 2), 0.01) else c.amount end, %(opened)s, 'opening'
from pricing_columnprice c
order by c.product_id, c.column_id
"""
_RISES = """
insert into pricing_pricechange (column_id, product_id, from_quantity, amount, at, source)
select c.column_id, c.product_id, 0, c.amount,
    %(at)s::timestamptz - interval '1 day' * (5 + pg_temp.dice(c.product_id, 63, 350)),
    'supplier price list'
from pricing_columnprice c
where pg_temp.dice(c.product_id, 62, 8) = 0
order by c.product_id, c.column_id
"""
_BREAK_CHANGES = """
insert into pricing_pricechange (column_id, product_id, from_quantity, amount, at, source)
select column_id, product_id, from_quantity, amount, %(opened)s, 'opening' from pricing_break
order by product_id, column_id, from_quantity
"""


def write_prices(total: int, *, at: datetime) -> None:
    """Prices in force, breaks, and the ledger of changes that ends with them."""
    opened = at - timedelta(days=OPENED_DAYS_AGO)
    copy("pricing_column", "id code name currency vat_included position", (
        *((number, code, name, "RUB", True, number) for number, code, name, _ in COLUMNS),
        (EXPORT, "export", "Экспорт, CNY", YUAN, True, EXPORT)))  # fmt: skip
    go_on_after("pricing_column")
    with filling(total, "pricing_columnprice", "pricing_break", "pricing_pricechange"):
        run(_PRICES, ids=[row[0] for row in COLUMNS], markups=[row[3] for row in COLUMNS])
        run("analyze pricing_columnprice")
        run(_EXPORT, export=EXPORT, lines=list(EXPORTED))
        run(_BREAKS)
        run(_CHANGES, opened=opened)
        run(_RISES, at=at)
        run(_BREAK_CHANGES, opened=opened)
    pricing.measure_shelves(anew=True)
