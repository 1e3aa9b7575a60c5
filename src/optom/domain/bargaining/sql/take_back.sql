-- What receipts have proven of an entry is taken back by rows of their own.
insert into bargaining_realised (saving_id, supplier_line_id, move_id, "on", quantity, per_unit, amount, at, reverses_id)
select r.saving_id, r.supplier_line_id, r.move_id, r."on", -r.quantity, r.per_unit, -r.amount, %(at)s, r.id
from bargaining_realised r
where r.saving_id = %(saving)s and r.reverses_id is null
    and not exists (select from bargaining_realised b where b.reverses_id = r.id)
