-- The documents of which a person says to which contracts their money goes, beside what those contracts are.
select d.id, d.seller_id as seller, d.number, d."on", d.moved_on, d.amount, d.currency, d.payer_account, d.payer_inn,
    d.purpose, c.id as contract, c.company_id as company, c.number as contract_number, c.currency as contract_currency,
    c.seller_id as contract_seller, s.name as seller_name, credit_closed_until(c.id) as closed_until
from unnest(%(documents)s::bigint[], %(contracts)s::bigint[]) as g (document, contract)
join bank_document d on d.id = g.document
join companies_contract c on c.id = g.contract
join companies_seller s on s.id = c.seller_id
order by d.id
