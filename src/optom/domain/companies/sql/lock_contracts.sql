-- The terms of these contracts are changed together; in one order, so that two such changes don't wait for each other in a circle.
select id, company_id as company from companies_contract
where id = any(%(contracts)s::bigint[])
order by id
for no key update
