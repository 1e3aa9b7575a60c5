-- People of the firm by a part of the name or of the address: they are few and all looked at, buyers are not.
with staff as materialized (select distinct user_id from accounts_staffrole)
select u.id, u.name, u.email
from staff s
join accounts_user u on u.id = s.user_id
where lower(u.name) like lower(%(part)s::text) or lower(u.email) like lower(%(part)s::text)
order by u.name, u.id
limit %(most)s
