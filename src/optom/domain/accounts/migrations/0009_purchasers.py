"""A desk for who buys."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('accounts', '0008_found_by_name_and_address'),
    ]

    operations: ClassVar = [
        migrations.AlterField(
            model_name='staffrole',
            name='role',
            field=models.CharField(choices=[('warehouse', 'Warehouse'), ('finance', 'Finance'), ('director', 'Director'), ('purchaser', 'Purchaser'), ('manager', 'Manager'), ('administrator', 'Administrator')], max_length=20),
        ),
    ]
