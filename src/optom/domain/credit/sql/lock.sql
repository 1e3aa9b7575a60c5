-- The first lock of every act of a contract. How long it may wait, here and for the stock rows after it,
-- is set in the same round trip: the materialised row exists before the first lock is asked for.
with patience as materialized (select set_config('lock_timeout', %(patience)s, true))
select a.debt, a.committed, a.reserved, a.kept, a.covered
from patience cross join credit_account a
where a.contract_id = %(contract)s
for update of a
