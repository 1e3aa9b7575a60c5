-- Money that came and at which nobody has looked yet, the oldest first. An account that is known as that of a company
-- with another INN makes the payer doubtful. He is known by his INN or his account, also where no contract of this seller is his.
select d.id, d.seller_id as seller, d.number, d."on", d.moved_on, d.amount, d.currency, d.payer_account, d.payer_inn,
    d.purpose,
    exists (
        select from companies_bankaccount b
        join companies_company k on k.id = b.company_id
        where b.account = d.payer_account and k.inn <> d.payer_inn
    ) as is_doubtful,
    exists (select from companies_company k where k.inn = d.payer_inn and k.inn <> '')
        or exists (select from companies_bankaccount b where b.account = d.payer_account and b.company_id is not null)
        or exists (select from bank_knownpayer p where p.account = d.payer_account and p.inn = d.payer_inn) as is_known
from bank_waiting w
join bank_document d on d.id = w.document_id
where w.reason = '' and not w.is_aside
order by d.moved_on, d.id
limit %(most)s
