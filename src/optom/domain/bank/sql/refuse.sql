insert into bank_unread (file_id, place, line, code, facts, raw)
select %(file)s, *
from unnest(%(place)s::int[], %(line)s::int[], %(code)s::text[], %(facts)s::jsonb[], %(raw)s::text[])
on conflict on constraint bank_unread_once do nothing
