select coalesce(sum(amount), 0) from credit_entry where contract_id = %(contract)s and "on" < %(since)s
