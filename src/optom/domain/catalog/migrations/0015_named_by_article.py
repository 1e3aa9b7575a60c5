"""Which product an article and a brand mean, wherever a list names goods as people do: one answer for all of them."""

from typing import ClassVar

from django.db import migrations

# Unfolded into the asking statement: a million names are looked up as if it stood there. The lowest of ``many`` products is
# told; a number that is null is not looked for.
NAMED = """
create function catalog_named(of_norm text, of_brand text) returns table (id bigint, many bigint)
language sql stable as $$
    select min(c.product_id), count(distinct c.product_id)
    from catalog_code c
    join catalog_product p on p.id = c.product_id
    left join catalog_brand b on b.id = p.brand_id
    where c.kind = 'a' and c.norm = of_norm and of_norm <> '' and (of_brand = '' or b.norm = of_brand)
$$;
"""


class Migration(migrations.Migration):
    dependencies: ClassVar = [("catalog", "0014_marked_goods")]

    operations: ClassVar = [
        migrations.RunSQL(NAMED, "drop function catalog_named;"),
        migrations.RunSQL("grant execute on function catalog_named to optom_staff;", migrations.RunSQL.noop),
    ]
