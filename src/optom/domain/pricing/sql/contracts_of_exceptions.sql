-- The contracts of these fixed prices and rules.
select contract_id as contract from pricing_fixedprice where id = any(%(fixed)s::bigint[])
union
select contract_id from pricing_contractrule where id = any(%(rules)s::bigint[])
