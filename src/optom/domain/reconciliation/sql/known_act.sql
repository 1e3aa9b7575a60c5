select paper_id as paper from reconciliation_act where contract_id = %(contract)s and key = %(key)s
