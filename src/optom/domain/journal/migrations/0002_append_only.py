"""The journal never changes; the outbox wakes the worker."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import append_only, grant

APPEND_ONLY = """
create function journal_append_only() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end
$$;
"""

# A notification is sent at commit, so the worker never looks before the event is there (ADR 0006).
WAKE = """
create function journal_wake() returns trigger language plpgsql as $$
begin
    perform pg_notify('optom_outbox', '');
    return null;
end
$$;
create trigger journal_event_wake after insert on journal_event for each statement execute function journal_wake();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("journal", "0001_initial"),
        ("accounts", "0002_roles"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(APPEND_ONLY, "drop function journal_append_only;"),
        append_only("journal_entry"),
        migrations.RunSQL(WAKE, "drop function journal_wake cascade;"),
        grant("journal_entry", buyer="select, insert", staff="select, insert, update, delete"),
        grant("journal_event", buyer="insert", staff="select, insert, update, delete"),
        grant("journal_delivery", staff="select, insert, update, delete"),
    ]
