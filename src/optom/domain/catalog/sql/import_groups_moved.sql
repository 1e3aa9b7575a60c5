-- Under which groups known ones stand from now on; before a group's first move also where it stood until then.
insert into catalog_groupchange (at, group_id, parent_id)
select stood.*
from unnest(%(ids)s::bigint[], %(parents)s::bigint[]) as n (id, parent_id)
join catalog_group g on g.id = n.id
left join lateral (select count(*) > 0 as is_known, max(c.at) as at from catalog_groupchange c where c.group_id = g.id)
    told on true
cross join lateral (
    select null::timestamptz, g.id, g.parent_id where not told.is_known
    union all
    select greatest(%(at)s::timestamptz, told.at), g.id, n.parent_id
) stood
where g.parent_id is distinct from n.parent_id
