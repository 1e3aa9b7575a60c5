-- What the file names, with the offer that it is and at what that stood. Of rows of one number the last stands.
create temp table listed_offer on commit drop as
with listed as (
    select distinct on (number) *
    from staged_row
    where fate = ''
    order by number, seq desc
)
select l.seq, l.place, l.number, l.article, l.norm, l.brand, l.brand_norm, l.name, l.barcode, l.unit, l.category,
    coalesce(round(l.price, 4), t.price) as price,
    case when l.price is null then t.currency else coalesce(l.currency, %(currency)s) end as currency,
    case when l.price is null then t.with_vat else %(with_vat)s end as with_vat,
    coalesce(round(l.recommended, 4), case when l.price is null then t.recommended end) as recommended,
    round(l.stock, 3) as stock, l.stock_said, round(l.multiple, 3) as multiple, round(l.minimum, 3) as minimum,
    l.lead_days, l.breaks,
    coalesce(o.id, nextval('suppliers_offer_id_seq')) as offer_id, o.id is null as is_new,
    o.product_id, coalesce(o.matched, '') as matched,
    o.matched in ('article', 'barcode', 'cross', 'score') and l.norm is not null
        and (l.norm, coalesce(l.brand_norm, '')) <> (o.norm, o.brand_norm) as is_renumbered,
    o.feed_id = %(feed)s as is_own, coalesce(t.is_listed, false) as was_listed,
    t.price as was, t.currency as was_currency, null::text as held
from listed l
left join suppliers_offer o on o.supplier_id = %(supplier)s and o.number = l.number
left join suppliers_terms t on t.offer_id = o.id
where l.price is not null or t.price is not null
