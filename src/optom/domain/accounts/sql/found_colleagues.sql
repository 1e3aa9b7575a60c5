-- People of the firm by a part of the name or of the address; they are few.
select u.id, u.name, u.email
from accounts_user u
where exists (select from accounts_staffrole r where r.user_id = u.id)
    and (lower(u.name) like lower(%(part)s::text) or lower(u.email) like lower(%(part)s::text))
order by u.name, u.id
limit %(most)s
