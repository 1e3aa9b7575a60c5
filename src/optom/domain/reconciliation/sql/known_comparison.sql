select id from reconciliation_comparison where contract_id = %(contract)s and key = %(key)s
