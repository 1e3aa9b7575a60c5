-- Files that somebody should decide about: the newest of its feed is held, or could not be read; each answer to an order that
-- could not be taken, for none makes up for another.
select count(*)
from suppliers_feed f
join suppliers_supplier s on s.id = f.supplier_id
cross join lateral (
    (select r.state from suppliers_feedrun r where r.feed_id = f.id and f.brings = 'prices' order by r.id desc limit 1)
    union all
    select r.state from suppliers_feedrun r where r.feed_id = f.id and r.state = 'failed' and f.brings = 'answers'
) r
where (f.is_active or s.is_candidate) and r.state in ('held', 'failed')
