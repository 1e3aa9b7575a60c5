"""What a dealer makes for his clients is his company's alone; what a held link to a quote opens (ADR 0058)."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import append_only

# No policy and no grant for the staff: whose clients they are and what they pay is no business of ours.
OWN = """
alter table {table} enable row level security;
create policy {table}_buyer on {table} for select to optom_buyer using (company_id in (select companies_mine()));
create policy {table}_made on {table} for insert to optom_buyer
    with check (company_id in (select companies_with('draft')));
grant {acts} on {table} to optom_buyer;
"""
CHANGED = """
create policy {table}_changed on {table} for update to optom_buyer
    using (company_id in (select companies_with('draft'))) with check (company_id in (select companies_with('draft')));
"""
OF_LINKS = """
grant insert, select (id, quote_id, client_quote_id, company_id, note, created_at, created_by_id, expires_at, revoked_at,
    revoked_by_id, last_used_at, uses), update (revoked_at, revoked_by_id) on quotes_link to optom_buyer;
"""
# Of the hash that the session holds: all that it shows, and nothing beside it. Security definer, for the role of links
# reads no table of quotes: of what a dealer made for his client neither our prices nor our names can be asked.
HELD = """
create function quotes_linked()
    returns table (link bigint, company bigint, number text, payload text, issued_at timestamptz, valid_until timestamptz,
        is_accepted boolean, is_client boolean, logo bytea, expires_at timestamptz, asked_by text, asked_at timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    select l.id, l.company_id, coalesce(c.serial::text, q.number), coalesce(c.payload, p.payload)::text,
        coalesce(c.issued_at, q.issued_at), q.valid_until,
        exists (select from quotes_acceptance a where a.quote_id = q.id), c.id is not null, g.content, l.expires_at, w.who,
        w.asked_at
    from quotes_link l
    join companies_membership m
        on m.company_id = l.company_id and m.user_id = l.created_by_id
        and 'draft' = any(companies_rights(m.role, m.rights))
    join accounts_user u on u.id = l.created_by_id and u.is_active
    join quotes_quote q on q.id = l.quote_id
    join documents_paper p on p.id = q.paper_id
    left join quotes_clientquote c on c.id = l.client_quote_id
    left join quotes_logo g on g.id = c.logo_id
    left join quotes_wish w on w.link_id = l.id
    where l.secret_hash = nullif(current_setting('optom.link', true), '')
        and l.revoked_at is null and l.expires_at > statement_timestamp()
$$;
revoke all on function quotes_linked from public;
grant execute on function quotes_linked to optom_link;

grant select (id, uses), update (last_used_at, uses) on quotes_link to optom_link;
create policy quotes_link_link on quotes_link to optom_link using (id = (select link from quotes_linked()));
grant insert on quotes_wish to optom_link;
create policy quotes_wish_link on quotes_wish for insert to optom_link
    with check (link_id = (select link from quotes_linked()) and company_id = (select company from quotes_linked()));
create policy journal_entry_quote_link on journal_entry for insert to optom_link with check (
    actor_id is null and company_id = (select company from quotes_linked()));
"""
NO_HELD = """
drop policy journal_entry_quote_link on journal_entry;
drop function quotes_linked cascade;
"""
TABLES = {
    "quotes_logo": "select, insert",
    "quotes_letterhead": "select, insert, update",
    "quotes_clientquote": "select, insert",
    "quotes_wish": "select",
}


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("billing", "0004_links_to_papers"),
        ("quotes", "0003_clients_and_links"),
    ]

    operations: ClassVar = [
        *(
            migrations.RunSQL(OWN.format(table=table, acts=acts), migrations.RunSQL.noop)
            for table, acts in TABLES.items()
        ),
        migrations.RunSQL(OWN.format(table="quotes_link", acts="insert"), migrations.RunSQL.noop),
        migrations.RunSQL(OF_LINKS, migrations.RunSQL.noop),
        *(
            migrations.RunSQL(CHANGED.format(table=table), migrations.RunSQL.noop)
            for table in ("quotes_letterhead", "quotes_link")
        ),
        append_only("quotes_logo"),
        append_only("quotes_clientquote"),
        append_only("quotes_wish"),
        migrations.RunSQL(HELD, NO_HELD),
    ]
