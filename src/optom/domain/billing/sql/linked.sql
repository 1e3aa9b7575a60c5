-- The papers that a link opens, as billing_held_link() bounds them: the same columns as of issued.sql.
select p.id, p.kind, p.number, p.title, p.issued_at, p.company_id as company, p.contract_id as contract,
    c.number as contract_number, e.name as seller_name, c.currency,
    coalesce(i.sum, d.sum, v.sum, k.sum, a.sum, g.sum, y.sum, s.shipped_sum) as sum,
    coalesce(i.vat, d.vat, v.vat, k.vat) as vat,
    null::bigint as shipment, null::text as orders, p.sha256, p.size, (p.size + 1023) / 1024 as kilobytes,
    (select n.number from billing_updrevision n where n.upd_id = d.id and n.number = coalesce(r.number, 0) + 1) as replaced_by,
    null::text as outcome
from documents_paper p
cross join billing_held_link() h
{about_papers}
where p.company_id = h.company
    and (h.contract is null or p.contract_id = h.contract)
    and p.issued_at >= h.issued_from
    and p.issued_at < h.issued_before
