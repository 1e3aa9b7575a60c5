select count(distinct side) from reconciliation_agreement
where contract_id = %(contract)s and until = %(until)s and balance = %(balance)s
