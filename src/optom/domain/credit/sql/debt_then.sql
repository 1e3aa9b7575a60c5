-- What was owed at a moment, by the ledger.
select coalesce(sum(amount), 0) from credit_entry where contract_id = %(contract)s and at <= %(at)s
