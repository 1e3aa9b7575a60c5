-- The company of a draft of the contract; the draft is locked against other changes of its lines.
select company_id from orders_draft where id = %(draft)s and contract_id = %(contract)s for no key update
