"""Django's own checks for production: clean, and nothing silenced that is not still so."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
_ASK = """
import json, django
django.setup()
from django.conf import settings
from django.core.checks import run_checks
found = run_checks(include_deployment_checks=True)
print(json.dumps({"found": sorted({one.id for one in found}), "silenced": sorted(settings.SILENCED_SYSTEM_CHECKS)}))
"""


@pytest.fixture(params=["http://127.0.0.1:8000", "https://thread.example.org"])
def told(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, list[str]]:
    """What the checks find before any is silenced, and which are."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings",
        "GOLDENTHREAD_DATA": str(tmp_path),
        "GOLDENTHREAD_ADDRESS": request.param,
        "GOLDENTHREAD_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz" * 2 if "https" in request.param else "",
        "DATABASE_URL": "",
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", _ASK], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    answer: dict[str, list[str]] = json.loads(done.stdout)
    return answer


def test_nothing_is_found_that_is_not_silenced_and_nothing_is_silenced_that_is_not_found(told):
    assert told["found"] == told["silenced"]
