-- Terms are changed rarely and one at a time; acts of buyers only read, and don't wait here.
select id, company_id as company from companies_contract where id = %(contract)s for no key update
