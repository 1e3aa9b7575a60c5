-- These fixed prices hold no more, those that have not begun never will.
with ended as (
    update pricing_fixedprice set valid_to = %(at)s
    where id = any(%(keys)s::bigint[]) and (valid_to is null or valid_to > %(at)s)
    returning contract_id, product_id, amount
)
select e.contract_id as contract, p.article, e.amount as price
from ended e
join catalog_product p on p.id = e.product_id
