select credit_closed_until(%(contract)s)
