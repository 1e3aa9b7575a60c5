-- Feeds with what became of their newest files, and what they bring; of answers the one that somebody should look at first.
select f.id, f.supplier_id as supplier, s.name as supplier_name, f.name, f.brings, f.is_active,
    r.received_at, r.state, r.id as run, r.name as file,
    (select count(*) from suppliers_feedrun w where w.feed_id = f.id and w.state in ('waiting', 'held') and (
        w.state = 'waiting' or w.id = r.id
    )) as waiting,
    (select count(*) from suppliers_offer o join suppliers_terms t on t.offer_id = o.id
        where o.feed_id = f.id and t.is_listed) as offers,
    (select count(*) from suppliers_offer o join suppliers_terms t on t.offer_id = o.id
        where o.feed_id = f.id and t.is_listed and o.matched = '') as unmatched,
    f.next_at, f.failures
from suppliers_feed f
join suppliers_supplier s on s.id = f.supplier_id
left join suppliers_feedrun r on r.id = coalesce(
    (select max(l.id) from suppliers_feedrun l where l.feed_id = f.id and l.state = 'failed' and f.brings = 'answers'),
    (select max(l.id) from suppliers_feedrun l where l.feed_id = f.id)
)
