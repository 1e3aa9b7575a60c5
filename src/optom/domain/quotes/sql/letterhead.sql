select t.company_id as company, t.formula, t.name, t.details, t.note, t.has_vat, t.logo_id as logo
from quotes_letterhead t
where t.company_id = %(company)s
