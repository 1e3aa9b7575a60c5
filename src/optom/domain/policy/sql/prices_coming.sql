-- The prices of a publication that nothing holds back and nobody has changed since it was worked out.
select p.column_id, p.product_id, p.from_quantity, p.amount, c.amount as before
from policy_proposedprice p
left join pricing_columnprice c on c.column_id = p.column_id and c.product_id = p.product_id
where p.publication_id = %(publication)s and p.from_quantity = 0 and p.guard is null
    and c.amount is not distinct from p.before and c.amount is distinct from p.amount
