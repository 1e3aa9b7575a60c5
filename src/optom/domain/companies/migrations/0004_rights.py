"""What each person may do, by rights; roles are presets of them. How far he orders on his own word; cost centres."""

from typing import ClassVar

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import grant

# The presets stand in rules.py too; a test compares.
RIGHTS = """
create function companies_rights(role text, own text[]) returns text[] language sql immutable parallel safe as $$
    select case role
        when 'own' then own
        when 'owner' then array['look', 'draft', 'order', 'ship', 'papers', 'money', 'approve', 'administer']
        when 'buyer' then array['look', 'draft', 'order', 'ship', 'papers', 'money']
        when 'accountant' then array['look', 'papers', 'money']
        when 'viewer' then array['look']
    end
$$;
create function companies_with(wanted text) returns setof bigint
    language sql stable security definer set search_path = public, pg_temp as $$
    select company_id from companies_membership
    where user_id = nullif(current_setting('optom.user_id', true), '')::bigint
        and wanted = any(companies_rights(role, rights))
$$;
"""

# Administrators in place of owners.
PEOPLE = """
drop policy companies_membership_changed on companies_membership;
drop policy companies_membership_removed on companies_membership;
create policy companies_membership_changed on companies_membership for update to optom_buyer
    using (company_id in (select companies_with('administer')))
    with check (company_id in (select companies_with('administer')));
create policy companies_membership_removed on companies_membership for delete to optom_buyer
    using (company_id in (select companies_with('administer')));
grant update (rights, order_limit, month_limit, approver_id, cost_centres) on companies_membership to optom_buyer;

drop function companies_admit;
drop function companies_owned;
create function companies_admit(place bigint, address text, person text, tongue text, what text, moment timestamptz)
    returns table (account bigint, is_new boolean, is_staff boolean, is_member boolean)
    language plpgsql security definer set search_path = public, pg_temp as $$
declare found_account record;
begin
    if current_setting('role') = 'optom_buyer' and place not in (select companies_with('administer')) then
        return;
    end if;
    select * into found_account from accounts_account(address, person, tongue, moment);
    account := found_account.account;
    is_new := found_account.is_new;
    is_staff := found_account.is_staff;
    is_member := exists (select from companies_membership m where m.company_id = place and m.user_id = account);
    if not is_staff and not is_member then
        insert into companies_membership (company_id, user_id, role) values (place, account, what)
        on conflict (company_id, user_id) do nothing;
        is_member := not found;
    end if;
    return next;
end
$$;
revoke all on function companies_admit from public;
grant execute on function companies_admit to optom_buyer, optom_staff;
"""

COMPANY = """
drop policy companies_company_buyer on companies_company;
create policy companies_company_buyer on companies_company for select to optom_buyer
    using (id in (select companies_mine()));
create policy companies_company_changed on companies_company for update to optom_buyer
    using (id in (select companies_with('administer'))) with check (id in (select companies_with('administer')));
grant update (approval_over) on companies_company to optom_buyer;
"""

CENTRES = """
alter table companies_costcentre enable row level security;
create policy companies_costcentre_staff on companies_costcentre to optom_staff using (true) with check (true);
create policy companies_costcentre_buyer on companies_costcentre for select to optom_buyer
    using (company_id in (select companies_mine()));
create policy companies_costcentre_added on companies_costcentre for insert to optom_buyer
    with check (company_id in (select companies_with('administer')));
create policy companies_costcentre_changed on companies_costcentre for update to optom_buyer
    using (company_id in (select companies_with('administer')))
    with check (company_id in (select companies_with('administer')));
"""

# Papers are for those who may take them; the journal is the administrator's to read, and everybody's acts go into it.
BY_RIGHT = """
drop policy documents_paper_buyer on documents_paper;
create policy documents_paper_buyer on documents_paper to optom_buyer
    using (company_id in (select companies_with('papers'))) with check (company_id in (select companies_with('papers')));
drop policy journal_entry_buyer on journal_entry;
create policy journal_entry_buyer on journal_entry for select to optom_buyer
    using (company_id in (select companies_with('administer')));
create policy journal_entry_written on journal_entry for insert to optom_buyer
    with check (company_id in (select companies_mine()));
"""

