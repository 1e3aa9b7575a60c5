-- Whoever changes people of a company waits for the other who does, so that two administrators can't remove each other.
select user_id as "user", role, companies_rights(role, rights) as rights, order_limit, month_limit,
    approver_id as approver, cost_centres as centres
from companies_membership
where company_id = %(company)s
order by user_id
for update
