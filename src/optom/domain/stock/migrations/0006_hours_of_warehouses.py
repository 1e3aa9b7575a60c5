"""Until when what is asked of a warehouse leaves it the same day."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("stock", "0005_workplaces")]

    operations: ClassVar = [
        migrations.AddField(model_name="warehouse", name="cut_off", field=models.TimeField(null=True)),
    ]
