insert into credit_direction (
    contract_id, company_id, key, number, items, amounts, said_at, said_by_id, expires_on
)
values (
    %(contract)s, %(company)s, %(key)s, %(number)s, %(items)s::bigint[], %(amounts)s::numeric[], %(at)s, %(actor)s,
    %(expires_on)s
)
on conflict on constraint credit_direction_key_once do nothing
returning id
