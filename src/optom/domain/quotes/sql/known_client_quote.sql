select id from quotes_clientquote where company_id = %(company)s and key = %(key)s
