-- Whoever changes people of a company waits for the other who does, so that two owners can't remove each other.
select user_id as "user", role from companies_membership where company_id = %(company)s order by user_id for update
