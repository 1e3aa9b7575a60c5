"""A paper is drawn after the act that issues it: the trigger lets through what is known of the first drawing, once."""

from typing import ClassVar

from django.db import migrations, models

from optom.base.row_security import grant

ONCE = """
create or replace function documents_immutable() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and old.sha256 is null and new.sha256 is not null then
        old.renderer := new.renderer;
        old.sha256 := new.sha256;
        old.size := new.size;
        if new is not distinct from old then
            return new;
        end if;
    end if;
    raise exception 'an issued paper never changes' using errcode = 'restrict_violation';
end
$$;
"""
NEVER = """
create or replace function documents_immutable() returns trigger language plpgsql as $$
begin
    raise exception 'an issued paper never changes' using errcode = 'restrict_violation';
end
$$;
"""


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('documents', '0002_immutable'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='paper',
            name='source_sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AlterField(
            model_name='paper',
            name='renderer',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name='paper',
            name='sha256',
            field=models.CharField(max_length=64, null=True),
        ),
        migrations.AlterField(
            model_name='paper',
            name='size',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name='paper',
            index=models.Index(condition=models.Q(('sha256', None)), fields=['id'], name='documents_paper_undrawn'),
        ),
        migrations.AddConstraint(
            model_name='paper',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('renderer', ''), ('sha256', None), ('size', None)), models.Q(('sha256__isnull', False), ('size__isnull', False), models.Q(('renderer', ''), _negated=True)), _connector='OR'), name='documents_paper_drawn_whole'),
        ),
        migrations.RunSQL(ONCE, NEVER),
        grant("documents_paper", buyer="update (renderer, sha256, size)"),
    ]
