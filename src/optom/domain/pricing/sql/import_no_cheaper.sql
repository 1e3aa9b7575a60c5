-- A break has to cost less than the price itself: than that of the list, else than the one in force.
update resolved_prices r
set wrong = 'pricing.break_no_cheaper'
from resolved_prices b
left join resolved_prices n on n.column_id = b.column_id and n.product_id = b.product_id and n.from_quantity = 0
    and n.wrong is null
left join pricing_columnprice p on p.column_id = b.column_id and p.product_id = b.product_id
where b.ctid = r.ctid and r.wrong is null and r.from_quantity > 0
    and r.amount >= case when n.product_id is not null then coalesce(n.amount, 0) else coalesce(p.amount, 0) end
