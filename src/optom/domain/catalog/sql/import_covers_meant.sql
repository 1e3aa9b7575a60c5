-- Which brand and which groups covers mean: a group by the source's identifier, by its name, by its path.
with paths as (
    select g.id, g.external_id, lower(g.name) as name, lower(string_agg(a.name, ' / ' order by h.depth desc)) as path
    from catalog_group g
    join catalog_grouppath h on h.descendant_id = g.id
    join catalog_group a on a.id = h.ancestor_id
    where exists (select from unnest(%(groups)s::text[]) as x(named) where x.named <> '')
    group by g.id
)
select n.seq, b.id as brand, array_agg(p.id) filter (where p.id is not null) as groups
from unnest(%(seqs)s::int[], %(brands)s::text[], %(groups)s::text[]) as n(seq, brand, named)
left join catalog_brand b on b.norm = n.brand and n.brand <> ''
left join paths p on n.named <> '' and (p.external_id = n.named or p.name = lower(n.named) or p.path = lower(n.named))
group by n.seq, b.id
