from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations
from django.db.models import Case, F, Q, When


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalog", "0005_shelved")]

    operations: ClassVar = [
        migrations.RemoveIndex(model_name="code", name="catalog_code_trigrams"),
        migrations.AddIndex(
            model_name="code",
            index=GinIndex(
                OpClass(Case(When(~Q(kind="b"), then=F("norm"))), name="gin_trgm_ops"),
                name="catalog_code_parts",
                fastupdate=False,
            ),
        ),
        # what the expression's values are like, or searches would be planned blindly until the next autovacuum
        migrations.RunSQL("analyze catalog_code", migrations.RunSQL.noop),
    ]
