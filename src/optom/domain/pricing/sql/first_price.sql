-- Since when any of the columns by which a contract has ever bought has had a price of a product, and since when it has
-- bought by any.
select
    (select min(h.at) from pricing_pricechange h
     where h.product_id = %(product)s and h.amount is not null and h.column_id in (
        select t.column_id from pricing_contractpricing t where t.contract_id = %(contract)s
        union all
        select r.column_id from pricing_contractrule r where r.contract_id = %(contract)s)) as priced_at,
    (select min(t.valid_from) from pricing_contractpricing t where t.contract_id = %(contract)s) as agreed_at
