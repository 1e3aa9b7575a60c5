-- Rows of a file that are no offers as they stand.
select r.id, r.seq, r.place, r.fate, r.number, r.name, r.price, r.was
from suppliers_remark r
where r.run_id = %(run)s
