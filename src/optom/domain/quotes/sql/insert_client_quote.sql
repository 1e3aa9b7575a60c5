insert into quotes_clientquote (
    quote_id, contract_id, company_id, key, serial, recipient, issued_at, issued_by_id, formula, payload, logo_id, total
)
values (
    %(quote)s, %(contract)s, %(company)s, %(key)s, %(serial)s, %(recipient)s, %(at)s, %(actor)s, %(formula)s,
    %(payload)s::jsonb, %(logo)s::bigint, %(total)s
)
returning id
