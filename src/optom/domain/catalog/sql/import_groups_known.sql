-- The whole tree, as an import finds it.
select id, parent_id, name, external_id, sort_key
from catalog_group
order by id
for update
