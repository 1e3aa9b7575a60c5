-- Names, parents and sort keys of the groups that change.
update catalog_group g
set name = n.name, parent_id = n.parent_id, sort_key = n.sort_key
from unnest(%(ids)s::bigint[], %(names)s::text[], %(parents)s::bigint[], %(sort_keys)s::text[])
    as n (id, name, parent_id, sort_key)
where g.id = n.id
