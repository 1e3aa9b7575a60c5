"""What is attached for a company its people see and add to; which of them may, the act asks."""

from typing import ClassVar

from django.db import migrations

from optom.base.row_security import own_rows


class Migration(migrations.Migration):
    dependencies: ClassVar = [("companies", "0014_colleagues_are_few"), ("documents", "0009_attachments")]

    operations: ClassVar = [own_rows("documents_attachment")]
