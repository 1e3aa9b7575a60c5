"""How often a worker has begun a replay: who dies over it each time is not sent again without end."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('replay', '0001_initial'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='replay',
            name='tries',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
