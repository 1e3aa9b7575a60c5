-- Papers of shipments that name an invoice for an advance (line 5б) of which nothing is offset by their goods any more:
-- the payment was taken back, or settles something else. Of one contract, or of all. What was never taken back is not
-- looked at.
select g.advance, v.number, v."on", u.shipment_id as shipment, u.number as upd
from (
    select distinct t.invoice_id as advance, t.entry_id as entry
    from billing_advanceoffset t
    where t.amount < 0 and (
        %(contract)s::bigint is null
        or t.invoice_id in (select i.id from billing_advanceinvoice i where i.contract_id = %(contract)s::bigint)
    )
) g
join billing_advanceinvoice v on v.id = g.advance
join credit_entry e on e.id = g.entry and e.kind = 'dispatch'
join billing_upd u on u.shipment_id = substring(e.subject from '^shipping\.shipment:(\d+)$')::bigint
left join lateral (
    select x.paper_id from billing_updrevision x where x.upd_id = u.id order by x.number desc limit 1
) r on true
join documents_paper p on p.id = coalesce(r.paper_id, u.paper_id)
where (
    select sum(o.amount) from billing_advanceoffset o where o.invoice_id = g.advance and o.entry_id = g.entry
) = 0 and p.payload -> 'advances'
    @> jsonb_build_array(jsonb_build_object('number', v.number, 'date', to_char(v."on", 'DD.MM.YYYY')))
