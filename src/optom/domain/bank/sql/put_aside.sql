update bank_waiting set is_aside = true, note = %(note)s where document_id = %(document)s and not is_aside
