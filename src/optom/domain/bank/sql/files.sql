select f.id, f.name, f.format, f.size, f.taken_at, u.name as taken_by, f.taken, f.known, f.refused,
    (select coalesce(sum(d.amount), 0) from bank_document d where d.file_id = f.id and d.direction = 'in') as came
from bank_statementfile f
left join accounts_user u on u.id = f.taken_by_id
