-- Every staged pair with its keys: by the source's identifier, else by article and brand. How many products are meant
-- tells whether a brand is missing.
create temp table resolved_analogs on commit drop as
with named as (
    select product as name, product_norm as norm, product_brand as brand from staged_analogs
    union
    select analog, analog_norm, analog_brand from staged_analogs
),
called as (
    select n.norm, n.brand, min(c.product_id) as id, count(distinct c.product_id) as many
    from (select distinct norm, brand from named) n
    join catalog_called() c on c.norm = n.norm collate "C" and c.brand = n.brand
    group by n.norm, n.brand
),
known as (
    select n.name, n.brand, coalesce(e.id, c.id) as id, case when e.id is not null then 1 else coalesce(c.many, 0) end as many
    from named n
    left join catalog_product e on e.external_id = n.name
    left join called c on c.norm = n.norm and c.brand = n.brand
)
select s.seq, s.product, s.analog, a.id as product_id, b.id as analog_id, a.many as products, b.many as analogs, s.kind,
    s.note, s.is_mutual, s.origin
from staged_analogs s
join known a on a.name = s.product and a.brand = s.product_brand
join known b on b.name = s.analog and b.brand = s.analog_brand
