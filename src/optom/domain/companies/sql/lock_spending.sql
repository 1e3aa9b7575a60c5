-- Two orders of one person, or for one cost centre, are counted one after the other, whatever their contracts.
select companies_lock_spending(%(company)s, %(user)s, %(centre)s)
