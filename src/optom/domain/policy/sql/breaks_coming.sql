-- The breaks of a publication that nothing holds back and nobody has changed since, if they cost less than the price that
-- comes into force with them, else than the one that stands. What somebody has set by hand meanwhile is all there is.
select p.column_id, p.product_id, p.from_quantity, p.amount, b.amount as before
from policy_proposedprice p
left join pricing_break b on b.column_id = p.column_id and b.product_id = p.product_id and b.from_quantity = p.from_quantity
left join pricing_columnprice c on c.column_id = p.column_id and c.product_id = p.product_id
left join lateral (
    select true as is_coming, x.amount from (--prices--) x
    where x.column_id = p.column_id and x.product_id = p.product_id
    offset 0
) n on true
where p.publication_id = %(publication)s and p.from_quantity > 0 and p.guard is null
    and b.amount is not distinct from p.before and b.amount is distinct from p.amount
    and (p.amount is null or p.amount < case when n.is_coming then n.amount else c.amount end)
    and not exists (
        select from pricing_break h
        where h.column_id = p.column_id and h.product_id = p.product_id and h.owner_id is not null
    )
