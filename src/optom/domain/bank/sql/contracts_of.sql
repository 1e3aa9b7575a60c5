-- The contracts to which the money of each document may belong: those of the company with the payer's INN (of one abroad,
-- which has none, with his account), those of which somebody has said that this account pays for them, those that the
-- purpose names.
with given as (
    select *
    from unnest(
        %(documents)s::bigint[], %(sellers)s::bigint[], %(inns)s::text[], %(accounts)s::text[], %(numbers)s::text[],
        %(days)s::date[]
    ) as g (document, seller, inn, account, number, "on")
),
near as (
    select g.document, c.id as contract, true as is_payers, false as is_remembered
    from given g
    join companies_company k on k.inn = g.inn and g.inn <> ''
    join companies_contract c on c.company_id = k.id and c.seller_id = g.seller
    union all
    select g.document, c.id, true, false
    from given g
    join companies_bankaccount b on b.account = g.account
    join companies_company k on k.id = b.company_id and k.inn = '' and g.inn = ''
    join companies_contract c on c.company_id = k.id and c.seller_id = g.seller
    union all
    select g.document, p.contract_id, false, true
    from given g
    join bank_knownpayer p on p.account = g.account and p.inn = g.inn and p.seller_id = g.seller
    union all
    select n.document, c.id, false, false
    from unnest(%(named_documents)s::bigint[], %(named_sellers)s::bigint[], %(named_numbers)s::text[])
        as n (document, seller, number)
    join companies_contract c on c.seller_id = n.seller and lower(c.number) = n.number
)
select n.document, c.id, c.number, c.currency, c.is_active, bool_or(n.is_payers) as is_payers,
    bool_or(n.is_remembered) as is_remembered,
    bool_or(exists (
        select from credit_direction r
        where r.contract_id = c.id and r.number = g.number and credit_direction_stands(r, g."on")
    )) as is_directed,
    credit_closed_until(c.id) as closed_until
from near n
join given g on g.document = n.document
join companies_contract c on c.id = n.contract
group by n.document, c.id
order by n.document, bool_or(n.is_remembered) desc, bool_or(n.is_payers) desc, c.is_active desc, c.signed_on, c.id
