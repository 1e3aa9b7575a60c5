-- What comes into force with a publication: what nothing holds back and nobody has changed since it was worked out.
select p.column_id, p.product_id, 0 as from_quantity, p.amount
from policy_proposedprice p
left join pricing_columnprice f on f.column_id = p.column_id and f.product_id = p.product_id
where p.publication_id = %(publication)s and p.guard is null and f.amount is not distinct from p.before
    and f.amount is distinct from p.amount
