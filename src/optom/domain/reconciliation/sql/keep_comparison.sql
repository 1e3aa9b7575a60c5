-- The ledger with its lines; nothing where the key is known.
with kept as (
    insert into reconciliation_comparison (
        contract_id, company_id, key, since, until, file_name, sha256, opening, closing, unread, brought_at, brought_by_id
    )
    values (
        %(contract)s, %(company)s, %(key)s, %(since)s, %(until)s, %(file_name)s, %(sha256)s, %(opening)s, %(closing)s,
        %(unread)s::jsonb, %(at)s, %(actor)s
    )
    on conflict on constraint reconciliation_comparison_key_once do nothing
    returning id
),
lines as (
    insert into reconciliation_comparedline (comparison_id, company_id, place, "on", title, amount)
    select k.id, %(company)s, g.*
    from kept k
    cross join unnest(%(places)s::int[], %(days)s::date[], %(titles)s::text[], %(amounts)s::numeric[])
        as g (place, "on", title, amount)
)
select id from kept
