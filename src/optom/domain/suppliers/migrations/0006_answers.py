"""Feeds that bring answers to our orders; which of their files somebody should look at."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('suppliers', '0005_units_of_history'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='feed',
            name='brings',
            field=models.CharField(db_default='prices', default='prices', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='feed',
            constraint=models.CheckConstraint(condition=models.Q(('brings__in', ['prices', 'answers'])), name='suppliers_feed_brings'),
        ),
        migrations.AddIndex(
            model_name='feedrun',
            index=models.Index(condition=models.Q(('state', 'failed')), fields=['feed'], name='suppliers_feedrun_failed'),
        ),
    ]
