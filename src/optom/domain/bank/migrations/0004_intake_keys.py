"""Keys by which programs hand in statements. Which person a secret stands for, the role that signs people in may ask."""

from typing import ClassVar

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from optom.base.row_security import own_rows

# Security definer, for no role of requests may read a hash. It tells nothing of a key whose maker has left the desk.
HOLDER = """
create function bank_intake_holder(secret text) returns table (key bigint, holder bigint)
    language sql stable security definer set search_path = public, pg_temp as $$
    select k.id, k.created_by_id
    from bank_intakekey k
    join accounts_user u on u.id = k.created_by_id and u.is_active
    where k.secret_hash = secret and k.revoked_at is null
        and exists (
            select from accounts_staffrole r
            where r.user_id = u.id and r.role in ('finance', 'administrator')
        )
$$;
revoke all on function bank_intake_holder from public;
grant execute on function bank_intake_holder to optom_web;
"""
STAFF = """
grant insert, select (id, name, created_at, created_by_id, revoked_at, revoked_by_id, last_used_at, uses),
    update (revoked_at, revoked_by_id, last_used_at, uses) on bank_intakekey to optom_staff;
"""


def _person(**more: object) -> models.ForeignKey[object, object]:
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
        **more,  # type: ignore[arg-type]
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("bank", "0003_turnovers"),
        ("accounts", "0006_no_hash_for_requests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name="IntakeKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("secret_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("created_by", _person()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("revoked_by", _person(null=True)),
                ("last_used_at", models.DateTimeField(null=True)),
                ("uses", models.PositiveIntegerField(default=0)),
            ],
        ),
        own_rows("bank_intakekey", "false"),
        migrations.RunSQL(STAFF, migrations.RunSQL.noop),
        migrations.RunSQL(HOLDER, "drop function bank_intake_holder"),
    ]
