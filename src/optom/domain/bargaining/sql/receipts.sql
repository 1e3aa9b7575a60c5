-- The receipts by which an entry has saved something, and those that were taken back.
select r.id, r."on", l.order_id as "order", r.move_id as move, r.quantity, r.per_unit, r.amount, r.reverses_id is not null as is_reversal
from bargaining_realised r
join purchasing_supplierline l on l.id = r.supplier_line_id
where r.saving_id = %(saving)s
order by r.id
