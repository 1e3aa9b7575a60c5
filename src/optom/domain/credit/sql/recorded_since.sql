-- Since when it is written down what is committed and reserved: where the ledger came to what there was already.
select credit_recorded_since()
