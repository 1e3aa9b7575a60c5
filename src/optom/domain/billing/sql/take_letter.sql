-- Two workers do not write the same letter: the second passes it over. Whether he may still have it is asked once more.
select r.company_id as company, r.user_id as user, r.how
from billing_paperreader r
join accounts_user u on u.id = r.user_id and u.is_active
join companies_membership m on m.company_id = r.company_id and m.user_id = r.user_id
    and 'papers' = any(companies_rights(m.role, m.rights))
where r.id = %(reader)s and r.how <> 'none'
for update of r skip locked
