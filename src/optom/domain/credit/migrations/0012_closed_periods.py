"""Periods are closed: of a seller by his office, of a contract also when both sides have agreed; nothing is written in."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import append_only, grant

# Through which day a contract is closed, by its own last word or by that of its seller; null where neither closes anything.
CLOSED = """
create function credit_closed_until(of_contract bigint) returns date language sql stable as $$
    select greatest(
        (select c.until from credit_closing c where c.contract_id = of_contract order by c.id desc limit 1),
        (
            select c.until from credit_closing c
            where c.contract_id is null and c.seller_id = (select seller_id from companies_contract where id = of_contract)
            order by c.id desc
            limit 1
        )
    )
$$;
grant execute on function credit_closed_until to optom_buyer, optom_staff;
"""
# Whoever writes the ledger, by whatever statement: all entries of one are judged at once. Who closes holds the accounts
# of the contracts, which whoever writes holds too, so none slips in between. The detail is for the words of the refusal.
GUARD = """
create function credit_refuse_closed() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    hit record;
begin
    select k.number as contract, f.day as "on", credit_closed_until(f.contract_id) as closed into hit
    from (select contract_id, min("on") as day from fresh group by 1) f
    join companies_contract k on k.id = f.contract_id
    where f.day <= credit_closed_until(f.contract_id)
    order by k.id
    limit 1;
    if found then
        raise exception using errcode = 'check_violation', constraint = 'credit_entry_period_open',
            message = 'the period is closed', detail = row_to_json(hit)::text;
    end if;
    return null;
end
$$;
create trigger credit_entry_period_open after insert on credit_entry referencing new table as fresh
    for each statement execute function credit_refuse_closed();
"""
UNGUARD = "drop trigger credit_entry_period_open on credit_entry; drop function credit_refuse_closed"
# When his seller's books are closed is no secret to a buyer; of contracts he sees his own.
RIGHTS = """
alter table credit_closing enable row level security;
create policy credit_closing_staff on credit_closing to optom_staff using (true) with check (true);
create policy credit_closing_buyer on credit_closing for select to optom_buyer
    using (company_id is null or company_id in (select companies_with('money')));
"""


def _key(to: str, *, null: bool = False) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        db_index=False, null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0011_directions")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="Closing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("until", models.DateField(null=True)),
                ("is_agreed", models.BooleanField(default=False)),
                ("reason", models.CharField(max_length=200, blank=True)),
                ("at", models.DateTimeField()),
                ("seller", _key("companies.seller")),
                ("contract", _key("companies.contract", null=True)),
                ("company", _key("companies.company", null=True)),
                ("by", _key(settings.AUTH_USER_MODEL, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["contract", "-id"], name="credit_closing_contract"),
                    models.Index(
                        condition=models.Q(contract=None), fields=["seller", "-id"], name="credit_closing_seller"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(contract=None, company=None)
                        | models.Q(contract__isnull=False, company__isnull=False),
                        name="credit_closing_of_whom",
                    ),
                ],
            },
        ),
        grant("credit_closing", buyer="select", staff="select, insert"),
        append_only("credit_closing"),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunSQL(CLOSED, "drop function credit_closed_until"),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
