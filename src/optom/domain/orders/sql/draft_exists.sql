-- Whose a draft of the contract is; the draft is locked against other changes of its lines.
select company_id, name, is_waiting, cost_centre_id from orders_draft
where id = %(draft)s and contract_id = %(contract)s and poured_into is not distinct from %(poured_into)s
for no key update
