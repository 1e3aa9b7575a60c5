-- What a supplier has typed of lines of his request; a line of another request is not written.
insert into bargaining_reply (invitation_id, line_id, price, currency, quantity, multiple, lead_days, comment)
select %(invitation)s, q.*
from unnest(%(line)s::bigint[], %(price)s::numeric[], %(currency)s::text[], %(quantity)s::numeric[], %(multiple)s::numeric[],
    %(lead_days)s::int[], %(comment)s::text[]) as q (line_id, price, currency, quantity, multiple, lead_days, comment)
join bargaining_linked_lines() l on l.line = q.line_id
on conflict (invitation_id, line_id) do update
set price = excluded.price, currency = excluded.currency, quantity = excluded.quantity, multiple = excluded.multiple,
    lead_days = excluded.lead_days, comment = excluded.comment
