"""Money paid by an invoice before its goods leave is kept for them (ADR 0047)."""

from typing import Any, ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import grant, own_rows

# A buyer's request asks for goods: what is paid ahead for them goes with the request.
RIGHTS = """
grant update (covered) on credit_account to optom_buyer;
grant update (covered) on credit_earmark to optom_buyer;
"""
# What a payer takes of a payment beyond what it settles now is taken of what lies open of it; what is kept of that yields,
# the newest first.
REDIRECT = """
create or replace function credit_redirect(money bigint, items bigint[], parts numeric[], moment timestamptz) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    paid credit_entry;
    done bigint;
    written bigint;
    more numeric := (select coalesce(sum(part), 0) from unnest(parts) as part);
    spare numeric;
    mark credit_earmark;
    yields numeric;
begin
    select * into paid from credit_entry where id = money and kind = 'payment';
    if not found or exists (select from credit_payment p join credit_reversal r on r.payment_id = p.id where p.entry_id = money)
        or current_setting('role') = 'optom_buyer' and paid.company_id not in (select companies_with('money')) then
        raise insufficient_privilege using message = 'not a payment of theirs';
    end if;
    spare := coalesce((select -i.amount from credit_openitem i where i.entry_id = money), 0);
    if more < 0 or more > spare then
        raise check_violation using message = 'a payment settles what is open, and no more than it is';
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

    if done <> written
        or exists (select from credit_allocation where payment_entry_id = money group by item_entry_id having sum(amount) < 0)
    then
        raise check_violation using message = 'a payment settles what is open, and no more than it is';
    end if;

    if more > 0 then
        delete from credit_openitem where entry_id = money and -amount = more;
        update credit_openitem set amount = amount + more where entry_id = money and -amount > more;
        spare := spare - more;
        for mark in select * from credit_earmark where entry_id = money order by id loop
            yields := greatest(mark.amount - spare, 0);
            spare := spare - mark.amount + yields;
            if yields = mark.amount then
                delete from credit_earmark where id = mark.id;
            elsif yields > 0 then
                update credit_earmark set amount = amount - yields, covered = least(covered, amount - yields)
                where id = mark.id;
            end if;
        end loop;
        with told as (
            select a.contract_id, a.company_id,
                coalesce((select sum(m.amount) from credit_earmark m where m.contract_id = a.contract_id), 0) - a.kept as kept,
                coalesce((select sum(m.covered) from credit_earmark m where m.contract_id = a.contract_id), 0) - a.covered
                    as covered
            from credit_account a
            where a.contract_id = paid.contract_id
        ),
        changed as (
            update credit_account a set kept = a.kept + t.kept, covered = a.covered + t.covered
            from told t
            where a.contract_id = t.contract_id
        )
        insert into credit_accountmove (at, contract_id, company_id, committed, reserved, kept, covered)
        select moment, contract_id, company_id, 0, 0, kept, covered from told where (kept, covered) <> (0, 0);
    end if;
end
$$;
"""


def _sum() -> "models.DecimalField[Any, Any]":
    return models.DecimalField(db_default=0, decimal_places=2, default=0, max_digits=15)


def _one(to: str) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("credit", "0020_entries_are_called_by_papers"),
        ("companies", "0004_rights"),
        ("documents", "0001_initial"),
    ]

    operations: ClassVar = [
        *(migrations.AddField(model, name, _sum()) for model in ("account", "accountmove") for name in ("kept", "covered")),
        migrations.AddConstraint(
            "account",
            models.CheckConstraint(
                condition=models.Q(covered__gte=0, covered__lte=models.F("kept")),
                name="credit_account_covered_of_kept",
            ),
        ),
        migrations.CreateModel(
            name="Earmark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=60)),
                ("goods", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=15)),
                ("covered", _sum()),
                ("entry", _one("credit.entry")),
                ("contract", _one("companies.contract")),
                ("company", _one("companies.company")),
                ("paper", _one("documents.paper")),
            ],
            options={
                "indexes": [models.Index(fields=["contract", "id"], name="credit_earmark_contract")],
                "constraints": [
                    models.UniqueConstraint(fields=["entry", "subject"], name="credit_earmark_once"),
                    models.CheckConstraint(
                        condition=models.Q(amount__gt=0, covered__gte=0, covered__lte=models.F("amount")),
                        name="credit_earmark_of_something",
                    ),
                ],
            },
        ),
        grant("credit_earmark", buyer="select", staff="select, insert, update, delete"),
        own_rows("credit_earmark"),
        migrations.RunSQL(RIGHTS, migrations.RunSQL.noop),
        migrations.RunSQL(REDIRECT, migrations.RunSQL.noop),
    ]
