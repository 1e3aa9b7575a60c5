-- What of a contract is to be paid by which day; all that is late stands together, under its oldest day.
select min(due_on) as due_on, due_on < %(today)s as is_overdue, sum(amount) as amount, count(*) as papers
from credit_openitem
where contract_id = %(contract)s and amount > 0
group by due_on < %(today)s, case when due_on >= %(today)s then due_on end
order by 1
