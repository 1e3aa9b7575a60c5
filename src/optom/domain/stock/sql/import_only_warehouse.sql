-- A total without a warehouse lies in the only one, where there is only one.
update staged_balances s
set warehouse = (select external_id from stock_warehouse where external_id is not null)
where s.warehouse = ''
    and (select count(*) from stock_warehouse where external_id is not null) = 1
