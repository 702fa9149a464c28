"""Django, set up for a process of its own. Such a process imports this before everything else of ours."""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
django.setup()
