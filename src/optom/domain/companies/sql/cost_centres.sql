select id, company_id as company, code, name, budget, is_closed
from companies_costcentre
where company_id = %(company)s
order by code, id
