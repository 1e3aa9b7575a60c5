select content from quotes_logo where id = %(logo)s and company_id = %(company)s
