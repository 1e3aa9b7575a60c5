-- What came by a file of several currencies is not added up.
select f.id, f.name, f.format, f.size, f.taken_at, u.name as taken_by, f.taken, f.known, f.refused,
    (
        select case when min(d.currency) is not distinct from max(d.currency) then coalesce(sum(d.amount), 0) end
        from bank_document d where d.file_id = f.id and d.direction = 'in'
    ) as came,
    (
        select coalesce(string_agg(distinct d.currency, ', '), '')
        from bank_document d where d.file_id = f.id and d.direction = 'in'
    ) as currency
from bank_statementfile f
left join accounts_user u on u.id = f.taken_by_id
