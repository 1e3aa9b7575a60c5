-- The open tabs of these contracts that a person sees, by a part of the name; those of the contract where he asks first.
select d.id, d.contract_id as contract, d.name,
    (select count(*) from orders_draftline l where l.draft_id = d.id) as lines
from orders_draft d
where d.contract_id = any(%(contracts)s::bigint[])
    and (not d.is_private or d.author_id = %(actor)s)
    and d.poured_into is null
    and lower(d.name) like lower(%(part)s::text)
order by d.contract_id = %(here)s desc, d.id desc
limit %(most)s
