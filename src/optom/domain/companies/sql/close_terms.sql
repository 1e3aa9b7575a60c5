update companies_terms set valid_to = %(at)s where contract_id = %(contract)s and valid_to is null
