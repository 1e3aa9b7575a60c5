-- Of each column that a publication moves: how many prices have which margin now and with it, and what stands on hand of a
-- group is worth, at what it costs us and at both prices, in roubles without VAT. What has no cost or no price has no
-- margin. What a price was stands beside what it becomes; only of those that stay it is asked, or all prices in force would
-- be read. A million goods become a few thousand rows before they are put together in three ways, as with `gather_parts`.
create temp table moved_margins on commit drop as
with priced as (
    select k.id as column_id, p.group_id, c.cost, v.now, v.after, t.gross,
        width_bucket((v.now - c.cost * t.gross) / v.now, %(steps)s::numeric[]) as was,
        width_bucket((v.after - c.cost * t.gross) / v.after, %(steps)s::numeric[]) as becomes,
        case when s.on_hand > 0 and c.cost is not null and v.now is not null and v.after is not null then s.on_hand end as on_hand
    from (--costs--) c
    join catalog_product p on p.id = c.product_id
    left join (
        select distinct on (tax_class_id) tax_class_id, percent
        from catalog_taxrate
        where valid_from <= %(day)s::date
        order by tax_class_id, valid_from desc
    ) x on x.tax_class_id = p.tax_class_id
    cross join unnest(%(columns)s::bigint[], %(rates)s::numeric[], %(have_vat)s::boolean[]) k (id, rate, has_vat)
    left join policy_proposedprice a
        on a.publication_id = %(publication)s and a.product_id = p.id and a.column_id = k.id and a.from_quantity = 0
            and a.guard is null
    left join (
        select product_id, sum(on_hand) as on_hand from stock_balance
        where product_id = any(%(products)s::bigint[])
        group by product_id
    ) s on s.product_id = p.id
    cross join lateral (select case when k.has_vat then 1 + coalesce(x.percent, 0) / 100 else 1 end as gross) t
    cross join lateral (
        select case
            when a.id is null then
                (select b.amount from pricing_columnprice b where b.column_id = k.id and b.product_id = p.id)
            else a.before
        end as amount
        offset '0'
    ) b
    cross join lateral (
        select b.amount * k.rate as now, case when a.id is null then b.amount else a.amount end * k.rate as after
    ) v
    where b.amount is not null or a.amount is not null
)
select column_id, was, becomes, group_id, count(*) as prices, count(on_hand) as stocked, sum(on_hand * cost) as at_cost,
    sum(on_hand * now / gross) as at_now, sum(on_hand * after / gross) as at_then
from priced
group by column_id, was, becomes, group_id
