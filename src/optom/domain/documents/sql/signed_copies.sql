select c.id, c.paper_id as paper, c.sha256, c.size, c.content_type, c.added_at, u.name as added_by
from documents_signedcopy c
left join accounts_user u on u.id = c.added_by_id
where c.paper_id = %(paper)s
order by c.id
