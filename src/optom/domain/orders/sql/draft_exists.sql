-- The company of a draft of the contract.
select company_id from orders_draft where id = %(draft)s and contract_id = %(contract)s
