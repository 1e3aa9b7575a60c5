insert into quotes_hold (quote_id, company_id, order_id, held_at, held_by_id)
values (%(quote)s, %(company)s, %(order)s, %(at)s, %(actor)s)
