"""The same rows by one hand-written statement a window."""

from datetime import datetime
from typing import Any

from django.db import connection
from psycopg import Cursor

from optom.domain.assortment.queries import Filters, Key, Narrow, Sort, What
from optom.domain.catalog.rules import normalise_code, plain_words

_VISIBLE = """
p.is_active and (p.group_id in (select assortment_groups(%(contract)s))) is true
    and (p.brand_id in (select assortment_brands(%(contract)s))) is true"""
_PAGE = "select p.id from catalog_product p where {visible} {narrowed} order by {order} offset %(start)s limit 100"
_EVERYTHING = """
with places as materialized (select stock_warehouses(%(contract)s) as id),
stock as materialized (
    select x.product_id, array_agg(x.on_hand - x.held) as free from stock_balance x
    where x.warehouse_id in (select id from places) group by x.product_id),
coming as materialized (
    select distinct on (y.product_id) y.product_id, y.expected_on from stock_arrival y
    where y.received < y.quantity order by y.product_id, y.expected_on)
select p.id, p.article, b.name, p.name, g.name, u.name, p.multiple, p.minimum, p.weight, f.price, s.free, a.expected_on
from (select coalesce(array_agg(p.id), '{{}}') as ids from catalog_product p where {visible}) i
cross join lateral pricing_prices(
    %(contract)s, %(at)s, i.ids, array_fill(1::numeric, array[cardinality(i.ids)]), false) f
join catalog_product p on p.id = f.product_id
join catalog_brand b on b.id = p.brand_id
join catalog_group g on g.id = p.group_id
join catalog_unit u on u.id = p.unit_id
left join stock s on s.product_id = p.id
left join coming a on a.product_id = p.id
order by p.sort_key, p.id"""
_PRICED_PAGE = """
select p.id from (select coalesce(array_agg(p.id), '{{}}') as ids from catalog_product p where {visible} {narrowed}) a
cross join lateral pricing_prices(
    %(contract)s, %(at)s, a.ids, array_fill(1::numeric, array[cardinality(a.ids)]), false) f
join catalog_product p on p.id = f.product_id
order by f.price {order}, f.base {order}, p.id {order} limit 100"""
_ROWS = """
with page as materialized ({page})
select p.id, p.article, b.name, p.name, g.name, u.name, p.multiple, p.minimum, p.weight, f.price, s.free, a.expected_on
from (select coalesce(array_agg(id), '{{}}') as ids from page) i
cross join lateral pricing_prices(
    %(contract)s, %(at)s, i.ids, array_fill(1::numeric, array[cardinality(i.ids)]), false) f
join catalog_product p on p.id = f.product_id
join catalog_brand b on b.id = p.brand_id
join catalog_group g on g.id = p.group_id
join catalog_unit u on u.id = p.unit_id
left join lateral (
    select array_agg(x.on_hand - x.held) as free from stock_balance x
    where x.product_id = p.id and x.warehouse_id in (select stock_warehouses(%(contract)s))) s on true
left join lateral (
    select y.expected_on from stock_arrival y where y.product_id = p.id and y.received < y.quantity
    order by y.expected_on limit 1) a on true"""
