-- Of which goods a publication has prices, held back or not.
select array_agg(distinct product_id) as products from policy_proposedprice where publication_id = %(publication)s
