"""The reference pages that are made from the code, so that they cannot tell of something else.

`python -m devtools.reference` writes them; a test holds them in step.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
MADE_FROM_CODE = "<!-- Made from the code by `make docs`; a test holds it in step. -->"


def settings_page() -> str:
    """Every variable, its default and what it does."""
    from goldenthread.config.variables import SETTINGS  # noqa: PLC0415 - after the environment is set

    rows = [
        f"| `{setting.name}` | {f'`{setting.default}`' if setting.default else 'empty'} | {_cell(setting.meaning)} |"
        for setting in SETTINGS
    ]
    return _page(
        "Settings",
        [
            "Each is an environment variable, or a line of `settings.env` in the data folder. "
            "The environment wins over the file, and the file over the default.",
            "",
            "| variable | default | what it does |",
            "|---|---|---|",
            *rows,
        ],
    )


def commands_page() -> str:
    """Every command in the order of the front page: what it does, what it takes, examples."""
    from goldenthread.terminal.front import COMMANDS  # noqa: PLC0415 - after the environment is set

    lines = [
        "`goldenthread COMMAND [options]`, in the order that a quarter needs them. "
        "Exit status: 0 done; 1 the input has errors, all of them printed; 2 wrong usage. "
        "Warnings never change it.",
    ]
    for title, commands in COMMANDS:
        lines += ["", f"## {title}"]
        for name, meaning in commands:
            lines += ["", f"### {name}", "", *_command_lines(name, meaning)]
    return _page("Commands", lines)


def policies_page() -> str:
    """Every shipped policy in words, with its source and how its silences are read."""
    from goldenthread.domain.rating import gaps_in_words, policy_in_words, shipped_policies  # noqa: PLC0415

    lines = [
        "How figures are rated. Each is a file in `goldenthread/domain/policies/`; its rules are tried in order and "
        "the first that applies decides. `goldenthread policies SLUG` prints one.",
    ]
    for slug, policy in sorted(shipped_policies().items()):
        council = policy.council_name or "No one council's"
        lines += ["", f"## {policy.title}", ""]
        lines += [f"`{slug}`, version {policy.version}, from {policy.effective_from.isoformat()}. {council}.", ""]
        sentences = policy_in_words(policy)
        rules = len(policy.rules)
        lines += [f"{number}. {sentence}" for number, sentence in enumerate(sentences[:rules], start=1)]
        if sentences[rules:]:
            lines += ["", " ".join(sentences[rules:])]
        gaps = gaps_in_words(policy)
        if gaps:
            lines += ["", "Where the published rule is silent:", "", *(f"- {gap}" for gap in gaps)]
        source = ", ".join(part for part in (policy.citation, policy.source) if part)
        lines += ["", f"Source: {source}." if source else "Source: none; it is goldenthread's own."]
        lines += ["", f"SHA-256 of the file: `{policy.sha256}`"]
    return _page("Rating policies", lines)


def register_page() -> str:
    """Every sheet of the register with its columns, and what may stand in each."""
    from goldenthread.indicators.forms.sheets import ABOUT_SHEET, CHOICES_SHEET, SHEETS, csv_name  # noqa: PLC0415
    from goldenthread.indicators.forms.writing import choices_of  # noqa: PLC0415
    from goldenthread.spreadsheets.columns import fields_of  # noqa: PLC0415

    lines = [
        "`import-register` reads it and `export-register` writes it: a workbook with these sheets (.xlsx; .ods is read "
        "too), or a folder or .zip with one CSV file for each. Sheets may be left out, and so may columns that are not "
        f"needed. The sheets {ABOUT_SHEET} and {CHOICES_SHEET} of an exported workbook are for people, and are passed "
        "by.",
        "",
        "- The same register twice changes nothing. Leaving a row out removes nothing.",
        "- Rows with a From are versions. What holds from a day is never written anew: a change is a row of its own "
        "with a later From, and a row that says the same as the one before it is refused.",
        "- Everything that is wrong is told at once, with sheet, row and column, and nothing is written.",
        "- A percentage has its % sign: a bare 0.95 could mean two things, and is refused.",
        "- Decisions are references of the committee's record ([the file of that record](committee-file.md)), which is "
        "imported first. A list's decision covers what began by the day of its meeting and was entered before it was "
        "agreed; anything later has a decision of its own, or is printed as not yet agreed.",
        "- A profile from history is made of the figures on sheet History, or of those that import-history brought in.",
        "- In a new database, where nobody holds a role, the register itself makes the person who imports it "
        "performance officer or administrator.",
    ]
    for row in SHEETS:
        lines += ["", f"## {row.sheet}", "", f"{row.about} CSV: `{csv_name(row.sheet)}`.", ""]
        lines += ["| column | needed | what stands in it |", "|---|---|---|"]
        for each in fields_of(row):
            choices = choices_of(each)
            meaning = f"{each.column.meaning}: {', '.join(choices)}" if choices else each.column.meaning
            lines.append(f"| {each.column.heading} | {'yes' if each.column.needed else ''} | {_cell(meaning)} |")
    return _page("The register's sheets", lines)


def roles_page() -> str:
    """Every role with what it may do, and every permission with who holds it."""
    from goldenthread.partnership.permissions import (  # noqa: PLC0415 - its models need Django ready
        MEANINGS,
        ROLE_WORDS,
        permissions_of,
        role_needs_code,
    )

    lines = [
        "What somebody may do follows from the roles that they hold. A role is held through an appointment, in the "
        "register's sheet Appointments: which person, under which post, for which council, directorate or service "
        "(none is the whole partnership), from which day to which. Whoever is away names a deputy "
        "(`goldenthread deputy`), who acts in every role of theirs from a day to a day and is printed as deputy.",
        "",
        "Who holds a role that signs off, clears, publishes or administers signs in with a code besides the password. "
        "At the command line none is asked for: whoever has a shell on the machine has passed another door.",
        "",
        "What somebody may not see is answered as if it were not there; what they may see but not do, with the reason.",
        "",
        "## Roles",
    ]
    for role, words in ROLE_WORDS.items():
        code = " Signs in with a code." if role_needs_code(role) else ""
        lines += ["", f"### {role.label[0].upper()}{role.label[1:]}", "", f"{words}{code}", ""]
        lines += [f"- **{permission}**: {_cell(MEANINGS[permission].words)}" for permission in permissions_of(role)]
    lines += ["", "## Permissions", "", "| permission | held by | code |", "|---|---|---|"]
    for permission, meaning in MEANINGS.items():
        held_by = ", ".join(role.label for role in meaning.roles)
        lines.append(f"| {permission} | {held_by} | {'yes' if meaning.needs_code else ''} |")
    return _page("Roles and permissions", lines)


def _command_lines(name: str, meaning: str) -> Iterator[str]:
    from django.core.management import get_commands, load_command_class  # noqa: PLC0415 - after the environment is set

    from goldenthread.terminal.front import command_name  # noqa: PLC0415

    app = get_commands()[command_name(name)]
    if app == "django.core":
        yield f"{meaning[0].upper()}{meaning[1:]}."
        return
    command = load_command_class(app, command_name(name))
    parser = command.create_parser("goldenthread", command_name(name))
    yield command.help
    taken = [action for action in parser._actions if action.dest != "help" and action.help != argparse.SUPPRESS]
    if taken:
        yield from ("", "| what it takes | meaning |", "|---|---|")
        yield from (f"| {_taken(action)} | {_cell(_help_of(action))} |" for action in taken)
    examples = getattr(command, "examples", ())
    if examples:
        yield from ("", "```console", *(f"$ {example}" for example in examples), "```")


def _taken(action: argparse.Action) -> str:
    metavar = action.metavar if isinstance(action.metavar, str) else action.dest.upper()
    if not action.option_strings:
        return f"`{metavar}`"
    option = action.option_strings[-1]
    choices = f" {'|'.join(map(str, action.choices))}" if action.choices else f" {metavar}"
    required = " (required)" if action.required else ""
    return f"`{option}{'' if action.nargs == 0 else choices}`".replace("|", "\\|") + required


def _help_of(action: argparse.Action) -> str:
    return (action.help or "").replace("%(default)s", str(action.default)).replace("%%", "%")


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _page(title: str, lines: list[str]) -> str:
    return "\n".join([f"# {title}", "", MADE_FROM_CODE, "", *lines, ""])


PAGES = {
    "commands.md": commands_page,
    "settings.md": settings_page,
    "policies.md": policies_page,
    "register.md": register_page,
    "roles.md": roles_page,
}


def main() -> None:
    """Writes every page."""
    import django  # noqa: PLC0415 - after the environment is set

    with tempfile.TemporaryDirectory(prefix="goldenthread-reference-") as folder:
        os.environ |= {"GOLDENTHREAD_DATA": folder, "DJANGO_SETTINGS_MODULE": "goldenthread.config.settings"}
        django.setup()
        REFERENCE.mkdir(parents=True, exist_ok=True)
        for name, page in PAGES.items():
            (REFERENCE / name).write_text(page())
            print((REFERENCE / name).relative_to(ROOT))


if __name__ == "__main__":
    main()
