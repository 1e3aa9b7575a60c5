-- The prices of a publication that nothing holds back and nobody has changed since it was worked out. Each is asked what it
-- is by its key: joined, all prices in force would be read for a twentieth of them.
select p.column_id, p.product_id, p.from_quantity, p.amount, c.amount as before
from policy_proposedprice p
cross join lateral (
    select (
        select n.amount from pricing_columnprice n where n.column_id = p.column_id and n.product_id = p.product_id
    ) as amount
    offset 0
) c
where p.publication_id = %(publication)s and p.from_quantity = 0 and p.guard is null
    and c.amount is not distinct from p.before and c.amount is distinct from p.amount
