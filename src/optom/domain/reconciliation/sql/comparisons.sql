-- Ledgers of the other side, with how many lines each has.
select c.id, c.contract_id as contract, c.company_id as company, c.since, c.until, c.file_name, c.opening, c.closing,
    c.brought_at, u.name as brought_by,
    (select count(*) from reconciliation_comparedline l where l.comparison_id = c.id) as lines, c.unread,
    (select count(*) from reconciliation_disagreement d where d.comparison_id = c.id) as disagreements
from reconciliation_comparison c
left join accounts_user u on u.id = c.brought_by_id
