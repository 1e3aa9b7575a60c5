-- The highest rate of what is ordered in a contract and has not left, and whether there is anything.
select max(l.vat_percent) as percent, count(*) as lines
from orders_line l
where l.contract_id = %(contract)s and l.ordered - l.cancelled - l.shipped > 0
