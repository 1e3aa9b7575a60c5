-- The breaks of a publication that nothing holds back and nobody has changed since, if they cost less than the price that
-- comes into force with them, else than the one that stands. What somebody has set by hand meanwhile is all there is.
insert into price_changes (column_id, product_id, from_quantity, amount, before, is_named)
select p.column_id, p.product_id, p.from_quantity, p.amount, b.amount, true
from policy_proposedprice p
left join pricing_break b on b.column_id = p.column_id and b.product_id = p.product_id and b.from_quantity = p.from_quantity
left join price_changes n on n.column_id = p.column_id and n.product_id = p.product_id and n.from_quantity = 0
left join pricing_columnprice c on c.column_id = p.column_id and c.product_id = p.product_id
where p.publication_id = %(publication)s and p.from_quantity > 0 and p.guard is null
    and b.amount is not distinct from p.before and b.amount is distinct from p.amount
    and (p.amount is null or p.amount < case when n.product_id is null then c.amount else n.amount end)
    and not exists (
        select from pricing_break h
        where h.column_id = p.column_id and h.product_id = p.product_id and h.owner_id is not null
    )
