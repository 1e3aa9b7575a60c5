-- The exposure of a contract at a moment, at the terms in force then: what it is now without what has happened since.
select t.credit_limit, a.debt - e.since as debt, a.committed - m.committed as committed, a.reserved - m.reserved as reserved,
    a.kept - a.covered - m.kept as kept,
    coalesce(o.overdue, 0) as overdue, o.oldest_overdue_on
from credit_account a
join companies_terms t
    on t.contract_id = a.contract_id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
cross join lateral (
    select coalesce(sum(x.amount), 0) as since from credit_entry x where x.contract_id = a.contract_id and x.at > %(at)s
) e
cross join lateral (
    select coalesce(sum(x.committed), 0) as committed, coalesce(sum(x.reserved), 0) as reserved,
        coalesce(sum(x.kept - x.covered), 0) as kept
    from credit_accountmove x where x.contract_id = a.contract_id and x.at > %(at)s
) m
cross join lateral (
    select sum(i.amount) as overdue, min(i.due_on) as oldest_overdue_on
    from credit_open_then(a.contract_id, %(at)s) i
    where i.due_on < %(today)s and i.amount > 0
) o
where a.contract_id = %(contract)s
