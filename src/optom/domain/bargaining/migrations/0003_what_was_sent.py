"""What whoever holds a supplier's link has sent last, by a function as all that he sees: the same again is not kept again."""

from typing import ClassVar

from django.db import migrations

SENT = """
create function bargaining_linked_sent() returns table (
    line bigint, price numeric, currency text, with_vat boolean, quantity numeric, multiple numeric, lead_days smallint,
    comment text, valid_until date
) language sql stable security definer set search_path = public, pg_temp as $$
    select q.line_id, q.price, q.currency, q.with_vat, q.quantity, q.multiple, q.lead_days, q.comment, q.valid_until
    from bargaining_linked() h
    join bargaining_quoted q on q.invitation_id = h.invitation and q.submission = h.submissions
$$;
revoke all on function bargaining_linked_sent from public;
grant execute on function bargaining_linked_sent to optom_link;
"""


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('bargaining', '0002_rights'),
    ]

    operations: ClassVar = [
        migrations.RunSQL(SENT, "drop function bargaining_linked_sent;"),
    ]
