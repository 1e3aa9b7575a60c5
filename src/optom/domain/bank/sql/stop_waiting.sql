-- Whoever gets the row back gives the money to a contract; a second one gets none, and waits for nobody.
with mine as (
    select document_id from bank_waiting where document_id = any(%(documents)s::bigint[]) for update skip locked
)
delete from bank_waiting w using mine m where w.document_id = m.document_id returning w.document_id as document
