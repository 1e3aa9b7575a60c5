-- The last day of the rule that has made a price of a column; null: it has no last day, or no rule made the price.
select policy_promised_until(%(column)s, %(product)s, %(from_quantity)s, %(at)s) as day
