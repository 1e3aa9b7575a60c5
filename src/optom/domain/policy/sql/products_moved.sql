-- Of which goods a publication moves some price; what is held back moves none.
select coalesce(array_agg(distinct product_id), '{}') as products
from policy_proposedprice
where publication_id = %(publication)s and guard is null
