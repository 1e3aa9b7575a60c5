with mine as (
    select document_id from bank_waiting where reason not in ('', 'undone') and not is_aside for update skip locked
)
update bank_waiting w set reason = '' from mine m where m.document_id = w.document_id
