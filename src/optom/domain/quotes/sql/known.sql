select id from quotes_quote where contract_id = %(contract)s and key = %(key)s
