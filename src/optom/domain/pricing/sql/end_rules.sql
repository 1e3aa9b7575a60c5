-- These rules of brands and groups hold no more, those that have not begun never will.
with ended as (
    update pricing_contractrule set valid_to = %(at)s
    where id = any(%(keys)s::bigint[]) and (valid_to is null or valid_to > %(at)s)
    returning contract_id, brand_id, group_id, discount
)
select e.contract_id as contract, concat_ws(' / ', b.name, g.name) as goods, e.discount
from ended e
left join catalog_brand b on b.id = e.brand_id
left join catalog_group g on g.id = e.group_id
