-- What of a file was not taken, and still is not: a later reading may have taken a document that was foreign before.
select u.place, u.line, u.code, u.facts, u.raw
from bank_unread u
where u.file_id = %(file)s
    and not exists (select from bank_document d where d.file_id = u.file_id and d.place = u.place)
order by u.place, u.id
limit %(most)s