_SORTED_PAGE = """
select p.id from (select coalesce(array_agg(p.id), '{{}}') as ids from catalog_product p where {visible} {narrowed}) a
cross join lateral pricing_prices(
    %(contract)s, %(at)s, a.ids, array_fill(1::numeric, array[cardinality(a.ids)]), false) f
join catalog_product p on p.id = f.product_id
join catalog_brand b on b.id = p.brand_id
order by b.sort_key, f.price, p.sort_key limit 100"""
_STOCKED_PAGE = """
select p.id from catalog_product p
left join stock_balance x on x.product_id = p.id and x.warehouse_id = %(warehouse)s
where {visible} {narrowed} order by coalesce(x.on_hand - x.held, 0) desc, p.sort_key limit 100"""
_DATED_PAGE = """
select p.id from catalog_product p
left join lateral (
    select min(y.expected_on) as day from stock_arrival y
    where y.product_id = p.id and y.received < y.quantity) y on true
left join lateral (
    select current_date + min(s.lead_days) as day from stock_supply s
    where s.product_id = p.id and s.taken < s.quantity) s on true
where {visible} {narrowed} order by least(y.day, s.day), p.sort_key limit 100"""
_PRICED_BETWEEN = """
select p.id from (select coalesce(array_agg(p.id), '{{}}') as ids from catalog_product p where {visible} {narrowed}) a
cross join lateral pricing_prices(
    %(contract)s, %(at)s, a.ids, array_fill(1::numeric, array[cardinality(a.ids)]), false) f
join catalog_product p on p.id = f.product_id
where f.price between %(price_from)s and %(price_to)s
order by p.sort_key, p.id limit 100"""
_NARROWED = {
    "free": """and exists (
        select from stock_balance x
        where x.product_id = p.id and x.warehouse_id = %(warehouse)s and x.on_hand - x.held >= %(free)s)""",
    "by": """and (
        exists (
            select from stock_arrival y
            where y.product_id = p.id and y.received < y.quantity and y.expected_on <= %(by)s)
        or exists (
            select from stock_supply s
            where s.product_id = p.id and s.taken < s.quantity and current_date + s.lead_days <= %(by)s))""",
    "name": "and lower(p.name) like %(name)s",
    "groups": "and p.group_id in (select descendant_id from catalog_grouppath where ancestor_id = any(%(groups)s))",
    "brands": "and p.brand_id = any(%(brands)s)",
    "stock": "and exists (select from stock_balance x where x.product_id = p.id and x.on_hand > x.held)",
    "words": "and p.words @@ to_tsquery('russian', %(words)s)",
    "part": "and p.id in (select product_id from catalog_code where norm like %(part)s)",
}


def rows(contract: int, at: datetime, asked: dict[str, Any]) -> list[Any]:
    """The rows that the program would show, without its totals."""
    filters: Filters = asked.get("filters", Filters())
    values: dict[str, Any] = {"contract": contract, "at": at, "start": asked.get("start", 0)}
    page = _page(asked, filters, values)
    with Cursor(connection.connection) as cursor:
        return cursor.execute(_ROWS.format(page=page), values).fetchall()


def everything(contract: int, at: datetime) -> list[Any]:
    """All rows that the contract sees, by name: what an export holds."""
    with Cursor(connection.connection) as cursor:
        return cursor.execute(_EVERYTHING.format(visible=_VISIBLE), {"contract": contract, "at": at}).fetchall()


def _page(asked: dict[str, Any], filters: Filters, values: dict[str, Any]) -> str:
    parts = []
    if filters.groups:
        values["groups"] = list(filters.groups)
        parts.append("groups")
    if filters.brands:
        values["brands"] = list(filters.brands)
        parts.append("brands")
    if filters.is_in_stock:
        parts.append("stock")
    if filters.search:
        parts.append(_found(filters.search, values))
    parts += [_narrow(one, values) for one in filters.narrow if one.what is not What.PRICE]
    narrowed = " ".join(_NARROWED[part] for part in parts)
    if prices := [one for one in filters.narrow if one.what is What.PRICE]:
        values |= {f"price_{one.op}": one.value for one in prices}
        return _PRICED_BETWEEN.format(visible=_VISIBLE, narrowed=narrowed)
    if by := asked.get("by"):
        values["warehouse"] = by[0].warehouse
        page = {Key.STOCK: _STOCKED_PAGE, Key.EXPECTED: _DATED_PAGE}.get(by[0].key, _SORTED_PAGE)
        return page.format(visible=_VISIBLE, narrowed=narrowed)
    if asked.get("sort") == Sort.PRICE:
        direction = "desc" if asked.get("is_descending") else "asc"
        return _PRICED_PAGE.format(visible=_VISIBLE, narrowed=narrowed, order=direction)
    order = "p.article, p.id" if asked.get("sort") == Sort.ARTICLE else "p.sort_key, p.id"
    return _PAGE.format(visible=_VISIBLE, narrowed=narrowed, order=order)


def _narrow(one: Narrow, values: dict[str, Any]) -> str:
    if one.what is What.STOCK:
        values |= {"warehouse": one.warehouse, "free": one.value}
        return "free"
    if one.what is What.EXPECTED:
        values["by"] = one.value
        return "by"
    values["name"] = f"%{one.value}%"
    return "name"


def _found(text: str, values: dict[str, Any]) -> str:
    if any(sign.isdigit() for sign in text):
        values["part"] = f"%{normalise_code(text)}%"
        return "part"
    values["words"] = " & ".join(f"{word}:*" for word in plain_words(text))
    return "words"
