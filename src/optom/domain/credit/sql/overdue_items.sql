select count(*) from credit_openitem where contract_id = %(contract)s and due_on < %(today)s and amount > 0
