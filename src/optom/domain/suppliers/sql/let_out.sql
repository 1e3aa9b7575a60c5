-- What was held back before and is listed now at a believable price, or no more, waits no longer.
delete from suppliers_quarantined q
using suppliers_offer o
where o.id = q.offer_id and o.supplier_id = %(supplier)s and (
    exists (select from listed_offer l where l.offer_id = q.offer_id and l.held is null)
    or %(is_full)s and o.feed_id = %(feed)s and not exists (select from listed_offer l where l.offer_id = q.offer_id)
)
