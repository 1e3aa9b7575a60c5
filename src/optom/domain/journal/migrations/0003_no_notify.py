"""The worker looks into the outbox by itself: a notification makes all commits of the database wait in line (ADR 0011)."""

from typing import ClassVar

from django.db import migrations

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
    dependencies: ClassVar = [("journal", "0002_append_only")]

    operations: ClassVar = [migrations.RunSQL("drop function journal_wake cascade;", WAKE)]
