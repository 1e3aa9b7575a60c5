-- The terms of prices of many contracts become others from a moment on, where they are still what they were seen to be.
with asked as (
    select * from unnest(
        %(contracts)s::bigint[], %(column_befores)s::bigint[], %(discount_befores)s::numeric[], %(columns)s::bigint[],
        %(discounts)s::numeric[], %(reasons)s::text[], %(knowns)s::text[]
    ) as a (contract, column_before, discount_before, column_id, discount, reason, known)
),
ended as (
    update pricing_contractpricing p set valid_to = %(at)s
    from asked a
    where p.contract_id = a.contract and p.valid_to is null
        and p.column_id = a.column_before and p.discount = a.discount_before
    returning p.contract_id, p.rounding
)
insert into pricing_contractpricing (contract_id, column_id, discount, rounding, valid_from, reason, known)
select a.contract, a.column_id, a.discount, e.rounding, %(at)s, a.reason, a.known::jsonb
from asked a
join ended e on e.contract_id = a.contract
returning contract_id as contract
