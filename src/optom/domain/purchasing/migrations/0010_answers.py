"""By which files suppliers have confirmed orders, and what they said of each line."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

from optom.base.row_security import append_only, grant


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('purchasing', '0009_for_lines_and_their_parts'),
        ('suppliers', '0006_answers'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='purchasing.supplierorder')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suppliers.feedrun')),
            ],
        ),
        migrations.CreateModel(
            name='AnswerLine',
            fields=[
                ('line', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='purchasing.supplierline')),
                ('quantity', models.DecimalField(decimal_places=3, max_digits=14)),
                ('price', models.DecimalField(decimal_places=4, max_digits=15)),
                ('expected_on', models.DateField()),
                ('doubt', models.CharField(blank=True, max_length=40)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='purchasing.answer')),
            ],
        ),
        grant("purchasing_answer", staff="select, insert"),
        grant("purchasing_answerline", staff="select, insert"),
        append_only("purchasing_answer"),
        append_only("purchasing_answerline"),
    ]
