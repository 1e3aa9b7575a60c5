-- The group of goods that belong to none; its path is its own.
with made as (
    insert into catalog_group (name, external_id, sort_key)
    select 'Без группы', '', 'яяя'
    where exists (
        select from staged_products s
        where not s.is_patch and not exists (select from catalog_group g where g.external_id = s.group_key)
    )
    on conflict (external_id) do nothing
    returning id
)
insert into catalog_grouppath (ancestor_id, descendant_id, depth)
select id, id, 0 from made
