insert into credit_payment (contract_id, company_id, entry_id, key, number, "on", amount, purpose)
values (%(contract)s, %(company)s, %(entry)s, %(key)s, %(number)s, %(on)s, %(amount)s, %(purpose)s)
returning id
