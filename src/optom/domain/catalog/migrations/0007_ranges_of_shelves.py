from typing import ClassVar

from django.db import migrations, models

FILL = """
update catalog_shelf s
set first_sort_key = f.first_sort_key, last_sort_key = f.last_sort_key,
    first_article = f.first_article, last_article = f.last_article
from (
    select group_id, brand_id, min(sort_key) as first_sort_key, max(sort_key) as last_sort_key,
        min(article) as first_article, max(article) as last_article
    from catalog_product where is_active group by group_id, brand_id
) f
where f.group_id = s.group_id and f.brand_id = s.brand_id
"""


def bound(name: str, length: int) -> migrations.AddField:
    """A key of the first or last product; empty until it is filled below."""
    return migrations.AddField(
        model_name="shelf", name=name, field=models.CharField(max_length=length, db_collation="C", default="")
    )


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalog", "0006_parts_of_numbers")]

    operations: ClassVar = [
        bound("first_sort_key", 200),
        bound("last_sort_key", 200),
        bound("first_article", 100),
        bound("last_article", 100),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]
