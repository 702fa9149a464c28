"""rate: any spreadsheet saved as CSV, rated under a stated policy, without a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser

from goldenthread.domain.problems import Refused
from goldenthread.domain.rating import Policy, RatingCode
from goldenthread.domain.rating_columns import INPUT_COLUMNS, OUTPUT_COLUMNS
from goldenthread.domain.rating_remarks import Remarks
from goldenthread.indicators.management.commands._policies import named_policy, policy_or_file
from goldenthread.indicators.management.commands._rating_shares import write_rated
from goldenthread.terminal.commands import TerminalCommand, WrongUsage
from goldenthread.terminal.files import input_file, output_file, waiting_text, written_whole
from goldenthread.terminal.streams import speak_utf_8

ROWS_BETWEEN_WORDS = 50_000
PIECE = 64 * 1024


class Command(TerminalCommand):
    help = (
        "Rates every row of a CSV file (UTF-8, headings in the first row) under a policy, and writes the same rows "
        "with the rating, its status and its reason in words after them. Nothing is written where anything in the "
        "file is wrong: every problem is listed, with its row and column.\n\n"
        f"Columns of INPUT, all but ref optional: {', '.join(INPUT_COLUMNS)}.\n\n"
        "polarity is higher, lower, band or none; measure_type is period (blank), cumulative, snapshot, rolling-year "
        "or annual; unit is percentage (blank), count, gbp, gbp-thousand, gbp-million, days, ratio, yes-no, rank or "
        "text; tolerance_unit is percent (of the target) or points (blank; in the measure's own unit); stated is on "
        "track, at risk or off track. Where actual is blank it is made of numerator and denominator.\n\n"
        f"Columns that are added: {', '.join(OUTPUT_COLUMNS)}. variance is actual minus target, whatever the polarity. "
        "Text that a spreadsheet would run as a formula gets an apostrophe before it.\n\n"
        "What was done is said on standard error. With --json and --out it is JSON on standard output; without --out "
        "the table is the output, and --json is for problems only."
    )
    examples = (
        "goldenthread rate figures.csv --policy havering-2019-20 --out rated.csv",
        "goldenthread rate figures.csv --policy ours.toml > rated.csv",
    )

    _told = 0

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("input", type=input_file, metavar="INPUT.csv", help="the table to rate")
        parser.add_argument(
            "--policy",
            required=True,
            type=policy_or_file,
            metavar="SLUG-OR-FILE",
            help="a policy that `goldenthread policies` lists, or a TOML file of your own",
        )
        parser.add_argument(
            "--out", type=output_file, metavar="OUTPUT.csv", help="where to write (default: standard output)"
        )

    def run(self, options: dict[str, Any]) -> None:
        policy = named_policy(options["policy"])
        source: Path = options["input"]
        out: Path | None = options["out"]
        if out is not None and out.exists() and out.samefile(source):
            raise WrongUsage(f"--out {out} is the table itself; name another file, so that nothing of it is lost.")
        try:
            remarks = self._write(policy, source=source, out=out)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise Refused(f"{error.filename or source} cannot be read: {error.strerror}.") from error
        self._tell(policy, remarks=remarks, out=out, as_json=options["json"])

    def _write(self, policy: Policy, *, source: Path, out: Path | None) -> Remarks:
        """All rows or none: what is wrong with the last one is known only once all are read."""
        if out is not None:
            with written_whole(out) as text:
                return write_rated(source, text, policy=policy, progress=self._progress)
        with waiting_text() as waiting:
            remarks = write_rated(source, waiting, policy=policy, progress=self._progress)
            waiting.seek(0)
            speak_utf_8(self.stdout)
            # Django would end every piece with a newline of its own.
            while piece := waiting.read(PIECE):
                self.stdout.write(piece, ending="")
            self.stdout.flush()
            return remarks

    def _progress(self, row: int) -> None:
        if row // ROWS_BETWEEN_WORDS > self._told:
            self._told = row // ROWS_BETWEEN_WORDS
            self.progress(f"{self._told * ROWS_BETWEEN_WORDS:,} rows read")

    def _tell(self, policy: Policy, *, remarks: Remarks, out: Path | None, as_json: bool) -> None:
        """What was done, on standard error; as JSON on output, where the table went to a file."""
        warnings = remarks.in_words()
        counts = {code.value: remarks.ratings.get(code, 0) for code in RatingCode}
        if as_json and out is not None:
            self.print_json({"file": str(out), "policy": policy.slug, "ratings": counts, "warnings": list(warnings)})
            return
        for warning in warnings:
            self.stderr.write(f"Warning: {warning}")
        said = ", ".join(f"{count:,} {code.replace('-', ' ')}" for code, count in counts.items())
        total = sum(counts.values())
        rows = "1 row" if total == 1 else f"{total:,} rows"
        self.stderr.write(f"{rows} under {policy.slug} version {policy.version}: {said}.")
