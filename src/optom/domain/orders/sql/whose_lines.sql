-- Whose lines these are.
select id as line, contract_id as contract, company_id as company from orders_line where id = any(%(lines)s::bigint[])
