update bank_waiting set is_aside = true, note = %(note)s
where document_id = any(%(documents)s::bigint[]) and not is_aside
