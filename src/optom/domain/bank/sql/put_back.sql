update bank_waiting set is_aside = false, note = '', reason = ''
where document_id = any(%(documents)s::bigint[]) and is_aside
