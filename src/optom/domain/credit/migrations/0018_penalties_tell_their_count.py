"""A penalty tells of what it is made: so much was late for so many days, so much for others (ADR 0037)."""

from typing import ClassVar

from django.db import migrations

# What the delay of each debt that was late by the end of a day has cost by then, of one contract or (null) of all: a percentage for
# each day after the last one to pay and the days of grace, of what was open on it. A part that was paid counts until the day
# on which its money came, whenever it was entered: it is taken off what is open today and stands for itself. The terms are those
# under which the debt arose. Half up to the kopeck, once for a debt; no more than the cap. Penalties themselves cost nothing.
# ``days_overdue`` is how long the debt was late, until it was paid whole; ``sums`` were late for ``days`` that cost something.
PENALTIES = """
drop function credit_penalties(bigint, timestamptz, date);
create function credit_penalties(only_contract bigint, moment timestamptz, on_day date)
    returns table (
        contract_id bigint, entry_id bigint, days_overdue integer, open numeric, percent numeric, grace integer, cap numeric,
        penalty numeric, sums numeric[], days integer[]
    ) language sql stable as $$
    select e.contract_id, e.id, greatest(p.late, 0), e.amount - p.settled, t.penalty_percent, t.penalty_grace::integer,
        t.penalty_cap,
        least(round(p.weight * t.penalty_percent / 100, 2), round(e.amount * t.penalty_cap / 100, 2)),
        coalesce(p.sums, '{}'), coalesce(p.days, '{}')
    from credit_entry e
    join companies_terms t
        on t.contract_id = e.contract_id and t.valid_from <= e.at and (t.valid_to is null or t.valid_to > e.at)
        and t.penalty_percent > 0
    cross join lateral (
        select max(g.until) filter (where g.amount <> 0) - e.due_on as late, sum(g.settled) as settled,
            sum(g.amount * greatest(g.days, 0)) as weight,
            array_agg(g.amount order by g.until) filter (where g.days > 0 and g.amount <> 0) as sums,
            array_agg(g.days order by g.until) filter (where g.days > 0 and g.amount <> 0) as days
        from (
            select x.until, x.until - e.due_on - t.penalty_grace as days, sum(x.amount) as amount, sum(x.settled) as settled
            from (
                select e.amount, on_day as until, 0 as settled
                union all
                select v.amount, v.until, v.settled
                from credit_allocation a
                join credit_entry m on m.id = a.payment_entry_id
                cross join lateral (
                    values (-a.amount, on_day, a.amount), (a.amount, least(m."on", on_day), 0)
                ) v (amount, until, settled)
                where a.item_entry_id = e.id and a.at <= moment
            ) x
            group by x.until
        ) g
    ) p
    where e.amount > 0 and e.kind <> 'penalty' and e.due_on + t.penalty_grace < on_day and e.at <= moment
        and (only_contract is null or e.contract_id = only_contract)
$$;
grant execute on function credit_penalties to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0017_aging_by_days")]

    operations: ClassVar = [migrations.RunSQL(PENALTIES, migrations.RunSQL.noop)]
