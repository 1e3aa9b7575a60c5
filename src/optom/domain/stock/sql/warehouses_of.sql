-- The warehouses of a contract.
select stock_warehouses(%(contract)s)
