with mine as (
    select w.document_id
    from companies_contract c
    join companies_company k on k.id = c.company_id
    join bank_document d on d.seller_id = c.seller_id and (
        d.payer_inn = k.inn and k.inn <> ''
        or d.payer_account in (select b.account from companies_bankaccount b where b.company_id = k.id)
    )
    join bank_waiting w on w.document_id = d.id
    where c.id = %(contract)s and w.reason not in ('', 'undone') and not w.is_aside
    for update of w skip locked
)
update bank_waiting w set reason = '' from mine m where m.document_id = w.document_id
