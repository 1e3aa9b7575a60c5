-- Pairs as they should be, both ways where they go both ways; of several rows of one pair the last one stands.
with pairs as (
    select seq, product_id, analog_id, kind, note from resolved_analogs
    where products = 1 and analogs = 1 and product_id <> analog_id
    union all
    select seq, analog_id, product_id, kind, note from resolved_analogs
    where products = 1 and analogs = 1 and product_id <> analog_id and is_mutual
),
wanted as materialized (
    select distinct on (product_id, analog_id) product_id, analog_id, kind, note
    from pairs order by product_id, analog_id, seq desc
),
written as (
    insert into catalog_analog as a (product_id, analog_id, kind, note)
    select product_id, analog_id, kind, note from wanted
    on conflict (product_id, analog_id) do update set kind = excluded.kind, note = excluded.note
        where (a.kind, a.note) is distinct from (excluded.kind, excluded.note)
    returning xmax = 0 as is_new
)
select count(*) filter (where is_new) as created, count(*) filter (where not is_new) as changed,
    (select count(*) from wanted) - count(*) as unchanged
from written
