-- What was directed of payments that come, by the numbers of their orders, in the order of the payments.
select g.key, d.id as direction, d.items, d.amounts
from unnest(%(keys)s::text[], %(contracts)s::bigint[], %(numbers)s::text[], %(days)s::date[])
    with ordinality as g (key, contract, number, moved_on, place)
join credit_direction d on d.contract_id = g.contract and d.number = g.number and credit_direction_stands(d, g.moved_on)
order by g.place
