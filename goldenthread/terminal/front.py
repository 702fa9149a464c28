"""The first page of the command line: every command, in the order that a quarter needs them."""

from __future__ import annotations

from difflib import get_close_matches

# A test holds this list against the commands that exist.
COMMANDS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "Start here",
        (
            ("demo", "make the demonstration partnership and take a quarter to a published pack"),
            ("load-sample", "fill an empty database with a made-up partnership of any size"),
            ("rebuild-seeds", "make oneSource's two published documents again from the record"),
            ("serve", "show the published packs at http://127.0.0.1:8000"),
            ("migrate", "make or bring up to date the tables of the database"),
        ),
    ),
    (
        "People",
        (
            ("first-administrator", "make somebody administrator where nobody is"),
            ("invite", "make the link by which somebody chooses a password"),
            ("account", "close somebody's account, or open it again"),
            ("deputy", "name who acts for somebody while they are away"),
            ("work", "send messages, and reminders of figures that are due"),
            ("events", "print or save the event log: who did what, and when"),
        ),
    ),
    (
        "The register and its authority",
        (
            ("import-committee", "read meetings, items and decisions from a TOML file"),
            ("import-meetings", "read meetings and minutes from XML of the committee system"),
            ("export-meetings", "write what is public of a committee's record as XML and CSV"),
            ("search-index", "make anew what the record of meetings is searched by"),
            ("import-register", "read councils, services, indicators, measures and targets"),
            ("export-register", "write the whole register as a workbook or as CSV"),
            ("import-history", "read figures of earlier quarters and years, with their source"),
            ("policies", "list the rating policies, or print one in words"),
        ),
    ),
    (
        "Plans",
        (
            ("import-plan", "read a plan with its actions and milestones from a TOML file"),
            ("import-priorities", "read what a council seeks, and what serves it, from a TOML file"),
            ("priorities", "print what each council seeks, and what serves it"),
            ("import-service-plan", "read a service's plan for a year from a TOML file"),
            ("agree-service-plan", "record that a decision agreed a service plan"),
            ("import-resources", "read which staff and money were agreed for actions"),
            ("resources", "print staff and money by council and priority, and which actions have none"),
            ("set-cost-shares", "set the share of a service's cost that each council bears"),
            ("state-variance", "record a variance as it was reported, with each council's part"),
            ("apportion", "split an amount by the shares of a service"),
            ("cost-shares", "print cost shares and variances"),
            ("plan-workbook", "write a plan as a workbook"),
            ("plan", "print how the actions of a plan stand at a quarter's end"),
            ("service-plan", "write a service plan as a document, with whether its levels are kept"),
            ("plan-report", "write the progress report of a plan to a folder"),
            ("publish-plan-report", "publish the progress report of a plan"),
            ("thread", "print what serves a council's priorities, down to the figures"),
            ("review-definition", "record that a definition was reviewed and is still right"),
            ("check-thread", "list what hangs on nothing"),
        ),
    ),
    (
        "Requests of outside bodies",
        (
            ("import-protocol", "write down the protocol that evaluates them, as a version of its own"),
            ("agree-protocol", "record that a decision of the committee agreed a version"),
            ("protocol", "print the protocol that is in force"),
            ("request-form", "write the form that a requester fills in"),
            ("import-request", "enter a request, from that form or from a TOML file"),
            ("evaluate-request", "evaluate a request in a file: gates, scores, capacity, who decides"),
            ("use-protocol", "evaluate a request by another version of the protocol"),
            ("decide-request", "record what was decided of a request"),
            ("request", "print a request with everything that was stated of it"),
            ("requests", "print the register of requests, or save it as a file"),
            ("publish-notice", "publish what an officer or a director decided"),
            ("request-document", "write the protocol, an evaluation, a notice or a quarter"),
        ),
    ),
    (
        "The quarter",
        (
            ("open-round", "open a quarter: one figure due for each measure"),
            ("returns-template", "write each service's workbook, ready to fill in"),
            ("import-returns", "read a returned workbook"),
            ("warnings", "list warnings, and answer them"),
            ("submit", "submit a service's returned figures for sign-off"),
            ("query", "ask about a figure, or answer what was asked"),
            ("reopen", "open a submitted or signed-off figure again"),
            ("sign-off", "sign figures off"),
            ("override-rating", "rate a figure by judgement, the computed rating beside it"),
            ("refresh-figures", "copy a changed target on to figures of an open round"),
            ("exceptions", "list the exception reports due, given and missing"),
            ("edit-words", "edit published words; the author's own stay beside them"),
            ("withhold", "keep a figure, or words about it, out of public packs"),
            ("freeze", "freeze the round's figures as a numbered version"),
            ("clear", "clear a council's frozen figures for publication"),
            ("restate", "say what a frozen figure is now known to be, and why"),
        ),
    ),
    (
        "The year",
        (
            ("close-year", "close a year: each measure's outturn against its annual target"),
            ("new-year", "propose the next year's list: keep, change or drop each target"),
            ("agree-list", "say which decision agreed a year's proposed list"),
        ),
    ),
    (
        "The report",
        (
            ("draft-words", "write words of the officer's own for a report"),
            ("pack", "write a pack's files to a folder"),
            ("issue", "give a restricted pack to named people"),
            ("publish", "publish a pack from a freeze"),
            ("release", "make a publication public, with the agenda"),
            ("lint-papers", "check a report, minutes, or all papers of a meeting, before they go out"),
            ("verify", "check a publication, or a downloaded folder, byte for byte"),
            ("health", "print how old and how honest the figures are"),
            ("explain", "print all that is behind a published number, worked out again"),
            ("as-known", "print a figure or a pack as it was known on a day"),
        ),
    ),
    (
        "Without a database",
        (
            ("rate", "rate any spreadsheet saved as CSV, under a stated policy"),
            ("clear-days", "the last day to publish before a meeting"),
        ),
    ),
)


def command_name(typed: str) -> str:
    """The name of the module behind a typed command: `open-round` is `open_round`."""
    return typed if typed.startswith("-") else typed.replace("-", "_")


def our_commands() -> list[str]:
    """Every command of the front page, as typed."""
    return [name for _, commands in COMMANDS for name, _ in commands]


def unknown(typed: str) -> str:
    """What is said of a command that does not exist."""
    near = get_close_matches(typed, our_commands(), n=1, cutoff=0.5)
    suggestion = f" Did you mean `goldenthread {near[0]}`?" if near else ""
    return f"There is no command {typed!r}.{suggestion} `goldenthread --help` lists them all."


def overview() -> str:
    """What `goldenthread --help` prints."""
    lines = [
        "goldenthread: shared-service performance, from the agreed indicator to the committee's decision.",
        "",
        "usage: goldenthread COMMAND [options]        goldenthread COMMAND --help says more.",
    ]
    for title, commands in COMMANDS:
        lines += ["", title]
        lines += [f"  {name:<18} {meaning}" for name, meaning in commands]
    lines += [
        "",
        "Exit status: 0 done; 1 the input has errors, all of them printed; 2 wrong usage.",
    ]
    return "\n".join(lines)
