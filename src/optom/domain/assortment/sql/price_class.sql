(select p.id, c.amount as base, round(c.amount * (100 - {discount}) / 100 / {rounding}) * {rounding} as price
from pricing_columnprice c join catalog_product p on p.id = c.product_id
where c.column_id = {column} and {seen} and {members}
    and (p.id in (select f.product_id from pricing_fixedprice f
        where f.contract_id = %(contract)s and f.valid_from <= %(at)s
            and (f.valid_to is null or f.valid_to > %(at)s))) is not true
order by c.amount {direction}, c.product_id {direction}
limit %(start)s + %(count)s)
