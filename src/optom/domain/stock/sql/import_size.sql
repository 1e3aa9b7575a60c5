-- How many counts there are to settle.
select count(*) from resolved_balances
