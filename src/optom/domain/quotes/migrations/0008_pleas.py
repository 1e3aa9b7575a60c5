"""Who holds a link pleads that its quote be accepted; a wish is how an order is to come."""

from typing import ClassVar

from django.db import migrations

LINKED = """
create or replace function quotes_linked()
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
    left join quotes_plea w on w.link_id = l.id
    where l.secret_hash = nullif(current_setting('optom.link', true), '')
        and l.revoked_at is null and l.expires_at > statement_timestamp()
$$;
"""
RENAMED = """
alter policy quotes_wish_buyer on quotes_plea rename to quotes_plea_buyer;
alter policy quotes_wish_made on quotes_plea rename to quotes_plea_made;
alter policy quotes_wish_link on quotes_plea rename to quotes_plea_link;
alter trigger quotes_wish_append_only on quotes_plea rename to quotes_plea_append_only;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("quotes", "0007_wishes_are_counted")]

    operations: ClassVar = [
        migrations.RenameModel("Wish", "Plea"),
        migrations.RenameIndex("plea", new_name="quotes_plea_company", old_name="quotes_wish_company"),
        migrations.RunSQL(LINKED, migrations.RunSQL.noop),
        migrations.RunSQL(RENAMED, migrations.RunSQL.noop),
    ]
