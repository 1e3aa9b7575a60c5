insert into bank_turnover (file_id, line, account, since, until, opening, came, went, closing)
select %(file)s, *
from unnest(
    %(line)s::int[], %(account)s::text[], %(since)s::date[], %(until)s::date[], %(opening)s::numeric[],
    %(came)s::numeric[], %(went)s::numeric[], %(closing)s::numeric[]
)
on conflict on constraint bank_turnover_once do nothing
