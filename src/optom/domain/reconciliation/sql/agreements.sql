-- What each side has agreed on, and what was owed at the end of that day as the ledger says now.
select a.until, a.balance, max(a.at) filter (where a.side = 'buyer') as buyer_at,
    max(a.at) filter (where a.side = 'seller') as seller_at,
    (select coalesce(sum(e.amount), 0) from credit_entry e where e.contract_id = a.contract_id and e."on" <= a.until) as now
from reconciliation_agreement a
where a.contract_id = %(contract)s
group by a.contract_id, a.until, a.balance
order by a.until desc, a.balance
