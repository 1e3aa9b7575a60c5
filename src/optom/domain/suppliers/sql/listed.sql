-- What the file names, with the offer that it is and at what that stood. Of rows of one number the last stands. All in
-- units of our products, of which one of the supplier's holds a factor: as somebody has said, or the list does; what says
-- no price is counted as the price was. Prices are rounded half up to four decimals, and are never nothing;
-- breaks that nothing could hold are none.
create temp table listed_offer on commit drop as
with listed as (
    select distinct on (number) *
    from staged_row
    where fate = ''
    order by number, seq desc
)
select l.seq, l.place, l.number, l.article, l.norm, l.brand, l.brand_norm, l.name, l.barcode, l.unit, l.category,
    case when l.price is null then t.price else greatest(round(l.price / k.factor, 4), 0.0001) end as price,
    case when l.price is null then t.currency else coalesce(l.currency, %(currency)s) end as currency,
    case when l.price is null then t.with_vat else %(with_vat)s end as with_vat,
    coalesce(round(l.recommended / k.factor, 4), case when l.price is null then t.recommended end) as recommended,
    case when l.stock is not null then least(round(l.stock * k.factor, 3), 99999999999) end as stock, l.stock_said,
    case when k.factor = 1 then round(l.multiple, 3)
        else least(round(k.factor * coalesce(l.multiple, 1), 3), 99999999999) end as multiple,
    case when l.minimum is not null then least(round(l.minimum * k.factor, 3), 99999999999) end as minimum, l.lead_days,
    case when k.factor <> 1 then (select b from suppliers_breaks_in(l.breaks, k.factor) b where length(b) <= 200)
        when length(l.breaks) <= 200 then l.breaks end as breaks, k.factor,
    case when l.price is null then t.said_price when k.factor <> 1 then round(l.price, 4) end as said_price,
    coalesce(o.id, nextval('suppliers_offer_id_seq')) as offer_id, o.id is null as is_new,
    o.product_id, coalesce(o.matched, '') as matched,
    o.matched in ('article', 'barcode', 'cross', 'score') and l.norm is not null
        and (l.norm, coalesce(l.brand_norm, '')) <> (o.norm, o.brand_norm) as is_renumbered,
    o.feed_id = %(feed)s as is_own, coalesce(t.is_listed, false) as was_listed,
    t.price as was, t.currency as was_currency, t.factor as was_factor, null::text as held
from listed l
left join suppliers_offer o on o.supplier_id = %(supplier)s and o.number = l.number
left join suppliers_terms t on t.offer_id = o.id
cross join lateral (
    select case when l.price is null then coalesce(t.factor, 1) else coalesce(o.factor, round(l.packed, 3), 1) end as factor
) k
where l.price is not null or t.price is not null
