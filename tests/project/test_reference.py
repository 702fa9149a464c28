"""The reference pages say what the code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from devtools.reference import PAGES, REFERENCE
from goldenthread.config.variables import SETTINGS
from goldenthread.domain.rating import shipped_policies
from goldenthread.terminal.front import our_commands
from tests.project.rooms import ROOT


@pytest.mark.parametrize("name", PAGES)
def test_a_page_made_from_the_code_is_in_step(name: str) -> None:
    assert (REFERENCE / name).read_text() == PAGES[name](), "Run make docs, and commit what it writes."


def test_every_setting_command_and_policy_has_its_place() -> None:
    settings, commands, policies = (
        (REFERENCE / name).read_text() for name in ("settings.md", "commands.md", "policies.md")
    )

    assert [setting.name for setting in SETTINGS if f"| `{setting.name}` |" not in settings] == []
    assert [name for name in our_commands() if f"\n### {name}\n" not in commands] == []
    assert [slug for slug in shipped_policies() if f"\n`{slug}`, version " not in policies] == []


def test_every_link_between_the_documents_leads_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
        for target in _relative_links(path)
        if not (path.parent / target).exists()
    ]

    assert broken == []


def _relative_links(path: Path) -> list[str]:
    links = re.findall(r"\]\(([^)\s]+)\)", path.read_text())
    return [link.split("#")[0] for link in links if "://" not in link and not link.startswith(("#", "mailto:"))]
