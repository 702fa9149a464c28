"""What every test shares: its own data folder, the two databases, the cast, and commands run in process.

The database is SQLite in memory, or the PostgreSQL server of DATABASE_URL. A test that touches it is
marked `database` by itself, so that `make test` can run those twice and all others once.
"""

from __future__ import annotations

import os
import tempfile

# Before Django reads its settings: no test sees the developer's own data or settings.
for _name in [name for name in os.environ if name.startswith("GOLDENTHREAD_")]:
    del os.environ[_name]
_data = tempfile.TemporaryDirectory(prefix="goldenthread-tests-")
os.environ["GOLDENTHREAD_DATA"] = _data.name
os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.config.settings"

import django  # noqa: E402 - after the environment above

django.setup()

from collections.abc import Generator, Iterator  # noqa: E402
from datetime import datetime  # noqa: E402
from pathlib import Path  # noqa: E402
from zoneinfo import ZoneInfo  # noqa: E402

import pytest  # noqa: E402
from django.test import TransactionTestCase  # noqa: E402
from hypothesis import HealthCheck  # noqa: E402
from hypothesis import settings as hypothesis_settings  # noqa: E402

from goldenthread.accounts.models import User  # noqa: E402
from tests.emptying import empty_every_table  # noqa: E402
from tests.own_database import OwnDatabase, drop_own_database, make_own_database, make_template  # noqa: E402
from tests.terminal_runs import Command, run_command  # noqa: E402
from tests.world import make_appointment, make_directorate, make_person, make_service  # noqa: E402

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
BROWSER_TESTS = ROOT / "tests" / "browser"
ABSENT = "../shared lacks"
DATABASE_FIXTURES = {"db", "transactional_db", "own_database"}

# No deadline: two suites share the machine, and a slow example is no wrong one. In CI the same
# examples every time, so that a failure seen once is seen again.
hypothesis_settings.register_profile("here", deadline=None)
hypothesis_settings.register_profile(
    "ci", deadline=None, derandomize=True, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "database: touches the database; added by itself.")
    config.addinivalue_line("markers", "one_database: asks nothing that the databases do differently; SQLite alone.")
    config.addinivalue_line("markers", "browser: looks at pages in a real browser; added to all of tests/browser.")
    config.addinivalue_line("markers", "needs_shared(path): skipped where ../shared/PATH is absent.")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        asked_for = set(getattr(item, "fixturenames", ()))
        if asked_for & DATABASE_FIXTURES or item.get_closest_marker("django_db"):
            item.add_marker("database")
        if BROWSER_TESTS in item.path.parents:
            item.add_marker("browser")


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker in item.iter_markers("needs_shared"):
        if not (SHARED / marker.args[0]).exists():
            pytest.skip(f"{ABSENT} {marker.args[0]}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With CI=true a skip is a failure, but for what ../shared would have to hold."""
    report = yield
    if report.skipped and os.environ.get("CI") and ABSENT not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Nor may a whole module be skipped in CI."""
    report = yield
    if report.skipped and os.environ.get("CI"):
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, which CI does not allow: {report.longrepr}"
    return report


@pytest.fixture(autouse=True, scope="session")
def _emptying_a_test_database_gets_past_its_triggers() -> Iterator[None]:
    """A transactional test ends by emptying every table, which the database itself refuses."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: empty_every_table())
        yield


@pytest.fixture
def shared() -> Path:
    """The folder ../shared. The test carries `needs_shared` with the path that it reads."""
    return SHARED


@pytest.fixture
def at() -> datetime:
    """The moment of the test: a Monday morning in the days when Q2 2019/20 is returned."""
    return datetime(2019, 10, 14, 10, 30, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def lead(db: None) -> User:
    """The service lead of Exchequer and Transactional."""
    person = make_person("Head of Exchequer", email="lead@example.org")
    make_appointment(person, role="service-lead", service=make_service())
    return person


@pytest.fixture
def head(db: None) -> User:
    """The Director of Finance, who signs off."""
    person = make_person("Director of Finance", email="head@example.org")
    make_appointment(person, role="director", directorate=make_directorate())
    return person


@pytest.fixture
def officer(db: None) -> User:
    """The performance officer of the whole partnership."""
    person = make_person("Performance Officer", email="officer@example.org")
    make_appointment(person, role="performance-officer")
    return person


@pytest.fixture
def clerk(db: None) -> User:
    """The committee's clerk."""
    person = make_person("Committee Clerk", email="clerk@example.org")
    make_appointment(person, role="committee-clerk")
    return person


@pytest.fixture
def member(db: None) -> User:
    """A member of the committee."""
    person = make_person("Committee Member", email="member@example.org")
    make_appointment(person, role="member")
    return person


@pytest.fixture
def stranger(db: None) -> User:
    """Somebody known, who holds no role."""
    return make_person("Stranger", email="stranger@example.org")


@pytest.fixture
def command(db: None) -> Command:
    """Runs one of our commands in this process: `command("policies", "--json")` -> status, out, err."""
    return run_command


@pytest.fixture(scope="session")
def _own_database_template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnDatabase]:
    template = make_template(tmp_path_factory.mktemp("template"))
    yield template
    drop_own_database(template)


@pytest.fixture
def own_database(_own_database_template: OwnDatabase, tmp_path: Path) -> Iterator[OwnDatabase]:
    """A real database for processes of its own: a file, or one on the server. It outlives a kill -9."""
    made = make_own_database(_own_database_template, folder=tmp_path / "data")
    yield made
    drop_own_database(made)
