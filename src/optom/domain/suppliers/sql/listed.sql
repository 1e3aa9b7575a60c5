-- What the file names, with the offer that it is and at what that stood; whether it is described or stands otherwise than
-- before: the rest is not touched. What describes it stays with the staged row. And without a row the offers that stood in
-- this feed's list until now and that the file, if it is full, names no more. All in units of our products, of which one of the supplier's
-- holds a factor: as somebody has said, or the list does; what says no price is counted as the price was. Prices are rounded
-- half up to four decimals, and are never nothing; breaks that nothing could hold are none. Of a list of changes the numbers
-- are an array, by which a few are looked up among a million.
create temp table listed_offer on commit drop as
select l.seq, n.price, n.currency, n.with_vat, n.recommended, n.stock, l.stock_said, n.multiple, n.minimum, l.lead_days,
    n.breaks, k.factor, n.said_price, l.article <> '' as has_article, l.brand <> '' as has_brand, l.name <> '' as has_name,
    coalesce(o.id, nextval('suppliers_offer_id_seq')) as offer_id, o.id is null as is_new,
    o.product_id, coalesce(o.matched, '') as matched, case when l.brand is null then o.brand end as known_brand,
    case when l.brand_norm is null then o.brand_norm end as known_brand_norm,
    o.matched in ('article', 'barcode', 'cross', 'score') and l.norm is not null
        and (l.norm, coalesce(l.brand_norm, o.brand_norm)) <> (o.norm, o.brand_norm) as is_renumbered,
    (o.feed_id <> %(feed)s or l.article <> o.article or l.norm <> o.norm or l.brand <> o.brand
        or l.brand_norm <> o.brand_norm or l.name <> o.name or l.barcode <> o.barcode or l.unit <> o.unit
        or l.category <> o.category) is true as is_described,
    l.seq is not null and (
        not t.is_listed or (
            n.price, n.currency, n.with_vat, k.factor, n.said_price, coalesce(n.recommended, t.recommended),
            coalesce(n.multiple, t.multiple), coalesce(n.minimum, t.minimum), coalesce(l.lead_days, t.lead_days)
        ) is distinct from (
            t.price, t.currency, t.with_vat, t.factor, t.said_price, t.recommended, t.multiple, t.minimum, t.lead_days
        )
        or %(says_stock)s and (n.stock, coalesce(l.stock_said, '')) is distinct from (t.stock, t.stock_said)
        or %(says_price)s and coalesce(n.breaks, '') <> t.breaks
    ) as is_otherwise,
    o.feed_id = %(feed)s as is_own, coalesce(t.is_listed, false) as was_listed,
    t.price as was, t.currency as was_currency, k.factor <> t.factor as is_recounted, null::text as held,
    t.stock is not null as had_stock, o.article <> '' as had_article, o.brand <> '' as had_brand, o.name <> '' as had_name
from (select * from staged_row where fate = '') l
full join (
    select * from suppliers_offer
    where supplier_id = %(supplier)s
        and (%(is_full)s or number = any(array(select number from staged_row where fate = '')))
) o on o.number = l.number
left join suppliers_terms t on t.offer_id = o.id
cross join lateral (
    select case when l.price is null then coalesce(t.factor, 1) else coalesce(o.factor, round(l.packed, 3), 1) end as factor
) k
cross join lateral (
    select case when l.price is null then t.price when k.factor = 1 then greatest(round(l.price, 4), 0.0001)
            else greatest(round(l.price / k.factor, 4), 0.0001) end as price,
        case when l.price is null then t.currency else coalesce(l.currency, %(currency)s) end as currency,
        case when l.price is null then t.with_vat else %(with_vat)s end as with_vat,
        case when l.price is null then t.said_price when k.factor <> 1 then round(l.price, 4) end as said_price,
        coalesce(round(l.recommended / k.factor, 4), case when l.price is null then t.recommended end) as recommended,
        case when l.stock is not null then least(round(l.stock * k.factor, 3), 99999999999) end as stock,
        case when k.factor = 1 then round(l.multiple, 3)
            else least(round(k.factor * coalesce(l.multiple, 1), 3), 99999999999) end as multiple,
        case when l.minimum is not null then least(round(l.minimum * k.factor, 3), 99999999999) end as minimum,
        case when k.factor <> 1 then (select b from suppliers_breaks_in(l.breaks, k.factor) b where length(b) <= 200)
            when length(l.breaks) <= 200 then l.breaks end as breaks
    offset 0
) n
where case when l.seq is null then %(is_full)s and o.feed_id = %(feed)s and t.is_listed
    else l.price is not null or t.price is not null end
