-- What else came from this account is looked at anew, but for what somebody works with at this moment.
with said as (
    insert into bank_knownpayer (seller_id, account, inn, contract_id, said_at, said_by_id)
    values (%(seller)s, %(account)s, %(inn)s, %(contract)s, %(at)s, %(actor)s)
    on conflict on constraint bank_knownpayer_once
    do update set contract_id = excluded.contract_id, said_at = excluded.said_at, said_by_id = excluded.said_by_id
),
others as (
    select w.document_id
    from bank_waiting w
    join bank_document d on d.id = w.document_id
    where d.payer_account = %(account)s and d.payer_inn = %(inn)s and d.seller_id = %(seller)s
        and not w.is_aside and w.reason <> 'undone'
    for update of w skip locked
)
update bank_waiting w set reason = '' from others o where o.document_id = w.document_id
