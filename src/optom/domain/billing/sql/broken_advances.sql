-- An invoice for an advance says no more than has come; its tax is that of its rate; what of it has gone is no more than it
-- says, with the tax of that part; its number is that on its paper.
select v.payment_id as payment, v.sum, p.amount as paid, v.vat,
    round(v.sum * v.vat_percent / (100 + v.vat_percent), 2) as counted_vat, v.number, d.number as paper_number,
    coalesce(o.amount, 0) as offset_sum, coalesce(o.vat, 0) as offset_vat,
    round(coalesce(o.amount, 0) * v.vat_percent / (100 + v.vat_percent), 2) as counted_offset_vat,
    coalesce(o.least, 0) as least
from billing_advanceinvoice v
join credit_payment p on p.id = v.payment_id
left join documents_paper d on d.id = v.paper_id
left join (
    select e.invoice_id, sum(e.amount) as amount, sum(e.vat) as vat, min(e.amount) as least
    from (
        select invoice_id, entry_id, sum(amount) as amount, sum(vat) as vat from billing_advanceoffset group by 1, 2
    ) e
    group by 1
) o on o.invoice_id = v.id
where v.sum > p.amount or v.vat <> round(v.sum * v.vat_percent / (100 + v.vat_percent), 2)
    or v.number <> coalesce(d.number, '') or coalesce(o.amount, 0) > v.sum or coalesce(o.least, 0) < 0
    or coalesce(o.vat, 0) <> round(coalesce(o.amount, 0) * v.vat_percent / (100 + v.vat_percent), 2)
order by 1
