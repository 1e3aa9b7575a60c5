"""Links by which papers are taken without signing in, and the role whose rights are one link's (ADR 0019)."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import own_rows

# Databases of one server share roles, so it may be there, or be made by another migration at this very moment.
ROLE = """
do $$
begin
    begin
        create role optom_link nologin;
    exception when duplicate_object or unique_violation then null;
    end;
    begin
        grant optom_link to optom_web;
    exception when unique_violation or internal_error then null;
    end;
    grant usage on schema public to optom_link;
end
$$;
"""

# Of the hash that the session holds: what it opens now. Security definer, for the role of links may read no hash.
HELD = """
create function billing_held_link()
    returns table (link bigint, company bigint, contract bigint, issued_from timestamptz, issued_before timestamptz,
        expires_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    select l.id, l.company_id, l.contract_id, l.issued_from, l.issued_before, l.expires_at
    from billing_paperlink l
    join companies_membership m
        on m.company_id = l.company_id and m.user_id = l.created_by_id
        and 'papers' = any(companies_rights(m.role, m.rights))
    join accounts_user u on u.id = l.created_by_id and u.is_active
    where l.secret_hash = nullif(current_setting('optom.link', true), '')
        and l.revoked_at is null and l.expires_at > statement_timestamp()
$$;
revoke all on function billing_held_link from public;
grant execute on function billing_held_link to optom_link;
"""

# What the role may read, column by column, and of it only what the held link bounds. Each subselect runs once.
BOUNDS = """
grant select (id, kind, number, title, issued_at, company_id, contract_id, sha256, size, payload, template,
    source_sha256, renderer) on documents_paper to optom_link;
create policy documents_paper_link on documents_paper for select to optom_link using (
    company_id = (select company from billing_held_link())
    and issued_at >= (select issued_from from billing_held_link())
    and issued_at < (select issued_before from billing_held_link())
    and contract_id is not distinct from coalesce((select contract from billing_held_link()), contract_id));

grant select (paper_id, sum) on billing_invoice to optom_link;
create policy billing_invoice_link on billing_invoice for select to optom_link using (
    exists (select from documents_paper p where p.id = paper_id));

grant select (delivery_note_id, shipped_sum) on shipping_shipment to optom_link;
create policy shipping_shipment_link on shipping_shipment for select to optom_link using (
    exists (select from documents_paper p where p.id = delivery_note_id));

grant select (id, number, company_id, seller_id, currency) on companies_contract to optom_link;
create policy companies_contract_link on companies_contract for select to optom_link using (
    company_id = (select company from billing_held_link())
    and id = coalesce((select contract from billing_held_link()), id));
grant select (id, name) on companies_company to optom_link;
create policy companies_company_link on companies_company for select to optom_link using (
    id = (select company from billing_held_link()));
grant select (id, name) on companies_seller to optom_link;

grant select (id, uses), update (last_used_at, uses) on billing_paperlink to optom_link;
create policy billing_paperlink_link on billing_paperlink to optom_link using (
    id = (select link from billing_held_link()));

grant insert on journal_entry to optom_link;
create policy journal_entry_link on journal_entry for insert to optom_link with check (
    actor_id is null and company_id = (select company from billing_held_link()));
"""
# A buyer reads all of a link but its hash, and changes nothing of it but that it is revoked.
BUYERS = """
grant insert, select (id, company_id, contract_id, issued_from, issued_before, note, created_at, created_by_id,
    expires_at, revoked_at, revoked_by_id, last_used_at, uses), update (revoked_at, revoked_by_id)
    on billing_paperlink to optom_buyer;
grant select (id, company_id, contract_id, issued_from, issued_before, note, created_at, created_by_id,
    expires_at, revoked_at, revoked_by_id, last_used_at, uses) on billing_paperlink to optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("accounts", "0006_no_hash_for_requests"),
        ("billing", "0003_by_right"),
        ("companies", "0006_delivery_and_acceptance"),
        ("documents", "0005_papers_of_a_company"),
        ("journal", "0003_no_notify"),
        ("shipping", "0003_newest_of_a_contract"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="PaperLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issued_from", models.DateTimeField()),
                ("issued_before", models.DateTimeField()),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("note", models.CharField(blank=True, max_length=120)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("uses", models.PositiveIntegerField(default=0)),
                (
                    "company",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="companies.company"
                    ),
                ),
                (
                    "contract",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="companies.contract",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revoked_by",
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
                    models.CheckConstraint(
                        condition=models.Q(("issued_from__lt", models.F("issued_before"))),
                        name="billing_paperlink_period",
                    )
                ],
            },
        ),
        own_rows("billing_paperlink"),
        migrations.RunSQL(ROLE, migrations.RunSQL.noop),
        migrations.RunSQL(HELD, "drop function billing_held_link cascade;"),
        migrations.RunSQL(BOUNDS, migrations.RunSQL.noop),
        migrations.RunSQL(BUYERS, migrations.RunSQL.noop),
    ]
