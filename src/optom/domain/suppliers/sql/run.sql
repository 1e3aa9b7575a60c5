-- A file and what became of it.
select r.id, r.feed_id as feed, r.name, r.size, r.received_at, w.name as received_from, m.number as mapping, r.state,
    r.begun_at, r.ended_at, r.findings, r.counts, r.failure, r.report, d.name as decided_by, r.accepted_at
from suppliers_feedrun r
left join suppliers_mapping m on m.id = r.mapping_id
left join accounts_user w on w.id = r.received_from_id
left join accounts_user d on d.id = r.decided_by_id
where r.id = %(run)s
