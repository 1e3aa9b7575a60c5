select f.product_id as id from pricing_fixedprice f
    where f.contract_id = %(contract)s and f.amount >= {low}::numeric and f.amount <= {high}::numeric
