left join (
    select f.product_id as id, f.price as value
    from pricing_prices(%(contract)s, %(at)s, %(candidates)s::bigint[], %(ones)s::numeric[], false) f
) {key} on {key}.id = p.id