# Names outlive memberships: the journal tells who it was, to who may read it.
ACTOR = """
create function companies_actor(place bigint, person bigint) returns text
    language sql stable security definer set search_path = public, pg_temp as $$
    select case when exists (select from accounts_staffrole r where r.user_id = u.id) then '' else u.name end
    from accounts_user u
    where u.id = person and exists (
            select from journal_entry e where e.company_id = place and e.actor_id = person limit 1)
        and (current_setting('role') <> 'optom_buyer' or place in (select companies_with('administer')))
$$;
revoke all on function companies_actor from public;
grant execute on function companies_actor to optom_buyer, optom_staff;
"""

# A buyer may not change the rows that his order has to wait for, and whoever may not change a row can't lock it.
LOCK = """
create function companies_lock_spending(place bigint, person bigint, centre bigint) returns void
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    perform from companies_membership where company_id = place and user_id = person for no key update;
    perform from companies_costcentre where company_id = place and id = centre for no key update;
end
$$;
revoke all on function companies_lock_spending from public;
grant execute on function companies_lock_spending to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("companies", "0003_owners_manage_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.AddField(
            "company", "approval_over", models.DecimalField(decimal_places=2, max_digits=15, null=True)
        ),
        migrations.AlterField(
            "membership",
            "role",
            models.CharField(
                choices=[
                    ("owner", "Owner"),
                    ("buyer", "Buyer"),
                    ("accountant", "Accountant"),
                    ("viewer", "Viewer"),
                    ("own", "Own"),
                ],
                max_length=20,
            ),
        ),
        migrations.AddField(
            "membership",
            "rights",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=12), size=None, null=True),
        ),
        migrations.AddField(
            "membership", "order_limit", models.DecimalField(decimal_places=2, max_digits=15, null=True)
        ),
        migrations.AddField(
            "membership", "month_limit", models.DecimalField(decimal_places=2, max_digits=15, null=True)
        ),
        migrations.AddField(
            "membership",
            "approver",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            "membership",
            "cost_centres",
            django.contrib.postgres.fields.ArrayField(
                models.BigIntegerField(),
                size=None,
                default=list,
                db_default=models.Value([], django.contrib.postgres.fields.ArrayField(models.BigIntegerField())),
            ),
        ),
        migrations.AddConstraint(
            "membership",
            models.CheckConstraint(
                condition=models.Q(
                    ("rights__contained_by", [
                        "look", "draft", "order", "ship", "papers", "money", "approve", "administer",
                    ]),
                    ("rights__contains", ["look"]),
                    ("role", "own"),
                )
                | models.Q(models.Q(("role", "own"), _negated=True), ("rights", None)),
                name="companies_membership_rights",
            ),
        ),
        migrations.CreateModel(
            name="CostCentre",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20)),
                ("name", models.CharField(max_length=120)),
                ("budget", models.DecimalField(decimal_places=2, max_digits=15, null=True)),
                ("is_closed", models.BooleanField(default=False)),
                (
                    "company",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="companies.company",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("company", "code"), name="companies_costcentre_once"),
                    models.CheckConstraint(
                        condition=models.Q(("budget__gte", 0)), name="companies_costcentre_not_negative"
                    ),
                ],
            },
        ),
        grant(
            "companies_costcentre", buyer="select, insert, update", staff="select, insert, update, delete"
        ),
        migrations.RunSQL(RIGHTS, "drop function companies_with; drop function companies_rights;"),
        migrations.RunSQL(PEOPLE, migrations.RunSQL.noop),
        migrations.RunSQL(COMPANY, migrations.RunSQL.noop),
        migrations.RunSQL(CENTRES, migrations.RunSQL.noop),
        migrations.RunSQL(ACTOR, "drop function companies_actor;"),
        migrations.RunSQL(BY_RIGHT, migrations.RunSQL.noop),
        migrations.RunSQL(LOCK, "drop function companies_lock_spending;"),
    ]
