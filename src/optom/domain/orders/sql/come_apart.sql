-- An order of a contract is wanted together no more.
update orders_order set together_on = null, whole_at = null
where contract_id = %(contract)s and id = %(order)s and together_on is not null
returning id
