(p.id in (select f.product_id from pricing_fixedprice f
        where f.contract_id = %(contract)s and f.valid_from <= %(at)s
            and (f.valid_to is null or f.valid_to > %(at)s))) is not true
