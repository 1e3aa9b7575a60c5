-- Every row of a list with its keys, or what is wrong with it: products as the caller knows them, by the source's identifier where
-- it has a column of its own, else by article and brand, or by an identifier in the place of an article; where these name two
-- products, nothing is guessed. Warehouses by code or name, the only one where none is said. Of rows of one thing the last
-- stands, the others are told.
create temp table resolved_arrivals on commit drop as
with named as (
    select distinct product, norm, brand, key, known from staged_arrivals
),
called as (
    select n.norm, n.brand, array_agg(distinct c.product_id) as ids
    from (select distinct norm, brand from named) n
    join catalog_called() c on c.norm = n.norm collate "C" and c.brand = n.brand
    group by n.norm, n.brand
),
found as (
    select n.product, n.brand, n.key, n.known, c.ids, coalesce(cardinality(c.ids), 0) as many, k.id as by_key,
        n.brand <> '' and b.norm is distinct from n.brand as is_of_other_brand, e.id as by_own
    from named n
    left join called c on c.norm = n.norm and c.brand = n.brand
    left join catalog_product k on k.external_id = n.key and n.key <> ''
    left join catalog_brand b on b.id = k.brand_id
    left join (
        select p.id, p.external_id, o.norm from catalog_product p left join catalog_brand o on o.id = p.brand_id
    ) e on e.external_id = n.product and n.product <> '' and (n.brand = '' or e.norm = n.brand)
),
known as (
    select f.product, f.brand, f.key, f.known, x.wrong, coalesce(f.by_key, f.by_own) as other_id,
        case when x.wrong is null then coalesce(nullif(f.known, 0), f.by_key, f.ids[1], f.by_own) end as id
    from found f
    cross join lateral (
        select case
            when f.known <> 0 then null
            when f.by_key is not null then case
                when f.is_of_other_brand or f.many > 0 and f.by_key <> all(f.ids) or f.many = 0 and f.by_own <> f.by_key
                then 'stock.numbers_disagree'
            end
            when f.many > 1 then 'stock.needs_brand'
            when f.many = 0 and f.by_own is null then 'stock.unknown_article'
            when f.many = 1 and f.by_own <> f.ids[1] then 'stock.number_of_two'
        end as wrong
    ) x
),
places as (
    select k.warehouse, case when count(distinct w.id) = 1 then min(w.id) end as id
    from (select distinct warehouse from staged_arrivals) k
    left join stock_warehouse w
        on w.is_active and (k.warehouse = '' or lower(k.warehouse) in (lower(w.code), lower(w.name)))
    group by k.warehouse
)
select s.seq, s.product, s.origin, s.expected_on, s.quantity, s.reference, s.warehouse,
    k.id as product_id, k.other_id, s.key, s.brand, w.id as warehouse_id,
    s.country, s.declaration, s.rnpt, u.id as trace_unit_id, s.trace_quantity, s.trace_cost, false as is_told,
    case
        when k.wrong is not null then k.wrong
        when w.id is null then 'stock.unknown_warehouse'
        when s.trace_unit <> '' and u.id is null then 'origin.unit_unknown'
        when row_number() over (
            partition by k.id, w.id, s.reference, case when s.reference = '' then s.expected_on end order by s.seq desc
        ) > 1 then 'stock.named_twice'
    end as wrong,
    null::bigint as arrival_id, null::date as was_on, null::numeric as was, null::numeric as received, null::numeric as held
from staged_arrivals s
join known k on k.product = s.product and k.brand = s.brand and k.key = s.key and k.known = s.known
join places w on w.warehouse = s.warehouse
left join catalog_unit u on u.name = s.trace_unit and u.okei <> ''
