insert into quotes_acceptance (quote_id, company_id, order_id, accepted_at, accepted_by_id, is_moved)
values (%(quote)s, %(company)s, %(order)s, %(at)s, %(actor)s, %(is_moved)s)
on conflict (quote_id) do nothing
