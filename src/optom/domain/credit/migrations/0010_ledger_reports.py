"""Aging and turnover of all contracts at once, each computed in one place."""

from typing import ClassVar

from django.db import migrations, models

# What of each contract was not settled at a moment, by how late it was on a day: what is open now, with what has been
# settled since. ``overdue`` is all that was late, ``ahead`` (negative) money that had nothing to settle.
AGING = """
create function credit_aging(moment timestamptz, on_day date)
    returns table (
        contract_id bigint, not_due numeric, late_7 numeric, late_30 numeric, late_60 numeric, late_90 numeric,
        late_more numeric, overdue numeric, ahead numeric, total numeric
    ) language sql stable as $$
    select o.contract_id,
        coalesce(sum(o.amount) filter (where o.amount > 0 and o.due_on >= on_day), 0),
        coalesce(sum(o.amount) filter (where o.amount > 0 and on_day - o.due_on between 1 and 7), 0),
        coalesce(sum(o.amount) filter (where o.amount > 0 and on_day - o.due_on between 8 and 30), 0),
        coalesce(sum(o.amount) filter (where o.amount > 0 and on_day - o.due_on between 31 and 60), 0),
        coalesce(sum(o.amount) filter (where o.amount > 0 and on_day - o.due_on between 61 and 90), 0),
        coalesce(sum(o.amount) filter (where o.amount > 0 and on_day - o.due_on > 90), 0),
        coalesce(sum(o.amount) filter (where o.amount > 0 and o.due_on < on_day), 0),
        coalesce(sum(o.amount) filter (where o.amount < 0), 0),
        sum(o.amount)
    from (
        select part.entry_id, part.contract_id, part.due_on, sum(part.amount) as amount
        from (
            select i.entry_id, i.contract_id, i.due_on, i.amount from credit_openitem i
            union all
            select e.id, e.contract_id, e.due_on, -a.amount
            from credit_allocation a join credit_entry e on e.id = a.payment_entry_id where a.at > moment
            union all
            select e.id, e.contract_id, e.due_on, a.amount
            from credit_allocation a join credit_entry e on e.id = a.item_entry_id where a.at > moment
        ) part
        where not exists (select from credit_entry later where later.id = part.entry_id and later.at > moment)
        group by 1, 2, 3
        having sum(part.amount) <> 0
    ) o
    group by 1
$$;
grant execute on function credit_aging to optom_buyer, optom_staff;
"""
# By the days of the entries (both included): what a contract owed before them, what was added and taken off, what it owed
# after them; what is owed now, without what has come since.
TURNOVER = """
create function credit_turnover(since date, until date)
    returns table (contract_id bigint, opening numeric, debit numeric, credit numeric, closing numeric)
    language sql stable as $$
    select a.contract_id, a.debt - coalesce(x.since, 0), coalesce(x.debit, 0), coalesce(x.credit, 0),
        a.debt - coalesce(x.after, 0)
    from credit_account a
    left join (
        select e.contract_id, sum(e.amount) as since,
            sum(e.amount) filter (where e."on" <= until and e.amount > 0) as debit,
            -sum(e.amount) filter (where e."on" <= until and e.amount < 0) as credit,
            sum(e.amount) filter (where e."on" > until) as after
        from credit_entry e
        where e."on" >= since
        group by 1
    ) x on x.contract_id = a.contract_id
$$;
grant execute on function credit_turnover to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0009_reversals")]

    operations: ClassVar = [
        migrations.AddIndex("allocation", models.Index(fields=["at"], name="credit_allocation_at")),
        migrations.AddIndex("entry", models.Index(fields=["at"], name="credit_entry_at")),
        migrations.AddIndex(
            "entry", models.Index(fields=["on"], include=["contract", "amount"], name="credit_entry_on")
        ),
        migrations.RunSQL(AGING, "drop function credit_aging"),
        migrations.RunSQL(TURNOVER, "drop function credit_turnover"),
    ]
