-- How often each document was given before, with the company of the contract to which it goes now.
select g.document, c.company_id as company,
    (select count(*) from bank_assignment a where a.document_id = g.document) as times
from unnest(%(documents)s::bigint[], %(contracts)s::bigint[]) as g (document, contract)
join companies_contract c on c.id = g.contract
