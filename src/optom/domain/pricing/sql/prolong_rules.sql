-- These rules of brands and groups hold until another moment (null: for good). What has ended stays so; nobody's have an owner now.
with prolonged as (
    update pricing_contractrule
    set valid_to = %(ends)s, owner_id = coalesce(owner_id, %(actor)s),
        reason = case when reason = '' then %(reason)s else reason end
    where id = any(%(keys)s::bigint[]) and (valid_to is null or valid_to > greatest(%(at)s, valid_from))
        and (%(ends)s::timestamptz is null or %(ends)s::timestamptz > valid_from)
    returning contract_id, brand_id, group_id, discount
)
select e.contract_id as contract, concat_ws(' / ', b.name, g.name) as goods, e.discount
from prolonged e
left join catalog_brand b on b.id = e.brand_id
left join catalog_group g on g.id = e.group_id
