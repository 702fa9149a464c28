"""Rows that are only ever added."""

from __future__ import annotations

from django.db import models


class NeverChanges(models.Model):
    """A row that no one may edit or remove: the database itself refuses UPDATE and DELETE.

    The refusal is a trigger, put in place after every migration by `storage.triggers`, because
    a later change of a column on SQLite makes the table anew and drops its triggers.
    """

    class Meta:
        abstract = True
