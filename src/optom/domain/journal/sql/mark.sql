-- The mark and what the handler does are one transaction. Two workers with one event: the second waits here
-- for the first one's commit and then touches no row.
insert into journal_delivery (event_id, handler, at)
values (%(event)s, %(handler)s, %(at)s)
on conflict (event_id, handler) do nothing
