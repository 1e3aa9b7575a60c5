"""Penalties for delay by the terms of contracts, computed in one place (ADR 0037)."""

from typing import ClassVar

from django.db import migrations, models

KINDS = [(kind, kind.capitalize()) for kind in ("opening", "dispatch", "payment", "correction", "reversal", "penalty")]
# What the delay of each debt that was late by the end of a day has cost by then, of one contract or (null) of all: a percentage for
# each day after the last one to pay and the days of grace, of what was open on it. A part that was paid counts until the day
# on which its money came, whenever it was entered. The terms are those under which the debt arose. Half up to the kopeck, once for
# a debt; no more than the cap. Penalties themselves cost nothing.
PENALTIES = """
create function credit_penalties(only_contract bigint, moment timestamptz, on_day date)
    returns table (
        contract_id bigint, entry_id bigint, days_overdue integer, open numeric, percent numeric, grace integer, cap numeric,
        penalty numeric
    ) language sql stable as $$
    select e.contract_id, e.id, on_day - e.due_on, e.amount - p.settled, t.penalty_percent, t.penalty_grace::integer,
        t.penalty_cap,
        least(
            round((p.weight + (e.amount - p.settled) * greatest(on_day - e.due_on - t.penalty_grace, 0))
                * t.penalty_percent / 100, 2),
            round(e.amount * t.penalty_cap / 100, 2)
        )
    from credit_entry e
    join companies_terms t
        on t.contract_id = e.contract_id and t.valid_from <= e.at and (t.valid_to is null or t.valid_to > e.at)
        and t.penalty_percent > 0
    cross join lateral (
        select coalesce(sum(s.amount), 0) as settled,
            coalesce(sum(s.amount * greatest(least(s."on", on_day) - e.due_on - t.penalty_grace, 0)), 0) as weight
        from (
            select m."on", sum(a.amount) as amount
            from credit_allocation a
            join credit_entry m on m.id = a.payment_entry_id
            where a.item_entry_id = e.id and a.at <= moment
            group by m.id
        ) s
    ) p
    where e.amount > 0 and e.kind <> 'penalty' and e.due_on + t.penalty_grace < on_day and e.at <= moment
        and (only_contract is null or e.contract_id = only_contract)
$$;
grant execute on function credit_penalties to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0013_currencies"), ("companies", "0013_penalties")]

    operations: ClassVar = [
        migrations.AlterField("entry", "kind", models.CharField(choices=KINDS, max_length=12)),
        migrations.RunSQL(PENALTIES, "drop function credit_penalties"),
    ]
