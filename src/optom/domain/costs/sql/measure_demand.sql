-- How each product sells: what left in 90 and in 365 days, less what came back; its share of all that left, at cost; how much
-- its weeks differ, since it sells, but over twelve weeks at the least; when it came last.
create temp table measured_demand on commit drop as
with weeks as (
    select product_id, floor(extract(epoch from %(at)s::timestamptz - at) / 604800)::int as week, -sum(quantity) as sold,
        -coalesce(sum(quantity) filter (where at > %(at)s::timestamptz - interval '90 days'), 0) as sold_90
    from stock_move
    where kind in ('dispatch', 'return') and at > %(at)s::timestamptz - interval '365 days' and at <= %(at)s
    group by 1, 2
),
sold as (
    select product_id, greatest(sum(sold_90), 0) as sold_90, greatest(sum(sold), 0) as sold_365,
        greatest(max(week) + 1, 12) * sum(sold * sold) / nullif(greatest(sum(sold), 0) ^ 2, 0) - 1 as variation
    from weeks
    group by product_id
),
cost as (
    select f.product_id, (array_agg(f.amount order by i.place))[1] as amount
    from costs_figure f
    join (
        select n.id, o.place
        from unnest(array['planned_cost', 'average_cost', 'receipt_cost', 'offer_cost']) with ordinality o (name, place)
        join costs_input n on n.name = o.name
    ) i on i.id = f.input_id
    group by f.product_id
),
worth as (
    select s.product_id, s.sold_365 * c.amount as worth
    from sold s
    join cost c on c.product_id = s.product_id
    where s.sold_365 > 0
),
shares as (
    select product_id, sum(worth) over () as whole, sum(worth) over (order by worth desc, product_id) - worth as dearer
    from worth
),
came as (
    select product_id, max(at) filter (where kind = 'receipt') as received, max(at) as counted
    from stock_move
    where (kind = 'receipt' or kind = 'count' and quantity > 0) and at <= %(at)s
    group by product_id
)
select product_id, coalesce(s.sold_90, 0)::numeric(14, 3) as sold_90, coalesce(s.sold_365, 0)::numeric(14, 3) as sold_365,
    case
        when h.dearer < h.whole * b.a_share / 100 then 'A'
        when h.dearer < h.whole * (b.a_share + b.b_share) / 100 then 'B'
        when h.dearer is not null then 'C'
        else ''
    end as abc,
    case
        when s.variation <= (b.x_variation / 100) ^ 2 then 'X'
        when s.variation <= (b.y_variation / 100) ^ 2 then 'Y'
        when s.variation is not null then 'Z'
        else ''
    end as xyz,
    (coalesce(c.received, c.counted) at time zone %(zone)s)::date as received_on
from sold s
full join came c using (product_id)
left join shares h using (product_id)
cross join costs_bounds b
