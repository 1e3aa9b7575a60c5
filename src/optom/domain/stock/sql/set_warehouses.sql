-- A contract takes goods from these warehouses from now on (none named: from every one); before its first change the
-- ledger is told also from which it took them until then.
with told as (
    insert into stock_contractwarehouseschange (at, contract_id, warehouses)
    select null, %(contract)s,
        array(select c.warehouse_id from stock_contractwarehouse c where c.contract_id = %(contract)s order by 1)
    where not exists (select from stock_contractwarehouseschange c where c.contract_id = %(contract)s)
    union all
    select greatest(%(at)s::timestamptz,
            (select max(c.at) from stock_contractwarehouseschange c where c.contract_id = %(contract)s)),
        %(contract)s, array(select unnest(%(warehouses)s::bigint[]) order by 1)
),
gone as (
    delete from stock_contractwarehouse c
    where c.contract_id = %(contract)s and c.warehouse_id <> all(%(warehouses)s::bigint[])
)
insert into stock_contractwarehouse (contract_id, warehouse_id)
select %(contract)s, unnest(%(warehouses)s::bigint[])
on conflict do nothing
