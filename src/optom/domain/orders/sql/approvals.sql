select a.id, a.contract_id as contract, a.company_id as company, a.draft, a.name, a.asked_by_id as asked_by,
    u.name as asked_by_name, a.asked_at, a.total, a.lines, a.note, a.cost_centre_id as centre,
    k.code || ' ' || k.name as centre_name, a.why, a.state, d.name as decided_by_name, a.decided_at, a.reason,
    a.order_id as "order"
from orders_approval a
left join accounts_user u on u.id = a.asked_by_id
left join accounts_user d on d.id = a.decided_by_id
left join companies_costcentre k on k.id = a.cost_centre_id
where a.contract_id = %(contract)s
