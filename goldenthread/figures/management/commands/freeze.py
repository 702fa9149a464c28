"""Freezes a round's figures as a numbered version."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.management.base import CommandParser

from goldenthread.domain.days import day_words
from goldenthread.domain.plain import to_plain
from goldenthread.domain.rating import Status
from goldenthread.figures.management.commands._choosing import counted
from goldenthread.figures.operations import Frozen, freeze_round
from goldenthread.terminal.commands import ChangingCommand
from goldenthread.terminal.order import moment_in_words
from goldenthread.terminal.typed import add_quarter, typed_quarter


class Command(ChangingCommand):
    help = (
        "Freeze every figure of a round as it stands, as the next version, from which packs are made. What was never "
        "returned, not explained or not signed off is frozen too, and the pack says so with the post that owes it. "
        "Of a later version every figure, rating and sentence that differs from the one before is listed, and who has "
        "what was made from older ones. Needs the performance officer."
    )
    examples: ClassVar[tuple[str, ...]] = (
        "goldenthread freeze --year 2019-20 --quarter Q2 --by officer@example.org --dry-run",
        "goldenthread freeze --year 2019-20 --quarter Q2 --by officer@example.org",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        add_quarter(parser)
        parser.add_argument("--dry-run", action="store_true", help="show what would be frozen, and write nothing")

    def run(self, options: dict[str, Any]) -> None:
        by, at = self.person_and_moment(options)
        quarter = typed_quarter(options)
        self.progress(f"Freezing {quarter.label} …")
        frozen = freeze_round(quarter=quarter, by=by, at=at, dry_run=options["dry_run"])
        if options["json"]:
            self.print_json({"period": str(quarter), "dry_run": options["dry_run"], **to_plain(frozen)})
            return
        would = "would be " if options["dry_run"] else "is "
        figures = counted(frozen.figures, "figure")
        lines = [f"{quarter.label} {would}frozen as version {frozen.number}, with {figures}."]
        names = dict(frozen.names)
        lines += [
            f"  {counted(count, 'figure', then=_STATES[state])}{_named(names.get(state, ()))}"
            for state, count in frozen.states
        ]
        lines += _absent(frozen)
        for count, noun, then in (
            (frozen.without_words, "amber or red figure", ("has no explanation", "have no explanation")),
            (frozen.unanswered_warnings, "warning", ("has no answer", "have no answer")),
            (frozen.unanswered_promises, "earlier promise", ("has no answer", "have no answer")),
        ):
            if count:
                lines.append(f"  {counted(count, noun, then=then)}")
        lines += _since_the_version_before(frozen)
        if options["dry_run"]:
            lines.append("This was a dry run: nothing was written.")
        self.stdout.write("\n".join(lines))


def _named(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    others = f"; and {len(names) - _MOST_NAMED} others" if len(names) > _MOST_NAMED else ""
    return f": {'; '.join(names[:_MOST_NAMED])}{others}"


def _absent(frozen: Frozen) -> Iterator[str]:
    """Figures that nobody had to return, by why."""
    for status, count in frozen.absences:
        first = ""
        if status == Status.DATA_LAG and frozen.next_due_on is not None:
            first = f", {'on' if count == 1 else 'the first on'} {day_words(frozen.next_due_on)}"
        yield f"  {counted(count, 'figure', then=_ABSENT[Status(status)])}{first}"


def _since_the_version_before(frozen: Frozen) -> Iterator[str]:
    """Everything that differs of a later version; and what was made before this one."""
    differ = counted(len(frozen.changes), "thing", then=("differs", "differ"))
    if frozen.changes:
        yield f"Since version {frozen.number - 1}, {differ}:"
    elif frozen.number > 1:
        yield "Nothing differs from the one before."
    for change in frozen.changes:
        yield f"  {change.name}: {change.what}: {change.was} becomes {change.now}"
    for older in frozen.older:
        published = moment_in_words(older.published_at)
        how = "first issued" if older.restricted else "published"
        yield f"{older.public_id} was made from {older.made_from}, and {how} on {published}."
        for copy in older.issued:
            yield f"  {copy.post} has it, since {moment_in_words(copy.issued_at)}"


_MOST_NAMED = 8
_ABSENT = {
    Status.DATA_LAG: ("is not due yet", "are not due yet"),
    Status.NOT_DUE: ("is due in another quarter", "are due in another quarter"),
    Status.SUSPENDED: ("is suspended", "are suspended"),
    Status.DISCONTINUED: ("is discontinued", "are discontinued"),
    Status.NOT_PROVIDED: ("is of a service that is not provided", "are of services that are not provided"),
}
_STATES = {
    "due": ("was never returned", "were never returned"),
    "returned": ("was returned but not submitted", "were returned but not submitted"),
    "submitted": ("was submitted but not signed off", "were submitted but not signed off"),
    "queried": ("has a question that is not answered", "have a question that is not answered"),
    "signed-off": ("was signed off", "were signed off"),
}
