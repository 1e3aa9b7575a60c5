-- An order whose lines follow; nothing where the contract's key is used already.
insert into orders_order (contract_id, company_id, key, placed_at, placed_by_id, note, total, cost_centre_id)
values (%(contract)s, %(company)s, %(key)s, %(at)s, %(actor)s, %(note)s, %(total)s, %(centre)s)
on conflict (contract_id, key) do nothing
returning id
