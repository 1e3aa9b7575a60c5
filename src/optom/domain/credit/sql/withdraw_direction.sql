update credit_direction set withdrawn_at = %(at)s
where id = %(direction)s and contract_id = %(contract)s and payment_id is null and withdrawn_at is null
returning id, number
