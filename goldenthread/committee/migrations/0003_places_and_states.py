from itertools import groupby

from django.db import migrations, models


def number_places(apps, schema_editor):
    """Items stand on their agenda in the order in which they were entered."""
    AgendaItem = apps.get_model("committee", "AgendaItem")
    for _, items in groupby(AgendaItem.objects.order_by("meeting_id", "pk"), key=lambda item: item.meeting_id):
        for place, item in enumerate(items, start=1):
            item.place = place
            item.save(update_fields=["place"])


def mark_held(apps, schema_editor):
    """A meeting that decided something was held."""
    Meeting = apps.get_model("committee", "Meeting")
    Decision = apps.get_model("committee", "Decision")
    Meeting.objects.filter(pk__in=Decision.objects.values("item__meeting_id")).update(state="held")


class Migration(migrations.Migration):

    dependencies = [
        ('committee', '0002_record'),
    ]

    operations = [
        migrations.RunPython(number_places, migrations.RunPython.noop),
        migrations.RunPython(mark_held, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('meeting', 'place'), name='one_item_in_a_place_of_an_agenda'),
        ),
    ]
