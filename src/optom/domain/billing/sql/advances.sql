-- VAT invoices for advances, with the money that they are for and what of it has gone since.
select v.id, v.contract_id as contract, c.number as contract_number, v.company_id as company, m.name as company_name,
    m.inn, s.name as seller, c.currency, v.paper_id as paper, v.number, v."on", v.due_at, v.vat_percent, v.sum, v.vat,
    p.number as payment_number, p."on" as paid_on, coalesce(o.amount, 0) as offset_sum, coalesce(o.vat, 0) as offset_vat,
    v.sum - coalesce(o.amount, 0) as rest,
    case
        when r.payment_id is not null then 'taken_back'
        when v.paper_id is null then 'waiting'
        when coalesce(o.amount, 0) = v.sum then 'offset'
        when coalesce(o.amount, 0) > 0 then 'partly'
        else 'open'
    end as state,
    n.upds
from billing_advanceinvoice v
join credit_payment p on p.id = v.payment_id
left join credit_reversal r on r.payment_id = v.payment_id
left join companies_contract c on c.id = v.contract_id
left join companies_company m on m.id = v.company_id
left join companies_seller s on s.id = v.seller_id
left join (
    select invoice_id, sum(amount) as amount, sum(vat) as vat from billing_advanceoffset group by 1
) o on o.invoice_id = v.id
left join (
    select x.advance, string_agg(x.upd, ', ' order by x.shipment) as upds
    from (
{named_in_vain}
    ) x
    group by 1
) n on n.advance = v.id
