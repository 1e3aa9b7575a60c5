-- What a person is to a company; no row for a stranger.
select role, companies_rights(role, rights) as rights
from companies_membership
where user_id = %(user)s and company_id = %(company)s
