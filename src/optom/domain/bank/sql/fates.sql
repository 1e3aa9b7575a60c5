-- What became of the documents that a file brought.
select count(*) filter (where d.direction = 'in' and w.document_id is null) as given,
    count(*) filter (where w.document_id is not null) as waiting,
    count(*) filter (where d.direction <> 'in') as others
from bank_document d
left join bank_waiting w on w.document_id = d.id
where d.file_id = %(file)s
