update bank_waiting set is_aside = false, note = '', reason = '' where document_id = %(document)s and is_aside
