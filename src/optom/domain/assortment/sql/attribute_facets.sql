-- The most telling attributes of the hits, with their most frequent values and those that are chosen. A hit counts for
-- an attribute when it has what is chosen of all others. `side`: 'own' counts for chosen attributes only, 'rest' for the
-- others only, 'all' for all.
with hits as materialized ({hits}),
judged as materialized (
    select h.side, h.attributes, case when %(chosen)s::jsonb <> '{{}}' then (
        select array_agg(c.key) from jsonb_each(%(chosen)s::jsonb) c
        where (c.value ? (h.attributes ->> c.key)) is not true) end as lacks
    from hits h
),
pairs as materialized (
    select a.key as name, a.value, count(*) as products
    from judged j
    cross join lateral jsonb_each_text(j.attributes) a
    where case when %(chosen)s::jsonb ? a.key then j.side <> 'rest' and (j.lacks is null or j.lacks = array[a.key])
            else j.side <> 'own' and j.lacks is null end
        and a.value <> ''
    group by a.key, a.value
),
whole as materialized (select count(*) as hits from judged where lacks is null and side <> 'own'),
weighed as materialized (
    select name, sum(products)::bigint as products, count(*) as values, max(products) as most from pairs group by name
),
told as materialized (
    -- how many hits stand apart from the largest part that is alike; of little use where each has a value of its own
    select w.name, w.products, w.values, %(chosen)s::jsonb ? w.name as is_chosen,
        (h.hits - greatest(w.most, h.hits - w.products)) * (1 - w.values::numeric / w.products) as telling
    from weighed w cross join whole h
    where %(chosen)s::jsonb ? w.name or greatest(w.most, h.hits - w.products) < h.hits
    order by is_chosen desc, telling desc, w.name
    limit %(most_names)s
)
select t.name, t.products as having, t.values, v.value, v.products
from told t
cross join lateral (
    select p.value, p.products from pairs p where p.name = t.name
    order by coalesce(%(chosen)s::jsonb -> p.name ? p.value, false) desc, p.products desc, p.value
    limit %(most_values)s) v
order by t.is_chosen desc, t.telling desc, t.name, v.products desc, v.value
