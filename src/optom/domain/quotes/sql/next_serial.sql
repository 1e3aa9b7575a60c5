-- The row stays locked until the caller's transaction ends: whoever rolls back gives the number back.
update quotes_letterhead set serial = serial + 1 where company_id = %(company)s returning serial
