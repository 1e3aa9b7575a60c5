-- What became of the files of a feed.
select r.id, r.name, r.size, r.received_at, r.ended_at, r.state, m.number as mapping, p.name as person,
    (r.counts ->> 'offers')::bigint as offers, (r.counts ->> 'moved')::bigint as held, (r.counts ->> 'rows')::bigint as rows
from suppliers_feedrun r
left join suppliers_mapping m on m.id = r.mapping_id
left join accounts_user p on p.id = coalesce(r.decided_by_id, r.received_from_id)
where r.feed_id = %(feed)s
