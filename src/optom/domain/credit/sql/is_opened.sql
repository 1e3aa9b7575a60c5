select exists (select from credit_entry where contract_id = %(contract)s and kind = 'opening') as is_opened
