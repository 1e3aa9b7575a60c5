select i.id, i.sum, l.total as lines, i.number, p.number as paper_number
from billing_invoice i
join documents_paper p on p.id = i.paper_id
left join (select invoice_id, sum(sum) as total from billing_invoiceline group by 1) l on l.invoice_id = i.id
where i.sum <> coalesce(l.total, i.sum) or i.number <> p.number
order by 1
