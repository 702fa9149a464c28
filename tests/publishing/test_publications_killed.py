"""Publishing is killed at random moments: each time everything is there, or nothing is."""

from __future__ import annotations

import random
import signal
import subprocess

import pytest

PREPARE = """
import django; django.setup()
from tests.world import make_appointment, make_person
make_appointment(make_person("Performance Officer", email="officer@example.org"), role="performance-officer")
"""

# Publishes corrections one after another. The files are rendered once, so that nearly every moment is one of storing.
PUBLISH = """
import django; django.setup()
from datetime import UTC, datetime
from goldenthread.accounts.queries import person_by_email
from goldenthread.publishing import operations, queries
from tests.publishing.small import make_document
document = make_document()
files = operations.fit_files(document)
operations.fit_files = lambda document: files
by, at = person_by_email("officer@example.org"), datetime(2020, 1, 20, 10, tzinfo=UTC)
print("ready", flush=True)
while True:
    standing = queries.current_publication(document.name)
    made = operations.publish_document(
        document, audience="joint-committee", period="2019-20 Q2", made_from="Q2 2019/20, version 1 of the figures",
        by=by, at=at, replaces=standing, because="A wrong figure" if standing else "",
    )
    print(made.public_id, flush=True)
"""

COUNT = """
import django; django.setup()
from goldenthread.audit.models import Event
from goldenthread.publishing.models import Publication
from goldenthread.publishing.queries import publications, stored_publication
from goldenthread.publishing.verification import verify_publication
listed = publications()
events = Event.objects.filter(kind="document published").count()
whole = sum(len(entry.files) == 9 for entry in listed)
standing = sum(not entry.replaced_by for entry in listed)
newest = verify_publication(stored_publication(listed[0].public_id)).is_right if listed else True
print(len(listed), whole, events, standing, newest)
"""


@pytest.fixture
def ready_database(own_database):
    done = own_database.run_python("-c", PREPARE)
    assert done.stderr == ""
    return own_database


def publish_and_kill(database, *, after):
    """Ids that were acknowledged before the process was killed, so many seconds after it began."""
    process = database.start_python("-c", PUBLISH)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=after)
    process.send_signal(signal.SIGKILL)
    out, _ = process.communicate()
    return out.split()


def test_a_killed_publication_is_whole_or_not_there(ready_database):
    draw = random.Random()
    acknowledged = [
        public_id for _ in range(5) for public_id in publish_and_kill(ready_database, after=draw.uniform(0, 0.3))
    ]

    counted = ready_database.run_python("-c", COUNT)
    listed, whole, events, standing, newest = counted.stdout.split()
    assert counted.stderr == ""
    assert whole == events == listed
    assert int(listed) >= len(acknowledged)
    assert (standing, newest) == ("1", "True")
