"""Debts by age go by the days of entries, as turnover does: the statement of a Friday that is loaded on Monday was paid on Friday."""

from typing import ClassVar

from django.db import migrations

# What of each contract was not settled at the end of a day, by how late it was: what is open now, without the entries of
# later days and without what these settle. ``overdue`` is all that was late, ``ahead`` (negative) money that had nothing to
# settle.
AGING = """
drop function credit_aging(timestamptz, date);
create function credit_aging(on_day date)
    returns table (
        contract_id bigint, not_due numeric, late_7 numeric, late_30 numeric, late_60 numeric, late_90 numeric,
        late_more numeric, overdue numeric, ahead numeric, total numeric
    ) language sql stable as $$
    with later as (
        select a.id, a.payment_entry_id, a.item_entry_id, a.amount
        from credit_entry l join credit_allocation a on a.payment_entry_id = l.id where l."on" > on_day
        union
        select a.id, a.payment_entry_id, a.item_entry_id, a.amount
        from credit_entry l join credit_allocation a on a.item_entry_id = l.id where l."on" > on_day
    )
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
        select e.id, e.contract_id, e.due_on, sum(part.amount) as amount
        from (
            select entry_id, amount from credit_openitem
            union all
            select payment_entry_id, -amount from later
            union all
            select item_entry_id, amount from later
        ) part
        join credit_entry e on e.id = part.entry_id and e."on" <= on_day
        group by e.id
        having sum(part.amount) <> 0
    ) o
    group by 1
$$;
grant execute on function credit_aging to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0016_direction_stands")]

    operations: ClassVar = [migrations.RunSQL(AGING, migrations.RunSQL.noop)]
