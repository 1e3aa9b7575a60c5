"""Rates of currencies by day, and what contracts in another currency come to in roubles (ПБУ 3/2006)."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import grant

# Roubles for one unit on a day: the last rate told by then, for none is told for days off. Null where none is known.
RATE = """
create function credit_rate_of(of_currency text, on_day date) returns numeric language sql stable as $$
    select case when of_currency = 'RUB' then 1 else (
        select r.rate from credit_rate r where r.currency = of_currency and r."on" <= on_day order by r."on" desc limit 1
    ) end
$$;
grant execute on function credit_rate_of to optom_buyer, optom_staff;
"""
# Every settlement of contracts in another currency by the end of a day: so much of a debt by so much of money, on the
# later of their days. What was paid ahead is valued at the rate of the payment and differs by nothing; what is paid after
# differs by what the rate has moved since the debt.
EXCHANGED = """
create function credit_exchanged(until date) returns table (
    contract_id bigint, money_id bigint, debt_id bigint, "on" date, amount numeric, worth numeric, difference numeric
) language sql stable as $$
    select s.contract_id, s.money, s.debt, greatest(s.paid_on, s.owed_on), s.amount,
        round(s.amount * credit_rate_of(s.currency, least(s.paid_on, s.owed_on)), 2),
        case when s.paid_on < s.owed_on then 0
            else round(s.amount * credit_rate_of(s.currency, s.paid_on), 2)
                - round(s.amount * credit_rate_of(s.currency, s.owed_on), 2)
        end
    from (
        select k.id as contract_id, k.currency, p.id as money, i.id as debt, p."on" as paid_on, i."on" as owed_on,
            sum(a.amount) as amount
        from companies_contract k
        join credit_entry p on p.contract_id = k.id and p.amount < 0
        join credit_allocation a on a.payment_entry_id = p.id
        join credit_entry i on i.id = a.item_entry_id
        where k.currency <> 'RUB' and p."on" <= until and i."on" <= until
        group by k.id, p.id, i.id
        having sum(a.amount) <> 0
    ) s
$$;
grant execute on function credit_exchanged to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0012_closed_periods")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("currency", models.CharField(max_length=3)),
                ("on", models.DateField()),
                ("rate", models.DecimalField(decimal_places=6, max_digits=18)),
                ("is_by_hand", models.BooleanField(default=False)),
                ("said_at", models.DateTimeField()),
                (
                    "said_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["currency", "on"], name="credit_rate_once"),
                    models.CheckConstraint(condition=models.Q(rate__gt=0), name="credit_rate_positive"),
                ],
            },
        ),
        grant("credit_rate", buyer="select", staff="select, insert, update"),
        migrations.RunSQL(RATE, "drop function credit_rate_of"),
        migrations.RunSQL(EXCHANGED, "drop function credit_exchanged"),
    ]
