-- Why money did not find its contract by itself; what somebody works with at this moment, or has decided, stays.
with mine as (
    select document_id from bank_waiting
    where document_id = any(%(documents)s::bigint[]) and reason = '' and not is_aside
    for update skip locked
)
update bank_waiting w set reason = g.reason, candidate_id = g.candidate
from unnest(%(documents)s::bigint[], %(reasons)s::text[], %(candidates)s::bigint[]) as g (document, reason, candidate)
join mine m on m.document_id = g.document
where w.document_id = g.document
