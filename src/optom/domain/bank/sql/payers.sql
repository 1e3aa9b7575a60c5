-- The companies that a document's payer is: by his INN, by an account of their requisites, by what a person has said of it.
select k.id as company, k.name
from bank_document d
join companies_company k on k.inn = d.payer_inn and k.inn <> ''
    or k.id in (select b.company_id from companies_bankaccount b where b.account = d.payer_account)
    or k.id in (
        select c.company_id from bank_knownpayer p
        join companies_contract c on c.id = p.contract_id
        where p.account = d.payer_account and p.inn = d.payer_inn
    )
where d.id = %(document)s
order by k.id
