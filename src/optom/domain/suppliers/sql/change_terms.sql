-- At what known offers stand now, where it is another: what guards hold back keeps its price; what the list does not say
-- at all stays as it was, counted as `recount.sql` has done.
with touched as (
    update suppliers_terms t
    set price = n.price, currency = n.currency, with_vat = n.with_vat, recommended = n.recommended, stock = n.stock,
        stock_said = n.stock_said, multiple = n.multiple, minimum = n.minimum, lead_days = n.lead_days, breaks = n.breaks,
        factor = n.factor, said_price = n.said_price, is_listed = true, since = %(at)s
    from (
        select l.offer_id,
            case when l.held is null then l.price else l.was end as price,
            case when l.held is null then l.currency else l.was_currency end as currency,
            case when l.held is null then l.with_vat else t.with_vat end as with_vat,
            case when l.is_recounted then l.recommended else coalesce(l.recommended, t.recommended) end as recommended,
            case when %(says_stock)s or l.is_recounted then l.stock else t.stock end as stock,
            case when %(says_stock)s then coalesce(l.stock_said, '') else t.stock_said end as stock_said,
            case when l.is_recounted then l.multiple else coalesce(l.multiple, t.multiple) end as multiple,
            case when l.is_recounted then l.minimum else coalesce(l.minimum, t.minimum) end as minimum,
            coalesce(l.lead_days, t.lead_days) as lead_days,
            case when l.held is null and %(says_price)s then coalesce(l.breaks, '') else t.breaks end as breaks,
            case when l.held is null then l.factor else t.factor end as factor,
            case when l.held is null then l.said_price else t.said_price end as said_price
        from listed_offer l
        join suppliers_terms t on t.offer_id = l.offer_id
        where not l.is_new and l.is_otherwise
    ) n
    where t.offer_id = n.offer_id and (
        t.price, t.currency, t.with_vat, t.recommended, t.stock, t.stock_said, t.multiple, t.minimum, t.lead_days, t.breaks,
        t.factor, t.said_price, t.is_listed
    ) is distinct from (
        n.price, n.currency, n.with_vat, n.recommended, n.stock, n.stock_said, n.multiple, n.minimum, n.lead_days, n.breaks,
        n.factor, n.said_price, true
    )
    returning t.offer_id
)
insert into touched_offer select offer_id from touched
