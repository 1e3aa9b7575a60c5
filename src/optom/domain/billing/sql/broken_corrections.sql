-- Corrections that are not the sum of their lines, or not what the ledger and the paper say.
select k.id as correction, k.sum, k.vat, k.number, p.number as paper_number, coalesce(e.amount, 0) as entry,
    coalesce(l.sum, 0) as line_sum, coalesce(l.vat, 0) as line_vat
from billing_correction k
left join documents_paper p on p.id = k.paper_id
left join credit_entry e on e.id = k.entry_id
left join (
    select correction_id, sum(after_sum - before_sum) as sum, sum(after_vat - before_vat) as vat
    from billing_correctionline
    group by 1
) l on l.correction_id = k.id
where k.sum <> coalesce(l.sum, 0) or k.vat <> coalesce(l.vat, 0) or k.sum <> coalesce(e.amount, 0)
    or k.number <> coalesce(p.number, '')
order by 1
