select c.product_id as id from pricing_fixedprice c
    where c.contract_id = %(contract)s and c.amount >= {low}::numeric and c.amount <= {high}::numeric {within}
