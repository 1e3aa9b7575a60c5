-- The warehouses that a contract names; none: it takes goods from every one.
select warehouse_id from stock_contractwarehouse where contract_id = %(contract)s order by 1
