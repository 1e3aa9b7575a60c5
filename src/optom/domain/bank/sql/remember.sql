-- What else came from these accounts is looked at anew, but for what somebody works with at this moment.
with given as (
    select *
    from unnest(%(sellers)s::bigint[], %(accounts)s::text[], %(inns)s::text[], %(contracts)s::bigint[])
        as g (seller, account, inn, contract)
),
said as (
    insert into bank_knownpayer (seller_id, account, inn, contract_id, said_at, said_by_id)
    select seller, account, inn, contract, %(at)s, %(actor)s from given
    on conflict on constraint bank_knownpayer_once
    do update set contract_id = excluded.contract_id, said_at = excluded.said_at, said_by_id = excluded.said_by_id
),
others as (
    select w.document_id
    from bank_waiting w
    join bank_document d on d.id = w.document_id
    join given g on g.account = d.payer_account and g.inn = d.payer_inn and g.seller = d.seller_id
    where not w.is_aside and w.reason <> 'undone'
    for update of w skip locked
)
update bank_waiting w set reason = '' from others o where o.document_id = w.document_id
