-- The row stays locked until the caller's transaction ends: whoever rolls back gives the number back before another asks.
insert into documents_sequence as sequence (owner, kind, year, last)
values (%(owner)s, %(kind)s, %(year)s, 1)
on conflict (owner, kind, year) do update set last = sequence.last + 1
returning last
