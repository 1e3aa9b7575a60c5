-- The quantities at which the column's price of a product changes at a moment, with the contract's price there.
select s.from_quantity, p.price
from (
    select distinct on (h.from_quantity) h.from_quantity, h.amount
    from pricing_pricechange h
    where h.product_id = %(product)s and h.column_id = %(column)s and h.at <= %(at)s and h.from_quantity > 0
    order by h.from_quantity, h.at desc, h.id desc
) s
cross join lateral pricing_prices_then(
    %(contract)s, %(at)s, array[%(product)s]::bigint[], array[s.from_quantity]::numeric[]) p
where s.amount is not null
order by s.from_quantity
