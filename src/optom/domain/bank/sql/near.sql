-- Contracts to which a document's money may belong, whoever of our entities they are with where the payer is known, and
-- what speaks for each but invoices and names, of which the rules know more.
with d as (
    select * from bank_document where id = %(document)s
),
near as (
    select c.id, true as is_payers, false as is_remembered, false as has_account, false as has_inn
    from d
    join companies_company k on k.inn = d.payer_inn and k.inn <> ''
    join companies_contract c on c.company_id = k.id
    union all
    select p.contract_id, false, true, false, false
    from d
    join bank_knownpayer p on p.account = d.payer_account and p.inn = d.payer_inn
    union all
    select c.id, false, false, true, false
    from d
    join companies_bankaccount b on b.account = d.payer_account
    join companies_contract c on c.company_id = b.company_id
    union all
    select c.id, false, false, false, true
    from d
    join companies_company k on k.inn = any(%(inns)s::text[])
    join companies_contract c on c.company_id = k.id and c.seller_id = d.seller_id
    union all
    (
        select c.id, false, false, false, false
        from d
        join companies_company k on lower(k.name) like any(%(names)s::text[])
        join companies_contract c on c.company_id = k.id and c.seller_id = d.seller_id
        order by c.id
        limit 50
    )
    union all
    select contract, false, false, false, false from unnest(%(named)s::bigint[]) as n (contract)
)
select c.id, c.number, c.currency, c.is_active, k.id as company, k.name as company_name, s.id as seller,
    s.name as seller_name, coalesce(a.debt, 0) as debt, n.is_payers, n.is_remembered, n.has_account, n.has_inn
from (
    select id, bool_or(is_payers) as is_payers, bool_or(is_remembered) as is_remembered,
        bool_or(has_account) as has_account, bool_or(has_inn) as has_inn
    from near
    group by 1
) n
join companies_contract c on c.id = n.id
join companies_company k on k.id = c.company_id
join companies_seller s on s.id = c.seller_id
left join credit_account a on a.contract_id = c.id
order by c.id
