-- The group tree in the order of names.
select id, parent_id, name from catalog_group order by sort_key, id
