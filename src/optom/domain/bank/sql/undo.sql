-- The money waits again, for a person: by itself it would find the same contracts.
with undone as (
    insert into bank_undoing (assignment_id, reason, at, by_id)
    select assignment, %(reason)s, %(at)s, %(actor)s from unnest(%(assignments)s::bigint[]) as g (assignment)
)
insert into bank_waiting (document_id, reason, is_aside, note)
select document, 'undone', false, '' from unnest(%(documents)s::bigint[]) as g (document)
