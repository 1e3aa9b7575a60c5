select r.id, r.title, r.note, r.deliver_on, r.answer_until, r.created_at, u.name as person, r.closed_at
from bargaining_request r
left join accounts_user u on u.id = r.created_by_id
where r.id = %(request)s
