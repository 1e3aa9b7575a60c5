"""The floor of a replay: the derivation by hand for all contracts at once, its rows into a table, added up by parts."""

from typing import Any

from django.db import connection

_LINES = """
create temp table floor_lines on commit drop as
with lines as (
    select l.contract_id, l.company_id, l.product_id, l.ordered - l.cancelled as quantity,
        (l.sum - l.vat) * (l.ordered - l.cancelled) / l.ordered as sold
    from orders_line l join orders_order o on o.id = l.order_id
    where coalesce(l.ordered_at, o.placed_at) >= %(since)s and l.ordered > l.cancelled
),
rules as materialized (
    select distinct on (r.contract_id, r.brand_id, g.descendant_id)
        r.contract_id, r.brand_id, g.descendant_id as group_id, r.column_id, r.discount
    from pricing_contractrule r
    left join catalog_grouppath g on g.ancestor_id = r.group_id
    where r.valid_from <= %(at)s and (r.valid_to is null or r.valid_to > %(at)s)
    order by r.contract_id, r.brand_id, g.descendant_id, g.depth, r.valid_from desc, r.id desc
),
fixed as materialized (
    select distinct on (contract_id, product_id) contract_id, product_id, amount from pricing_fixedprice
    where valid_from <= %(at)s and (valid_to is null or valid_to > %(at)s)
    order by contract_id, product_id, valid_from desc, id desc
),
termed as (
    select l.*, p.group_id, p.brand_id, p.tax_class_id, f.amount as fixed, t.rounding,
        coalesce(
            case
                when r1.contract_id is not null then r1.column_id
                when r2.contract_id is not null then r2.column_id
                else r3.column_id
            end,
            t.column_id
        ) as column_id,
        coalesce(r1.discount, r2.discount, r3.discount, t.discount) as discount
    from lines l
    join catalog_product p on p.id = l.product_id
    left join pricing_contractpricing t on t.contract_id = l.contract_id
        and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
    left join rules r1 on r1.contract_id = l.contract_id and r1.brand_id = p.brand_id and r1.group_id = p.group_id
    left join rules r2 on r2.contract_id = l.contract_id and r2.brand_id = p.brand_id and r2.group_id is null
    left join rules r3 on r3.contract_id = l.contract_id and r3.brand_id is null and r3.group_id = p.group_id
    left join fixed f on f.contract_id = l.contract_id and f.product_id = l.product_id
),
priced as (
    select t.*,
        coalesce(
            t.fixed, round(coalesce(b.amount, c.amount) * (100 - t.discount) / 100 / t.rounding) * t.rounding
        ) as now,
        coalesce(t.fixed, round(coalesce(
            case when x.amount is null or b.amount < x.amount then b.amount end, x.amount, c.amount
        ) * (100 - t.discount) / 100 / t.rounding) * t.rounding) as becomes,
        f.amount * 1.02 as cost
    from termed t
    left join pricing_columnprice c on c.column_id = t.column_id and c.product_id = t.product_id
    left join policy_proposedprice x on x.publication_id = %(publication)s and x.column_id = t.column_id
        and x.product_id = t.product_id and x.guard is null
    left join lateral (
        select b.amount from pricing_break b
        where b.column_id = t.column_id and b.product_id = t.product_id and b.from_quantity <= t.quantity
        order by b.from_quantity desc limit 1
    ) b on true
    left join costs_input i on i.name = 'planned_cost'
    left join costs_figure f on f.input_id = i.id and f.product_id = t.product_id
)
select p.contract_id, p.company_id, p.group_id, p.brand_id, case when p.fixed is null then p.column_id end as column_id,
    p.product_id, round(p.sold * r.rate, 2) as sold, round(net.now * r.rate, 2) as present,
    round(net.becomes * r.rate, 2) as proposed, round(p.cost * p.quantity, 2) as cost
from priced p
join companies_contract k on k.id = p.contract_id
join (
    select currency, credit_rate_of(currency, %(today)s) as rate
    from (select distinct currency from companies_contract) c
) r on r.currency = k.currency
left join pricing_column l on l.id = p.column_id
left join (
    select distinct on (tax_class_id) tax_class_id, percent from catalog_taxrate
    where valid_from <= %(today)s order by tax_class_id, valid_from desc
) v on v.tax_class_id = p.tax_class_id
cross join lateral (
    select case when l.vat_included then coalesce(v.percent, 0) else 0 end as percent,
        round(p.now * p.quantity, 2) as now, round(p.becomes * p.quantity, 2) as becomes
) g
cross join lateral (
    select g.now - round(g.now * g.percent / (100 + g.percent), 2) as now,
        g.becomes - round(g.becomes * g.percent / (100 + g.percent), 2) as becomes
) net
where p.now is not null and p.becomes is not null and r.rate is not null
"""
_TOTALS = """
create temp table floor_totals on commit drop as
select grouping(contract_id, company_id, group_id, brand_id, column_id, product_id) as of,
    coalesce(contract_id, company_id, group_id, brand_id, column_id, product_id) as key, count(*) as lines,
    sum(sold) as sold, sum(present) as present, sum(proposed) as proposed,
    sum(present) filter (where cost is not null) as costed_present,
    sum(proposed) filter (where cost is not null) as costed_proposed, sum(cost) as cost
from floor_lines
group by grouping sets ((), (contract_id), (company_id), (group_id), (brand_id), (column_id), (product_id))
"""


def replay(**values: Any) -> None:
    """What the lines since a moment come to now and would come to, in tables of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("drop table if exists floor_lines, floor_totals")
        cursor.execute("set local work_mem = '128MB'")
        cursor.execute(_LINES, values)
        cursor.execute(_TOTALS)


def told() -> tuple[Any, ...]:
    """Lines and sums in all."""
    with connection.cursor() as cursor:
        cursor.execute("select lines, present, proposed, cost from floor_totals where of = 63")
        row: tuple[Any, ...] = cursor.fetchone()
        return row
