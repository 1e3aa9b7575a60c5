-- Every row of a list with its keys, or what is wrong with it: products by article and brand, or by the source's identifier;
-- warehouses by code or name, the only one where none is said. Of rows of one thing the last stands, the others are told.
create temp table resolved_arrivals on commit drop as
with named as (
    select distinct product, norm, brand from staged_arrivals
),
called as (
    select n.norm, n.brand, min(c.product_id) as id, count(distinct c.product_id) as many
    from (select distinct norm, brand from named) n
    join catalog_called() c on c.norm = n.norm collate "C" and c.brand = n.brand
    group by n.norm, n.brand
),
known as (
    select n.product, n.brand, coalesce(e.id, c.id) as id,
        case when e.id is not null then 1 else coalesce(c.many, 0) end as many
    from named n
    left join catalog_product e on e.external_id = n.product
    left join called c on c.norm = n.norm and c.brand = n.brand
),
places as (
    select k.warehouse, case when count(distinct w.id) = 1 then min(w.id) end as id
    from (select distinct warehouse from staged_arrivals) k
    left join stock_warehouse w
        on w.is_active and (k.warehouse = '' or lower(k.warehouse) in (lower(w.code), lower(w.name)))
    group by k.warehouse
)
select s.seq, s.product, s.origin, s.expected_on, s.quantity, s.reference, s.warehouse,
    case when k.many = 1 then k.id end as product_id, w.id as warehouse_id,
    s.country, s.declaration, s.rnpt, u.id as trace_unit_id, s.trace_quantity, s.trace_cost, false as is_told,
    case
        when k.many = 0 then 'stock.unknown_article'
        when k.many > 1 then 'stock.needs_brand'
        when w.id is null then 'stock.unknown_warehouse'
        when s.trace_unit <> '' and u.id is null then 'origin.unit_unknown'
        when row_number() over (
            partition by k.id, w.id, s.reference, case when s.reference = '' then s.expected_on end order by s.seq desc
        ) > 1 then 'stock.named_twice'
    end as wrong,
    null::bigint as arrival_id, null::date as was_on, null::numeric as was, null::numeric as received, null::numeric as held
from staged_arrivals s
join known k on k.product = s.product and k.brand = s.brand
join places w on w.warehouse = s.warehouse
left join catalog_unit u on u.name = s.trace_unit and u.okei <> ''
