"""The floor of placing an order: the same rows and guarantees in the best SQL that could be written by hand and read.

Two prepared statements and the commit through plain psycopg, on the same tables with the same constraints and
row-level security: who, terms and key; then the order: priced, its contract's account locked, its goods locked in the
order of their keys and promised, everything written, without a row leaving the database. It knows only what this act
needs: prices in force, not past ones; a yes or no, not the reasons. Promises made in Python between statements, with
one write or several in a pipeline, were tried as well: no faster with 20 lines, slower by a third with 2,000.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from psycopg import Connection, Cursor

_STANDING = """
select c.company_id, c.is_active, t.reservation_hours, t.reservation_limit, t.minimum_order, t.pack_rule, m.role,
    (select o.id from orders_order o where o.contract_id = c.id and o.key = %(key)s) as placed
from companies_contract c
join companies_terms t
    on t.contract_id = c.id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
left join companies_membership m on m.company_id = c.company_id and m.user_id = %(actor)s
where c.id = %(contract)s
"""

PRICES = """
with terms as materialized (
    select t.column_id, t.discount, t.rounding, s.vat <> 'exempt' as is_payer
    from companies_contract c
    join companies_seller s on s.id = c.seller_id
    join pricing_contractpricing t
        on t.contract_id = c.id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
    where c.id = %(contract)s
),
rules as materialized (
    select r.* from pricing_contractrule r
    where r.contract_id = %(contract)s and r.valid_from <= %(at)s and (r.valid_to is null or r.valid_to > %(at)s)
),
seen as materialized (
    select v.group_id, v.brand_id, v.is_allowed from assortment_visibility v where v.contract_id = %(contract)s
),
fixed as materialized (
    select distinct on (f.product_id) f.product_id, f.amount from pricing_fixedprice f
    where f.contract_id = %(contract)s and f.valid_from <= %(at)s and (f.valid_to is null or f.valid_to > %(at)s)
    order by f.product_id, f.valid_from desc, f.id desc
),
rates as materialized (
    select distinct on (r.tax_class_id) r.tax_class_id, r.percent from catalog_taxrate r
    where r.valid_from <= (%(at)s::timestamptz at time zone 'Europe/Moscow')::date
    order by r.tax_class_id, r.valid_from desc
),
wanted as (
    select w.position, w.quantity, p.id, p.multiple, p.minimum, p.tax_class_id, t.rounding, t.is_payer,
        coalesce(r.column_id, t.column_id) as column_id, coalesce(r.discount, t.discount) as discount,
        p.is_active and not exists (
            select from seen v
            left join catalog_grouppath g on g.ancestor_id = v.group_id and g.descendant_id = p.group_id
            where not v.is_allowed and (v.brand_id = p.brand_id or g.ancestor_id is not null))
        and (not exists (select from seen where is_allowed and brand_id is not null)
            or p.brand_id in (select brand_id from seen where is_allowed))
        and (not exists (select from seen where is_allowed and group_id is not null)
            or exists (select from seen v join catalog_grouppath g on g.ancestor_id = v.group_id
                       where v.is_allowed and g.descendant_id = p.group_id)) as is_visible
    from unnest(%(products)s::bigint[], %(quantities)s::numeric[]) with ordinality as w(id, quantity, position)
    join catalog_product p on p.id = w.id
    cross join terms t
    left join lateral (
        select r.column_id, r.discount from rules r
        left join catalog_grouppath g on g.ancestor_id = r.group_id and g.descendant_id = p.group_id
        where (r.brand_id is null or r.brand_id = p.brand_id) and (r.group_id is null or g.ancestor_id is not null)
        order by r.brand_id is null, r.group_id is null, g.depth, r.valid_from desc, r.id desc limit 1
    ) r on true
),
priced as (
    select w.*, col.vat_included, case when w.is_payer then r.percent end as percent,
        coalesce(f.amount,
            round(coalesce(b.amount, c.amount) * (100 - w.discount) / 100 / w.rounding) * w.rounding) as price
    from wanted w
    left join rates r on r.tax_class_id = w.tax_class_id
    left join pricing_column col on col.id = w.column_id
    left join fixed f on f.product_id = w.id
    left join pricing_columnprice c on c.column_id = w.column_id and c.product_id = w.id
    left join lateral (
        select b.amount from pricing_break b
        where b.column_id = w.column_id and b.product_id = w.id and b.from_quantity <= w.quantity
        order by b.from_quantity desc limit 1
    ) b on true
)
"""

_SUMS = """
lines as materialized (
    select position, id as product_id, quantity, price, percent,
        round(price * quantity, 2) + case when vat_included is false
            then round(round(price * quantity, 2) * percent / 100, 2) else 0 end as sum,
        coalesce(round(round(price * quantity, 2) * percent
            / (case when vat_included is false then 100 else 100 + percent end), 2), 0) as vat,
        is_visible and (%(pack_rule)s::text = 'free' or (quantity %% multiple = 0 and quantity >= minimum)) as is_good
    from priced
),
"""

# Locks come after every other reason to refuse: each of these waits for the one above.
_LOCKS = """
patience as materialized (select set_config('lock_timeout', '3s', true)),
account as materialized (
    select a.reserved from patience cross join credit_account a
    where a.contract_id = %(contract)s
        and (select bool_and(is_good and price is not null) and sum(sum) >= %(minimum)s::numeric
                and count(*) = cardinality(%(products)s::bigint[]) from lines)
    for update of a
),
warehouses as materialized (
    select w.id from stock_warehouse w where w.is_active and (
        not exists (select from stock_contractwarehouse c where c.contract_id = %(contract)s)
        or w.id in (select c.warehouse_id from stock_contractwarehouse c where c.contract_id = %(contract)s))
),
goods as materialized (
    select b.product_id, b.warehouse_id, b.on_hand - b.held as free from stock_balance b
    where (select count(*) from account) = 1 and b.product_id = any(%(products)s::bigint[])
        and b.warehouse_id in (select id from warehouses)
    order by b.product_id, b.warehouse_id for update of b
),
short as materialized (
    select l.product_id from lines l
    left join (select product_id, sum(free) as free from goods group by 1) g on g.product_id = l.product_id
    where coalesce(g.free, 0) < l.quantity
),
coming as materialized (
    select a.product_id, a.warehouse_id, a.id, a.expected_on, a.quantity - a.received - a.held as free
    from stock_arrival a
    where a.product_id in (select product_id from short) and a.received < a.quantity
        and a.warehouse_id in (select id from warehouses)
    order by a.id for update of a
),
"""

# Each line takes what is on hand first, then what comes soonest.
_PROMISES = """
sources as (
    select product_id, warehouse_id, null::bigint as arrival_id, null::date as expected_on, free from goods
    union all
    select product_id, warehouse_id, id, expected_on, free from coming
),
promised as materialized (
    select product_id, warehouse_id, arrival_id, expected_on, least(free, quantity - before) as quantity
    from (
        select s.*, l.quantity, sum(s.free) over earlier - s.free as before
        from sources s join lines l on l.product_id = s.product_id where s.free > 0
        window earlier as (
            partition by s.product_id order by s.expected_on nulls first, s.arrival_id, s.warehouse_id)
    ) s where before < quantity
),
kept as materialized (
    select l.*, coalesce(p.held, 0) as held,
        case when p.held = l.quantity then l.sum else round(l.sum * coalesce(p.held, 0) / l.quantity, 2) end as worth,
        case when p.held > 0 then greatest(%(at)s::timestamptz, p.expected_on at time zone 'UTC')
            + make_interval(hours => %(hours)s::int) end as until
    from lines l
    left join (select product_id, sum(quantity) as held, max(expected_on)::timestamp as expected_on
               from promised group by 1) p on p.product_id = l.product_id
),
"""

_WRITES = """
placed as (
    insert into orders_order (contract_id, company_id, key, placed_at, placed_by_id, note, total)
    select %(contract)s, %(company)s, %(key)s, %(at)s, %(actor)s, '', (select sum(sum) from kept)
    from account
    where %(limit)s::numeric is null or account.reserved + (select sum(worth) from kept) <= %(limit)s::numeric
    on conflict (contract_id, key) do nothing returning id
),
ordered as (
    insert into orders_line (order_id, contract_id, company_id, position, product_id, price, vat_percent, sum, vat,
        ordered, reserved, confirmed, requested, shipped, accepted, returned, cancelled, reserved_until)
    select placed.id, %(contract)s, %(company)s, k.position, k.product_id, k.price, k.percent, k.sum, k.vat,
        k.quantity, k.held, k.held, 0, 0, 0, 0, 0, k.until
    from placed cross join kept k
    returning id, product_id
),
holds as (
    insert into stock_hold (owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select o.id, %(contract)s, p.product_id, p.warehouse_id, p.arrival_id, p.quantity
    from ordered o join promised p on p.product_id = o.product_id
),
holds_told as (
    insert into stock_holdmove (at, owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select %(at)s, o.id, %(contract)s, p.product_id, p.warehouse_id, p.arrival_id, p.quantity
    from ordered o join promised p on p.product_id = o.product_id
),
balances as (
    update stock_balance b set held = b.held + p.quantity from promised p cross join placed
    where p.arrival_id is null and b.product_id = p.product_id and b.warehouse_id = p.warehouse_id
),
arrivals as (
    update stock_arrival a set held = a.held + p.quantity from promised p cross join placed where a.id = p.arrival_id
),
reserved as (
    update credit_account set reserved = reserved + (select sum(worth) from kept)
    where contract_id = %(contract)s and exists (select from placed)
),
reserved_told as (
    insert into credit_accountmove (at, contract_id, company_id, committed, reserved)
    select %(at)s, %(contract)s, %(company)s, 0, (select sum(worth) from kept) from placed
),
facts as (
    select placed.id, jsonb_build_object('order', placed.id, 'contract', %(contract)s::bigint, 'lines', count(*),
        'waiting', count(*) filter (where held < quantity), 'total', sum(sum)::text) as facts
    from placed cross join kept group by placed.id
),
entry as (
    insert into journal_entry (at, actor_id, act, subject, company_id, facts)
    select %(at)s, %(actor)s, 'orders.place', 'orders.order:' || id, %(company)s, facts from facts
),
event as (
    insert into journal_event (at, name, facts, attempts, problem)
    select %(at)s, 'orders.placed', facts, 0, '' from facts
)
select id from placed
"""

_PLACE = f"{PRICES},{_SUMS}{_LOCKS}{_PROMISES}{_WRITES}"


def place(
    floor: Connection[Any], *, contract: int, actor: int, key: str, quantities: Mapping[int, Decimal], at: datetime
) -> int:
    """The order's id; an AssertionError where the act would refuse."""
    named: dict[str, Any] = {"contract": contract, "actor": actor, "key": key, "at": at}
    asked = {"products": list(quantities), "quantities": list(quantities.values())}
    with floor.transaction(), Cursor(floor) as cursor:
        row = cursor.execute(_STANDING, named).fetchone()
        assert row is not None
        company, is_active, hours, limit, minimum, pack_rule, role, known = row
        if known:
            return int(known)
        assert is_active
        assert role in {"owner", "buyer"}
        terms = {"company": company, "hours": hours, "limit": limit, "minimum": minimum, "pack_rule": pack_rule}
        placed = cursor.execute(_PLACE, named | asked | terms).fetchone()
        assert placed is not None
        return int(placed[0])
