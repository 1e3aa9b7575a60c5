-- The views of a sheet that a person may open: his own, and those shared with his company (with the staff: no company).
select v.id, v.name, v.state, v.is_shared, v.author_id as author, coalesce(u.name, '') as author_name,
    exists (select from companies_defaultview d where d.view_id = v.id and d.person_id = %(actor)s) as is_default
from companies_savedview v
left join accounts_user u on u.id = v.author_id
where v.sheet = %(sheet)s and v.company_id is not distinct from %(company)s::bigint
    and (v.author_id = %(actor)s or v.is_shared)
order by v.author_id <> %(actor)s, v.name, v.id
