-- Files of a feed that brings answers to orders, and what each has confirmed.
select r.id, r.name, r.received_at, r.ended_at, r.state, a.order_id as "order", (r.counts ->> 'lines')::bigint as lines,
    (r.counts ->> 'comes')::bigint as comes, (r.counts ->> 'doubted')::bigint as doubted, p.name as person
from suppliers_feedrun r
left join purchasing_answer a on a.run_id = r.id
left join accounts_user p on p.id = coalesce(r.decided_by_id, r.received_from_id)
where r.feed_id = %(feed)s
