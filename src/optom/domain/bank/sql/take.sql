-- The documents that nobody has brought before; money that came begins to wait for its contract.
with given as (
    select *
    from unnest(
        %(place)s::int[], %(payer_account)s::text[], %(number)s::text[], %(on)s::date[], %(amount)s::numeric[],
        %(payee_account)s::text[], %(line)s::int[], %(seller)s::bigint[], %(direction)s::text[], %(kind)s::text[],
        %(moved_on)s::date[], %(currency)s::text[], %(payer_inn)s::text[], %(payer_name)s::text[],
        %(payee_inn)s::text[], %(payee_name)s::text[], %(purpose)s::text[], %(raw)s::text[], %(sha256)s::text[]
    ) as g (
        place, payer_account, number, "on", amount, payee_account, line, seller, direction, kind, moved_on, currency,
        payer_inn, payer_name, payee_inn, payee_name, purpose, raw, sha256
    )
),
taken as (
    insert into bank_document (
        file_id, place, line, seller_id, direction, kind, number, "on", moved_on, amount, currency, payer_account,
        payer_inn, payer_name, payee_account, payee_inn, payee_name, purpose, raw, sha256
    )
    select %(file)s, place, line, seller, direction, kind, number, "on", moved_on, amount, currency, payer_account,
        payer_inn, payer_name, payee_account, payee_inn, payee_name, purpose, raw, sha256
    from given
    order by place
    on conflict on constraint bank_document_once do nothing
    returning id, place, direction
),
queued as (
    insert into bank_waiting (document_id, reason, is_aside, note)
    select id, '', false, '' from taken where direction = 'in'
)
select place from taken
