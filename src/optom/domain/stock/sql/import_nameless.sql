-- Else it needs a place of its own, for a source that names none.
insert into stock_warehouse (code, name, external_id, position, is_active)
select 'main', 'Основной склад', '', 0, true
where exists (select from staged_balances where warehouse = '')
on conflict (external_id) do nothing
