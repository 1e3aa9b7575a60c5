select id, contract_id as contract, company_id as company, entry_id as entry, key, number, "on", amount, purpose
from credit_payment
where key = %(key)s
