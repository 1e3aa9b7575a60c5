-- Offers of this feed that a full list names no more. `not in` is a hash of the list whatever the planner thinks of the
-- feed's offers, of which it has often never seen one: it would look through the list for each of them.
with touched as (
    update suppliers_terms t
    set is_listed = false, since = %(at)s
    from suppliers_offer o
    where o.feed_id = %(feed)s and t.offer_id = o.id and t.is_listed
        and o.id not in (select offer_id from listed_offer)
    returning t.offer_id
)
insert into touched_offer select offer_id from touched
