select id, contract_id as contract, company_id as company, draft, asked_by_id as asked_by, total, note,
    cost_centre_id as centre, state, order_id as "order", decided_by_id as decided_by
from orders_approval
where id = %(approval)s and contract_id = %(contract)s
for update
