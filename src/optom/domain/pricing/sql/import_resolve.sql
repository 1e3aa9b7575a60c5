-- Every staged price with its keys, or what is wrong with it; of several prices of one thing in one column the last stands.
create temp table resolved_prices on commit drop as
select distinct on (s.product, s.column_key, s.from_quantity)
    s.product, s.norm, s.column_key, p.id as product_id, c.id as column_id, s.from_quantity, s.amount, s.currency, s.origin,
    true as is_named, false as is_of_several, null::bigint as other_id,
    case
        when p.id is null then 'pricing.unknown_product'
        when c.id is null then 'pricing.unknown_column'
        when s.currency <> c.currency then 'pricing.other_currency'
    end as wrong
from staged_prices s
left join catalog_product p on p.external_id = s.product
left join pricing_column c on c.external_id = s.column_key
order by s.product, s.column_key, s.from_quantity, s.seq desc
