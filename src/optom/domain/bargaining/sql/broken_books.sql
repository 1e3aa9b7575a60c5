-- What was saved is quantity x difference of a receipt of the line, each receipt counted once.
select 'savings are what receipts prove' as what, 'saving ' || r.saving_id as subject,
    round(r.quantity * r.per_unit, 2)::text as expected, r.amount::text as found
from bargaining_realised r
where r.amount <> round(r.quantity * r.per_unit, 2)
union all
select 'a receipt saves once', 'move ' || r.move_id, m.quantity::text, sum(r.quantity)::text
from bargaining_realised r
join stock_move m on m.id = r.move_id
group by r.move_id, m.quantity
having sum(r.quantity) not in (0, m.quantity)
