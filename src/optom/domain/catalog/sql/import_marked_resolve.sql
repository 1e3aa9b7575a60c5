-- Every row with its product, by the source's identifier, else by article and brand; or what is wrong with it. Of rows of one
-- product, and of one GTIN, the last one stands.
create temp table resolved_marked on commit drop as
with called as (
    select n.norm, n.brand, min(c.product_id) as id, count(distinct c.product_id) as many
    from (select distinct norm, brand from staged_marked) n
    join catalog_called() c on c.norm = n.norm collate "C" and c.brand = n.brand
    group by n.norm, n.brand
),
known as (
    select s.seq, coalesce(e.id, c.id) as id, case when e.id is not null then 1 else coalesce(c.many, 0) end as many
    from staged_marked s
    left join catalog_product e on e.external_id = s.product
    left join called c on c.norm = s.norm and c.brand = s.brand
)
select s.seq, s.product, k.id as product_id, s.commodity, s.gtin, s.origin,
    case
        when k.many = 0 then 'catalog.unknown_product'
        when k.many > 1 then 'catalog.needs_brand'
        when row_number() over (partition by k.id order by s.seq desc) > 1 then 'catalog.marked_twice'
        when row_number() over (partition by s.gtin order by s.seq desc) > 1
            or exists (select from catalog_marked m where m.gtin = s.gtin and m.product_id <> k.id) then 'catalog.gtin_of_another'
    end as wrong
from staged_marked s
join known k on k.seq = s.seq
