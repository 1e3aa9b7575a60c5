-- Products as they are marked.
with wanted as materialized (select product_id, commodity, gtin from resolved_marked where wrong is null),
written as (
    insert into catalog_marked as m (product_id, commodity, gtin)
    select product_id, commodity, gtin from wanted
    on conflict (product_id) do update set commodity = excluded.commodity, gtin = excluded.gtin
        where (m.commodity, m.gtin) is distinct from (excluded.commodity, excluded.gtin)
    returning xmax = 0 as is_new
)
select count(*) filter (where is_new) as created, count(*) filter (where not is_new) as changed,
    (select count(*) from wanted) - count(*) as unchanged
from written
