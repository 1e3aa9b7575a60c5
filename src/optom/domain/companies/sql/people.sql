select m.id, m.user_id as "user", u.name, u.email, m.role, u.last_login is not null as has_come,
    companies_rights(m.role, m.rights) as rights, m.order_limit, m.month_limit, m.approver_id as approver,
    m.cost_centres as centres
from companies_membership m
join accounts_user u on u.id = m.user_id
where m.company_id = %(company)s
order by u.name, u.id
