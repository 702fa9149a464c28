"""When each event was written, beside the moment that was told; empty of those that are there."""

from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
    ]

    operations = [
        # In two steps, so that rows of earlier versions do not get the moment of this migration.
        migrations.AddField(
            model_name="event",
            name="recorded_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="event",
            name="recorded_at",
            field=models.DateTimeField(db_default=Now(), editable=False, null=True),
        ),
    ]
