-- What was held back before and is listed now at a believable price, or no more, waits no longer; `in` as in `take_back.sql`.
delete from suppliers_quarantined q
using suppliers_offer o
where o.id = q.offer_id and o.supplier_id = %(supplier)s and (
    q.offer_id in (select offer_id from listed_offer where held is null)
    or %(is_full)s and o.feed_id = %(feed)s and q.offer_id not in (select offer_id from listed_offer)
)
