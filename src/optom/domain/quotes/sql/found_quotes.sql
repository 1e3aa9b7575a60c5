-- Quotes of these contracts by number or by a part of the note: the very number first, then those of the contract where
-- somebody asks, the newest first.
select q.id, q.contract_id as contract, q.number, q.issued_at, q.total, q.note
from quotes_quote q
where q.contract_id = any(%(contracts)s::bigint[])
    and (q.number like %(beginning)s::text or (q.note <> '' and lower(q.note) like lower(%(part)s::text)))
order by q.number = coalesce(%(id)s::bigint, 0)::text desc, q.contract_id = %(here)s desc, q.id desc
limit %(most)s
