-- Every staged price with its keys; of several prices of one thing in one column the last one stands.
create temp table resolved_prices on commit drop as
select distinct on (s.product, s.column_key, s.from_quantity)
    s.product, s.column_key, p.id as product_id, c.id as column_id, s.from_quantity, s.amount,
    s.currency, s.currency <> c.currency as is_other_currency, s.origin, true as is_named
from staged_prices s
left join catalog_product p on p.external_id = s.product
left join pricing_column c on c.external_id = s.column_key
order by s.product, s.column_key, s.from_quantity, s.seq desc
