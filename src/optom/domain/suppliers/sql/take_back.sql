-- Offers of this feed that a full list names no more.
with touched as (
    update suppliers_terms t
    set is_listed = false, since = %(at)s
    from listed_offer l
    where l.seq is null and t.offer_id = l.offer_id
    returning t.offer_id
)
insert into touched_offer select offer_id from touched
