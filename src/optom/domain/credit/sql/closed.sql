-- The last word about a contract itself, or about all contracts of a seller; null where there was none.
select (
    select until from credit_closing
    where seller_id = %(seller)s and contract_id is not distinct from %(contract)s::bigint
    order by id desc
    limit 1
) as until
