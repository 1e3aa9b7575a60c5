-- Pairs that no row names.
delete from catalog_analog a
where not exists (
    select from resolved_analogs r
    where r.products = 1 and r.analogs = 1
        and ((r.product_id = a.product_id and r.analog_id = a.analog_id)
            or (r.is_mutual and r.product_id = a.analog_id and r.analog_id = a.product_id))
)
