-- Whoever takes a desk or closes an account waits for the other who does, so that two administrators can't remove each
-- other. Both rows are locked: a closed account is a row of people, a desk taken away a row of desks.
select r.user_id as "user"
from accounts_staffrole r
join accounts_user u on u.id = r.user_id
where r.role = 'administrator' and u.is_active
order by r.user_id
for update
