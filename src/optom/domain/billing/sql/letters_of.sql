select how from billing_paperreader where company_id = %(company)s and user_id = %(user)s
