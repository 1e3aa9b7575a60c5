"""What a contract had committed and reserved, and what of it was not settled, at any moment (ADR 0022)."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import append_only, grant

# Everybody's acts go into it; it is read by those whom their company gives the right to money.
BY_RIGHT = """
alter table credit_accountmove enable row level security;
create policy credit_accountmove_staff on credit_accountmove to optom_staff using (true) with check (true);
create policy credit_accountmove_read on credit_accountmove for select to optom_buyer
    using (company_id in (select companies_with('money')));
create policy credit_accountmove_written on credit_accountmove for insert to optom_buyer
    with check (company_id in (select companies_mine()));
"""
# What of the entries of a contract was not settled at a moment: their sum is the debt.
OPEN_THEN = """
create function credit_open_then(of_contract bigint, moment timestamptz)
    returns table (entry_id bigint, due_on date, amount numeric) language sql stable as $$
    select e.id, e.due_on, e.amount - sign(e.amount) * coalesce(a.settled, 0)
    from credit_entry e
    cross join lateral (
        select sum(s.amount) as settled
        from credit_allocation s
        where s.at <= moment and (s.payment_entry_id = e.id or s.item_entry_id = e.id)
    ) a
    where e.contract_id = of_contract and e.at <= moment and abs(e.amount) > coalesce(a.settled, 0)
$$;
grant execute on function credit_open_then to optom_buyer, optom_staff;
"""
# The ledger begins with what is committed and reserved now. A house without settlements has no past that it could lack.
OPENING = """
do $$
declare
    began timestamptz;
begin
    if exists (select from credit_account where committed <> 0 or reserved <> 0)
        or exists (select from credit_entry) then
        began := statement_timestamp();
    end if;
    insert into credit_accountmove (at, contract_id, company_id, committed, reserved)
    select began, contract_id, company_id, committed, reserved
    from credit_account where committed <> 0 or reserved <> 0;
    execute format(
        'create function credit_recorded_since() returns timestamptz language sql immutable as '
        '$f$ select %L::timestamptz $f$', began);
end
$$;
grant execute on function credit_recorded_since to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0006_by_right"), ("companies", "0004_rights")]

    operations: ClassVar = [
        migrations.CreateModel(
            name="AccountMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("committed", models.DecimalField(decimal_places=2, max_digits=15)),
                ("reserved", models.DecimalField(decimal_places=2, max_digits=15)),
                *(
                    (
                        name,
                        models.ForeignKey(
                            db_index=False,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=f"companies.{name}",
                        ),
                    )
                    for name in ("company", "contract")
                ),
            ],
            options={"indexes": [models.Index(fields=["contract", "at"], name="credit_accountmove_contract")]},
        ),
        grant("credit_accountmove", buyer="select, insert", staff="select, insert"),
        append_only("credit_accountmove"),
        migrations.RunSQL(BY_RIGHT, migrations.RunSQL.noop),
        migrations.RunSQL(OPEN_THEN, "drop function credit_open_then;"),
        migrations.RunSQL(OPENING, "drop function credit_recorded_since;"),
    ]
