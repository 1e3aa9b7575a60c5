-- Orders of these contracts by number, by its beginning, or by a part of the note: the very number first, then those of
-- the contract where somebody asks, the newest first.
select o.id, o.contract_id as contract, o.placed_at, o.total, o.note
from orders_order o
where o.contract_id = any(%(contracts)s::bigint[])
    and (o.id::text like %(beginning)s::text or (o.note <> '' and lower(o.note) like lower(%(part)s::text)))
order by o.id = coalesce(%(id)s::bigint, 0) desc, o.contract_id = %(here)s desc,
    coalesce(o.id::text like %(beginning)s::text, false) desc, o.id desc
limit %(most)s
