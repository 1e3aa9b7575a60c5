-- Payments of which something lies idle (of one contract: or has lain idle since a day) and which have no invoice for
-- it, where the seller issues such invoices. Money that was taken back was no advance.
with lain as (
    select i.entry_id as entry
    from credit_openitem i
    where i.amount < 0 and (%(contract)s::bigint is null or i.contract_id = %(contract)s::bigint)
    union
    select e.id
    from credit_entry e
    join credit_allocation a on a.payment_entry_id = e.id and a.at > e.at
    where e.contract_id = %(contract)s::bigint and e.kind = 'payment' and e."on" >= %(since)s
)
select p.id as payment, p.contract_id as contract, p."on", e.at as entered_at, s.advances
from lain l
join credit_payment p on p.entry_id = l.entry
join credit_entry e on e.id = l.entry
join companies_contract c on c.id = p.contract_id
join companies_seller s on s.id = c.seller_id
join companies_company m on m.id = c.company_id
where s.advances <> 'none' and p."on" >= s.advances_since and s.vat <> 'exempt' and s.papers <> 'note'
    and m.kind <> 'foreign'
    and not exists (select from billing_advanceinvoice v where v.payment_id = p.id)
    and not exists (select from credit_reversal r where r.payment_id = p.id)
order by p.contract_id, p."on", p.id
