"""Where in the order of the whole catalog a shelf begins and ends is told by milestones, not by keys: short to sort."""

from typing import ClassVar

from django.db import migrations, models

from optom.base.row_security import grant

SHELVES = """
with named as materialized (
    select group_id, brand_id, count(*) as products, min(place) / 1000 as first, max(place) / 1000 as last
    from (
        select group_id, brand_id, row_number() over (order by sort_key, id) - 1 as place
        from catalog_product where is_active
    ) x
    group by group_id, brand_id
),
numbered as materialized (
    select group_id, brand_id, min(place) / 1000 as first, max(place) / 1000 as last
    from (
        select group_id, brand_id, row_number() over (order by article, id) - 1 as place
        from catalog_product where is_active
    ) x
    group by group_id, brand_id
)
insert into catalog_shelf as s (
    group_id, brand_id, products, sort_key_from, sort_key_to, article_from, article_to)
select n.group_id, n.brand_id, n.products, n.first, n.last, a.first, a.last
from named n join numbered a on a.group_id = n.group_id and a.brand_id = n.brand_id
on conflict (group_id, brand_id) do update
set products = excluded.products,
    sort_key_from = excluded.sort_key_from, sort_key_to = excluded.sort_key_to,
    article_from = excluded.article_from, article_to = excluded.article_to
where (s.products, s.sort_key_from, s.sort_key_to, s.article_from, s.article_to) is distinct from (
    excluded.products, excluded.sort_key_from, excluded.sort_key_to, excluded.article_from, excluded.article_to)
"""
MILESTONES = """
with named as (
    select place / 1000 as number, sort_key, id
    from (
        select sort_key, id, row_number() over (order by sort_key, id) - 1 as place from catalog_product where is_active
    ) x
    where mod(place, 1000) = 0
),
numbered as (
    select place / 1000 as number, article, id
    from (
        select article, id, row_number() over (order by article, id) - 1 as place from catalog_product where is_active
    ) x
    where mod(place, 1000) = 0
)
insert into catalog_milestone as m (number, sort_key, sort_key_id, article, article_id)
select n.number, n.sort_key, n.id, a.article, a.id from named n join numbered a on a.number = n.number
on conflict (number) do update
set sort_key = excluded.sort_key, sort_key_id = excluded.sort_key_id,
    article = excluded.article, article_id = excluded.article_id
where (m.sort_key, m.sort_key_id, m.article, m.article_id) is distinct from (
    excluded.sort_key, excluded.sort_key_id, excluded.article, excluded.article_id)
"""


def place(name: str) -> migrations.AddField:
    """The number of a milestone; filled below."""
    return migrations.AddField(model_name="shelf", name=name, field=models.IntegerField(default=0))


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalog", "0008_analogs")]

    operations: ClassVar = [
        *(
            migrations.RemoveField(model_name="shelf", name=name)
            for name in ("first_sort_key", "last_sort_key", "first_article", "last_article")
        ),
        *(place(name) for name in ("sort_key_from", "sort_key_to", "article_from", "article_to")),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("number", models.IntegerField(primary_key=True, serialize=False)),
                ("sort_key", models.CharField(db_collation="C", max_length=200)),
                ("sort_key_id", models.BigIntegerField()),
                ("article", models.CharField(db_collation="C", max_length=100)),
                ("article_id", models.BigIntegerField()),
            ],
        ),
        grant("catalog_milestone", buyer="select", staff="select, insert, update, delete"),
        migrations.RunSQL(SHELVES, migrations.RunSQL.noop),
        migrations.RunSQL(MILESTONES, migrations.RunSQL.noop),
    ]
