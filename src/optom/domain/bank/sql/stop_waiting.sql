-- Whoever gets the row back gives the money to a contract; a second one gets none. Sorted, as all locks are.
with mine as (
    select document_id from bank_waiting where document_id = any(%(documents)s::bigint[]) order by document_id for update
)
delete from bank_waiting w using mine m where w.document_id = m.document_id returning w.document_id as document
