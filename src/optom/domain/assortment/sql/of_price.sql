case when p.id in (
        select f.product_id from pricing_fixedprice f
        where f.contract_id = %(contract)s and f.valid_from <= %(priced_at)s
            and (f.valid_to is null or f.valid_to > %(priced_at)s))
    then (
        select f.amount from pricing_fixedprice f
        where f.contract_id = %(contract)s and f.product_id = p.id and f.valid_from <= %(priced_at)s
            and (f.valid_to is null or f.valid_to > %(priced_at)s)
        order by f.valid_from desc, f.id desc limit 1)
    {classes} end
