"""When a direction holds is said once: for the room of the bank, the entering of payments and the payer's own page."""

from typing import ClassVar

from django.db import migrations

# Laid open by the planner where it is called, so that the index of what waits for a number serves it.
STANDS = """
create function credit_direction_stands(said credit_direction, moved_on date) returns boolean language sql stable as $$
    select said.payment_id is null and said.withdrawn_at is null and said.expires_on >= moved_on
$$;
grant execute on function credit_direction_stands to optom_buyer, optom_staff;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("credit", "0015_direction_followed_or_withdrawn")]

    operations: ClassVar = [migrations.RunSQL(STANDS, "drop function credit_direction_stands")]
