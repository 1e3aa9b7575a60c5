-- Invoices for advances that have no paper yet, of one contract or (null) of all.
select v.id, v.contract_id as contract, v.due_at, v."on", v.sum, v.vat, v.vat_percent, p.number as payment_number, p."on" as paid_on
from billing_advanceinvoice v
join credit_payment p on p.id = v.payment_id
where v.paper_id is null and (%(contract)s::bigint is null or v.contract_id = %(contract)s::bigint)
order by v.due_at, v.id
