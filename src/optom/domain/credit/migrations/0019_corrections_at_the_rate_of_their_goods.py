"""What goods cost otherwise, by agreement, is worth roubles of the day on which they left (Tax Code, article 154, paragraph 10)."""

from typing import ClassVar

from django.db import migrations

# The day whose rate an entry has: its own, of a correction of goods that on which they left.
VALUED = """
create function credit_valued_on(e credit_entry) returns date language sql stable as $$
    select case when e.kind = 'correction' and e.subject <> '' then coalesce(
        (select d."on" from credit_entry d
            where d.contract_id = e.contract_id and d.kind = 'dispatch' and d.subject = e.subject), e."on")
        else e."on" end
$$;
grant execute on function credit_valued_on to optom_buyer, optom_staff;
"""
# Every settlement of contracts in another currency by the end of a day: so much of a debt by so much of money, on the
# later of their days. What was paid ahead is valued at the rate of the payment and differs by nothing; what is paid after
# differs by what the rate has moved since the debt. What was corrected has the rate of what it corrects.
EXCHANGED = """
create or replace function credit_exchanged(until date) returns table (
    contract_id bigint, money_id bigint, debt_id bigint, "on" date, amount numeric, worth numeric, difference numeric
) language sql stable as $$
    select s.contract_id, s.money, s.debt, greatest(s.paid_on, s.owed_on), s.amount,
        round(s.amount * case when s.paid_on < s.owed_on then s.paid_at else s.owed_at end, 2),
        case when s.paid_on < s.owed_on then 0 else round(s.amount * s.paid_at, 2) - round(s.amount * s.owed_at, 2) end
    from (
        select k.id as contract_id, p.id as money, i.id as debt, p."on" as paid_on, i."on" as owed_on,
            credit_rate_of(k.currency, credit_valued_on(p)) as paid_at,
            credit_rate_of(k.currency, credit_valued_on(i)) as owed_at, sum(a.amount) as amount
        from companies_contract k
        join credit_entry p on p.contract_id = k.id and p.amount < 0
        join credit_allocation a on a.payment_entry_id = p.id
        join credit_entry i on i.id = a.item_entry_id
        where k.currency <> 'RUB' and p."on" <= until and i."on" <= until
        group by k.id, p.id, i.id
        having sum(a.amount) <> 0
    ) s
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0018_penalties_tell_their_count")]

    operations: ClassVar = [
        migrations.RunSQL(VALUED, "drop function credit_valued_on"),
        migrations.RunSQL(EXCHANGED, migrations.RunSQL.noop),
    ]
