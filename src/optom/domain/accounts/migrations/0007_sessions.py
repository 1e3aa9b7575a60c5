"""Where a person is signed in: read and closed by the pages that sign people in, and by nobody else (ADR 0004)."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import grant


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("usersessions", "0001_initial"),
        ("accounts", "0006_no_hash_for_requests"),
    ]

    operations: ClassVar = [grant("usersessions_usersession", web="select, insert, update, delete")]
