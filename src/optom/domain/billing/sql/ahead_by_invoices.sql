-- What can still leave by invoices and costs how much, without what money is kept for it already; by which day they are to
-- be paid. An invoice for a shipment means that one alone, while it is under way.
select a.invoice, i.contract_id as contract, i.paper_id as paper, i.valid_until, i.sum, a.lines,
    least(a.amount, i.sum) - coalesce(k.kept, 0) as amount
from billing_ahead(%(invoices)s::bigint[]) a
join billing_invoice i on i.id = a.invoice
cross join lateral (
    select sum(m.amount) as kept from credit_earmark m
    where m.contract_id = i.contract_id and m.subject = 'billing.invoice:' || a.invoice
) k
where least(a.amount, i.sum) > coalesce(k.kept, 0)
order by a.invoice
