"""An issued paper never changes; it is corrected by another."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import grant

IMMUTABLE = """
create function documents_immutable() returns trigger language plpgsql as $$
begin
    raise exception 'an issued paper never changes' using errcode = 'restrict_violation';
end
$$;
create trigger documents_paper_immutable before update or delete on documents_paper
    for each row execute function documents_immutable();
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("documents", "0001_initial"),
        ("accounts", "0002_roles"),
    ]

    operations: ClassVar = [
        migrations.RunSQL(IMMUTABLE, "drop function documents_immutable cascade;"),
        grant("documents_sequence", buyer="select, insert, update", staff="select, insert, update, delete"),
        grant("documents_paper", buyer="select, insert", staff="select, insert, update, delete"),
    ]
