-- The money waits again, for a person: by itself it would find the same contract.
with undone as (
    insert into bank_undoing (assignment_id, reason, at, by_id) values (%(assignment)s, %(reason)s, %(at)s, %(actor)s)
)
insert into bank_waiting (document_id, reason, is_aside, note) values (%(document)s, 'undone', false, '')
