select a.id, a.subject, a.name, a.sha256, a.size, a.content_type, a.added_at, u.name as added_by
from documents_attachment a
left join accounts_user u on u.id = a.added_by_id
where a.subject = %(subject)s
order by a.id
