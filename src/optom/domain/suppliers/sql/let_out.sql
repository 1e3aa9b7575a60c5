-- What was held back before and is listed now at a believable price, or no more, waits no longer.
with waiting as materialized (
    select q.offer_id, o.feed_id
    from suppliers_quarantined q
    join suppliers_offer o on o.id = q.offer_id
    where o.supplier_id = %(supplier)s
)
delete from suppliers_quarantined q
using waiting w
where w.offer_id = q.offer_id and (
    q.offer_id in (select offer_id from listed_offer where seq is not null and held is null)
    or %(is_full)s and w.feed_id = %(feed)s and q.offer_id not in (select offer_id from listed_offer where seq is not null)
)
