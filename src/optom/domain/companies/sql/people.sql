select m.id, m.user_id as "user", u.name, u.email, m.role, u.last_login is not null as has_come
from companies_membership m
join accounts_user u on u.id = m.user_id
where m.company_id = %(company)s
order by u.name, u.id
