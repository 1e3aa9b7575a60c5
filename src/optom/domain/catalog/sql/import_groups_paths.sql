-- The closure of the tree: paths that are no more go, new ones come, the rest is not touched.
with recursive true_path (ancestor_id, descendant_id, depth) as (
    select id, id, 0 from catalog_group
    union all
    select g.parent_id, t.descendant_id, t.depth + 1
    from true_path t
    join catalog_group g on g.id = t.ancestor_id
    where g.parent_id is not null
),
gone as (
    delete from catalog_grouppath p
    where not exists (
        select from true_path t where t.ancestor_id = p.ancestor_id and t.descendant_id = p.descendant_id
    )
)
insert into catalog_grouppath as p (ancestor_id, descendant_id, depth)
select ancestor_id, descendant_id, depth from true_path
on conflict (ancestor_id, descendant_id) do update set depth = excluded.depth where p.depth <> excluded.depth
