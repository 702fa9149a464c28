"""The examples of the reference are files that can be read, and every page that a command names is there."""

from __future__ import annotations

import re
from pathlib import Path

from goldenthread.plans.forms import read_priorities, read_resources, read_service_plan

REFERENCE = Path("docs/reference")


def example_in(page: str) -> bytes:
    found = re.search(r"```toml\n(.*?)```", (REFERENCE / page).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert found is not None
    return found[1].encode()


def test_the_examples_of_files_are_read_without_a_problem():
    assert read_priorities(example_in("priorities-file.md"), file="p.toml").council == "havering"
    assert read_service_plan(example_in("service-plan-file.md"), file="s.toml").levels[0].direction == "at-least"
    assert read_resources(example_in("resources-file.md"), file="r.toml")[0].terms.money == 60_000


def test_every_page_that_the_help_of_a_command_names_is_there():
    named = set(re.findall(r"docs/[\w/-]+\.md", (REFERENCE / "commands.md").read_text(encoding="utf-8")))

    assert named
    assert not [page for page in named if not Path(page).is_file()]
