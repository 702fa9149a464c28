"""How figures are chosen on the command line, and how a step that was taken is told."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.figures.operations import Stepped
from goldenthread.figures.queries import Chosen, chosen_figures, round_of, service_called
from goldenthread.terminal.commands import TerminalCommand
from goldenthread.terminal.hints import with_hints
from goldenthread.terminal.typed import add_quarter, typed_quarter

FIGURES_BY_NAME = "figures by name: EXC01:havering, or EXC01 for every council"


def add_choice(parser: CommandParser, *, whole_round: str = "") -> None:
    """Asks for the quarter and for figures: of a service, named one by one, or all where that makes sense."""
    add_quarter(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--service", metavar="SLUG", help="every figure of the service, by its short name")
    which.add_argument(
        "--figures",
        nargs="+",
        metavar="NAME",
        help=FIGURES_BY_NAME,
    )
    if whole_round:
        which.add_argument("--all", action="store_true", help=whole_round)


def add_names(parser: CommandParser) -> None:
    """Asks for the quarter and for figures, each named."""
    add_quarter(parser)
    parser.add_argument("--figures", nargs="+", required=True, metavar="NAME", help=FIGURES_BY_NAME)


def chosen(options: dict[str, Any], *, also_not_due: bool = False) -> Chosen:
    """The figures that `add_choice` asked for, those that nothing is asked of only with `also_not_due`.

    Raises RoundNotOpen, ServiceUnknown or InputRefused.
    """
    round_ = round_of(typed_quarter(options))
    service = None if options["service"] is None else service_called(options["service"])
    return chosen_figures(round_.pk, service=service, names=typed_names(options), also_not_due=also_not_due)


def typed_names(options: dict[str, Any]) -> list[str]:
    """The names of figures that were typed, several with commas between them too."""
    return [name for typed in options["figures"] or () for name in typed.split(",") if name.strip()]


def print_stepped(command: TerminalCommand, stepped: Stepped, *, said: str, as_json: bool) -> None:
    """What the step was done to, and what it passed over with the reason."""
    if as_json:
        command.print_json({said.replace(" ", "_"): list(stepped.done), "passed_over": to_plain(stepped.passed_over)})
        return
    for name in stepped.done:
        command.stdout.write(f"{name}: {said}")
    for name, why in stepped.passed_over:
        command.stdout.write(f"{name}: passed over. {with_hints(why)}")
    command.stdout.write(f"{counted(len(stepped.done), 'figure')} {said}.")


def counted(count: int, noun: str, *, then: tuple[str, str] = ("", "")) -> str:
    """ "1 figure" or "2 figures", and the verb that goes with it: then=("is", "are")."""
    words = f"{count} {noun}" if count == 1 else f"{count} {noun}s"
    verb = then[0] if count == 1 else then[1]
    return f"{words} {verb}".rstrip()
