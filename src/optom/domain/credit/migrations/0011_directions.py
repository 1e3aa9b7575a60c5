"""A payer says which debts his payment settles: beforehand by its number, or soon after it has come."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# A buyer's request writes no allocations of its own: it may only have a payment of his company settle other debts of the
# same contract, neither more nor less in all, and nothing beyond what is open. Hence a function with its owner's rights.
REDIRECT = """
create function credit_redirect(money bigint, items bigint[], parts numeric[], moment timestamptz) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    paid credit_entry;
    done bigint;
    written bigint;
begin
    select * into paid from credit_entry where id = money and kind = 'payment';
    if not found or exists (select from credit_payment p join credit_reversal r on r.payment_id = p.id where p.entry_id = money)
        or current_setting('role') = 'optom_buyer' and paid.company_id not in (select companies_with('money')) then
        raise insufficient_privilege using message = 'not a payment of theirs';
    end if;
    insert into credit_allocation (payment_entry_id, item_entry_id, company_id, amount, at)
    select money, e.id, paid.company_id, g.part, moment
    from unnest(items, parts) as g (item, part)
    join credit_entry e on e.id = g.item and e.contract_id = paid.contract_id and e.amount > 0;
    get diagnostics done = row_count;

    insert into credit_openitem (entry_id, contract_id, company_id, due_on, amount)
    select e.id, e.contract_id, e.company_id, e.due_on, -g.part
    from unnest(items, parts) as g (item, part)
    join credit_entry e on e.id = g.item
    where g.part < 0
    on conflict (entry_id) do update set amount = credit_openitem.amount + excluded.amount;
    get diagnostics written = row_count;
    done := done - written;

    delete from credit_openitem i using unnest(items, parts) as g (item, part)
    where i.entry_id = g.item and g.part > 0 and i.amount = g.part;
    get diagnostics written = row_count;
    done := done - written;
    update credit_openitem i set amount = i.amount - g.part
    from unnest(items, parts) as g (item, part)
    where i.entry_id = g.item and g.part > 0 and i.amount > g.part;
    get diagnostics written = row_count;

    if done <> written or (select sum(part) from unnest(parts) as part) <> 0
        or exists (select from credit_allocation where payment_entry_id = money group by item_entry_id having sum(amount) < 0)
    then
        raise check_violation using message = 'a payment settles what is open, and no more than it is';
    end if;
end
$$;
revoke all on function credit_redirect from public;
grant execute on function credit_redirect to optom_buyer, optom_staff;
"""
RIGHTS = """
grant select, insert, update (withdrawn_at) on credit_direction to optom_buyer;
grant select, update (payment_id) on credit_direction to optom_staff;
alter table credit_direction enable row level security;
create policy credit_direction_staff on credit_direction to optom_staff using (true) with check (true);
create policy credit_direction_buyer on credit_direction to optom_buyer
    using (company_id in (select companies_with('money'))) with check (company_id in (select companies_with('money')));
"""


def _key(to: str, *, null: bool = False) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        db_index=False, null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("credit", "0010_ledger_reports"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Direction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=60)),
                ("number", models.CharField(max_length=40)),
                ("items", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                (
                    "amounts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DecimalField(decimal_places=2, max_digits=15), size=None
                    ),
                ),
                ("said_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("contract", _key("companies.contract")),
                ("company", _key("companies.company")),
                ("said_by", _key(settings.AUTH_USER_MODEL, null=True)),
                (
                    "payment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="credit.payment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["contract", "key"], name="credit_direction_key_once"),
                    models.UniqueConstraint(
                        condition=models.Q(payment=None, withdrawn_at=None),
                        fields=["contract", "number"],
                        name="credit_direction_waits_once",
                    ),
                ],
            },
        ),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunSQL(REDIRECT, "drop function credit_redirect"),
    ]
