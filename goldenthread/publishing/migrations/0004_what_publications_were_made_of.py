import re
from datetime import datetime

import django.db.models.deletion
from django.db import migrations, models

# How the publications of then say in words what they were made from.
_FREEZE = re.compile(r"Q[1-4] \d{4}/\d{2}, version (\d+) of the figures")
_CLOSE = re.compile(r"\d{4}/\d{2}, version (\d+) of the closed year")
_DRAFT = re.compile(r"Q[1-4] \d{4}/\d{2}, as it stood on .+")
_REGISTER = re.compile(r"the register, .+")


def _kind(words):
    for kind, pattern in (("freeze", _FREEZE), ("close", _CLOSE)):
        found = pattern.fullmatch(words)
        if found is not None:
            return kind, int(found[1])
    return next((kind for kind, pattern in (("draft", _DRAFT), ("register", _REGISTER)) if pattern.fullmatch(words)), ""), None


def _meeting(words):
    try:
        return datetime.strptime(words.rpartition(", ")[2], "%d %B %Y").date()
    except ValueError:
        return None


def say_what_they_were_made_of(apps, schema_editor):
    """From the sentences of publications; one whose sentence is another has no row, and so is not released."""
    publications = apps.get_model("publishing", "Publication").objects.order_by("pk")
    origins = apps.get_model("publishing", "Origin").objects
    for pk, made_from, presented_to in publications.values_list("pk", "made_from", "presented_to"):
        kind, number = _kind(made_from)
        if kind:
            origins.create(
                publication_id=pk, kind=kind, number=number, withheld=None, meeting_on=_meeting(presented_to)
            )


class Migration(migrations.Migration):

    dependencies = [
        ("publishing", "0003_why_released_late"),
    ]

    operations = [
        migrations.CreateModel(
            name="Origin",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("freeze", "a freeze of its quarter"),
                            ("close", "a close of its year"),
                            ("register", "the register as it stood"),
                            ("draft", "a round that was not frozen"),
                        ],
                        max_length=10,
                    ),
                ),
                ("number", models.PositiveIntegerField(blank=True, null=True)),
                ("chosen", models.BooleanField(default=False)),
                ("withheld", models.JSONField(blank=True, null=True)),
                ("meeting_on", models.DateField(blank=True, null=True)),
                (
                    "publication",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="origin", to="publishing.publication"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ("freeze", "close")), _negated=True),
                            ("number__isnull", False),
                            _connector="OR",
                        ),
                        name="an_origin_that_is_numbered_says_its_number",
                    )
                ],
            },
        ),
        migrations.RunPython(say_what_they_were_made_of, migrations.RunPython.noop),
    ]
