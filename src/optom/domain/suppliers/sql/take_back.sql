-- Offers of this feed that a full list names no more.
with touched as (
    update suppliers_terms t
    set is_listed = false, since = %(at)s
    from suppliers_offer o
    where o.feed_id = %(feed)s and t.offer_id = o.id and t.is_listed
        and not exists (select from listed_offer l where l.offer_id = o.id)
    returning t.offer_id
)
insert into touched_offer select offer_id from touched
