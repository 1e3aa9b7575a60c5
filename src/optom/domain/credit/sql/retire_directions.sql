-- The numbers of payment orders begin anew every year.
update credit_direction set withdrawn_at = %(at)s
where contract_id = %(contract)s and number = %(number)s and payment_id is null and withdrawn_at is null
    and expires_on < %(today)s
