"""A rate stands for some days only; of what is settled in parts the roubles of all parts are those of the whole (ADR 0047)."""

from typing import ClassVar

from django.db import migrations

# How many days a rate stands without another: over weekends, and from the last days of December until the first rate after
# the holidays of January.
DAYS = """
create function credit_rate_days() returns integer language sql immutable as 'select 12';
grant execute on function credit_rate_days to optom_buyer, optom_staff;
"""
# Roubles for one unit on a day: the last rate told by then, for none is told for days off. Null where none is known, or the
# last one is too old for that day.
RATE = """
create or replace function credit_rate_of(of_currency text, on_day date) returns numeric language sql stable as $$
    select case when of_currency = 'RUB' then 1 else (
        select r.rate from credit_rate r
        where r.currency = of_currency and r."on" <= on_day and r."on" >= on_day - credit_rate_days()
        order by r."on" desc limit 1
    ) end
$$;
"""
# Every settlement of contracts in another currency by the end of a day: so much of a debt by so much of money, on the
# later of their days. What was paid ahead (`is_ahead`) is valued at the rate of the payment and differs by nothing; what is
# paid after differs by what the rate has moved since the debt. What was corrected has the rate of what it corrects.
# A part has the kopecks by which it brings the sum of parts to where it should be, so that all parts together are the whole:
# of money all that it settles, of a debt all that was paid after it.
EXCHANGED = """
drop function credit_exchanged(date);
create function credit_exchanged(until date) returns table (
    contract_id bigint, money_id bigint, debt_id bigint, "on" date, amount numeric, is_ahead boolean, worth numeric,
    difference numeric
) language sql stable as $$
    select p.contract_id, p.money, p.debt, p."on", p.amount, p.is_ahead,
        case when p.is_ahead then p.paid else p.owed end,
        case when p.is_ahead then 0 else p.paid - p.owed end
    from (
        select s.*,
            round(s.of_money * s.paid_at, 2) - round((s.of_money - s.amount) * s.paid_at, 2) as paid,
            round(s.of_debt * s.owed_at, 2) - round((s.of_debt - s.amount) * s.owed_at, 2) as owed
        from (
            select x.*,
                sum(x.amount) over (partition by x.money order by x."on", x.debt) as of_money,
                sum(x.amount) over (partition by x.debt, x.is_ahead order by x."on", x.money) as of_debt
            from (
                select k.id as contract_id, p.id as money, i.id as debt, greatest(p."on", i."on") as "on",
                    p."on" < i."on" as is_ahead, credit_rate_of(k.currency, credit_valued_on(p)) as paid_at,
                    credit_rate_of(k.currency, credit_valued_on(i)) as owed_at, sum(a.amount) as amount
                from companies_contract k
                join credit_entry p on p.contract_id = k.id and p.amount < 0
                join credit_allocation a on a.payment_entry_id = p.id
                join credit_entry i on i.id = a.item_entry_id
                where k.currency <> 'RUB' and p."on" <= until and i."on" <= until
                group by k.id, p.id, i.id
                having sum(a.amount) <> 0
            ) x
        ) s
    ) p
$$;
grant execute on function credit_exchanged to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0021_money_kept_for_goods")]

    operations: ClassVar = [
        migrations.RunSQL(DAYS, "drop function credit_rate_days"),
        migrations.RunSQL(RATE, migrations.RunSQL.noop),
        migrations.RunSQL(EXCHANGED, migrations.RunSQL.noop),
    ]
