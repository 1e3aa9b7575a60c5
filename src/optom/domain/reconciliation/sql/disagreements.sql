select d.id, d.contract_id as contract, d.company_id as company, d.comparison_id as comparison, m.name as company_name,
    k.number, k.currency, c.since, c.until, d.note, d.lines, jsonb_array_length(d.lines) as count, d.difference,
    d.raised_at, r.name as raised_by, d.answer, d.answered_at, a.name as answered_by,
    case when d.answered_at is null then 'waiting' else 'answered' end as state
from reconciliation_disagreement d
left join reconciliation_comparison c on c.id = d.comparison_id
left join companies_contract k on k.id = d.contract_id
left join companies_company m on m.id = d.company_id
left join accounts_user r on r.id = d.raised_by_id
left join accounts_user a on a.id = d.answered_by_id
