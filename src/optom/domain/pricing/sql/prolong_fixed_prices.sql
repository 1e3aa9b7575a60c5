-- These fixed prices hold until another moment (null: for good). What has ended stays so; nobody's have an owner now.
with prolonged as (
    update pricing_fixedprice
    set valid_to = %(ends)s, owner_id = coalesce(owner_id, %(actor)s),
        reason = case when reason = '' then %(reason)s else reason end
    where id = any(%(keys)s::bigint[]) and (valid_to is null or valid_to > greatest(%(at)s, valid_from))
        and (%(ends)s::timestamptz is null or %(ends)s::timestamptz > valid_from)
    returning contract_id, product_id, amount
)
select e.contract_id as contract, p.article, e.amount as price
from prolonged e
join catalog_product p on p.id = e.product_id
