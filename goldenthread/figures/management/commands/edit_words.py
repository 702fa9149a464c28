"""Edits the published words of an exception report."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.plain import to_plain
from goldenthread.figures.forms.words import checked_words
from goldenthread.figures.operations import Edited, Editing, edit_words
from goldenthread.figures.queries.named import figure_named
from goldenthread.terminal.commands import ChangingCommand, WrongUsage
from goldenthread.terminal.typed import add_quarter, typed_quarter


class Command(ChangingCommand):
    help = (
        "Edit the words of an exception report for publication. The author's own words stay beside them, and "
        "`exceptions` and the author's next workbook show both; new words from the author end the edit. An edit "
        "changes words and never numbers: one that states a number which the author's words do not, or their numbers "
        "in another order, is refused. A sign-off given before lapses. A frozen figure is opened with `reopen` first. "
        "Needs the performance officer."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread edit-words --year 2019-20 --quarter Q2 --figures EXC01:havering "
        '--reasons "Two vacancies in July; both are filled." --because "Shortened for members." '
        "--by officer@example.org",
        "goldenthread edit-words --year 2019-20 --quarter Q2 --figures EXC01:havering "
        '--back-on-track "By the end of March." --because "In a sentence." --by officer@example.org',
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_quarter(parser)
        parser.add_argument("--figures", required=True, metavar="NAME", help="the figure by name: EXC01:havering")
        parser.add_argument("--reasons", metavar="WORDS", help="the reasons as they are to be published")
        parser.add_argument("--back-on-track", metavar="WORDS", help="when it is back on track, as to be published")
        parser.add_argument("--because", required=True, metavar="WHY", help="why; the author reads it")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        if options["reasons"] is None and options["back_on_track"] is None:
            raise WrongUsage("Say what is edited: --reasons, --back-on-track or both.")
        because = checked_words(options["because"], name="because")
        figure = figure_named(typed_quarter(options), name=options["figures"])
        edited = edit_words(
            Editing(
                figure_id=figure.figure_id,
                version=figure.version,
                reasons=_words(options["reasons"], name="reasons"),
                back_on_track=_words(options["back_on_track"], name="back on track"),
                because=because,
            ),
            by=by,
            at=at,
        )
        if options["json"]:
            self.print_json(to_plain(edited))
            return
        self._print(edited)

    def _print(self, edited: Edited) -> None:
        for one in edited.heads:
            self.stdout.write(f"{edited.name}: {one.head}")
            self.stdout.write(f"  as the author wrote it: {one.original or 'nothing'}")
            if one.before != one.original:
                self.stdout.write(f"  as published until now: {one.before or 'nothing'}")
            self.stdout.write(f"  as published now:       {one.after or 'nothing'}")
        for remark in edited.remarks:
            self.stdout.write(f"  {remark}")
        if edited.sign_off_lapsed:
            self.stdout.write("Its sign-off lapsed: it is submitted, and waits to be signed off again.")
        self.stdout.write(f"Tell {edited.author} ({edited.author_email}), who wrote the original.")


def _words(typed: str | None, *, name: str) -> str | None:
    return None if typed is None else checked_words(typed, name=name)
