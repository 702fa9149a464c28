from django.db import migrations, models


def fill(apps, schema_editor):
    """From what each row keeps of its own past; the log has the rest."""
    figures = apps.get_model("figures", "Figure").objects.select_related("round", "value", "words")
    for figure in figures.iterator():
        done = [("opened", figure.round.opened_at)]
        if figure.value is not None:
            done.append(("returned", figure.value.returned_at))
        if figure.words is not None:
            done.append(("returned", figure.words.written_at))
        done += [("submitted", figure.submitted_at), ("signed off", figure.signed_off_at)]
        if figure.state == "frozen":
            done.append(("frozen", max(figure.round.freezes.values_list("frozen_at", flat=True), default=None)))
        figure.last_done, figure.last_done_at = max((one for one in done if one[1] is not None), key=lambda one: one[1])
        figure.save(update_fields=["last_done", "last_done_at"])


class Migration(migrations.Migration):
    dependencies = [
        ("figures", "0004_what_a_round_keeps"),
    ]

    operations = [
        migrations.AddField(
            model_name="figure",
            name="last_done",
            field=models.CharField(default="opened", max_length=40),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="figure",
            name="last_done_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="figure",
            name="last_done_at",
            field=models.DateTimeField(),
        ),
    ]
