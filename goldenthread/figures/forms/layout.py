"""The returns workbook: its sheets, their columns, and in words what each cell wants.

Writer and reader are both made from this one description, so that they cannot drift apart.
"""

from __future__ import annotations

from dataclasses import dataclass

from goldenthread.domain.heads import MOST_WORDS, Head
from goldenthread.spreadsheets.headings import Heading, Wants


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column. A column to fill in says what it wants; any other is there to help and is not read back."""

    key: str
    heading: str
    wants: str = ""
    width: int = 12
    # Without these headings the sheet cannot be read; the other columns may be left out of a csv file.
    required: bool = False
    choices: str = ""  # the column of the Lists sheet that it is chosen from
    other_headings: tuple[str, ...] = ()
    holds: Wants = Wants.ANYTHING

    @property
    def to_fill_in(self) -> bool:
        return bool(self.wants)


@dataclass(frozen=True, kw_only=True)
class SheetLayout:
    """One sheet to fill in: its name, its purpose in a sentence, and its columns in order."""

    name: str
    purpose: str
    columns: tuple[Column, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """What the table reader looks for."""
        return tuple(
            Heading(name=column.heading, aliases=column.other_headings, required=column.required, wants=column.holds)
            for column in self.columns
        )

    def heading(self, key: str) -> str:
        """The heading of the column with this key."""
        return next(column.heading for column in self.columns if column.key == key)


_REF = Column(key="ref", heading="Ref", width=9, required=True, other_headings=("Reference", "Indicator", "PI ref"))
_COUNCIL = Column(key="council", heading="Council", width=13, required=True, other_headings=("Borough", "Partner"))
_TITLE = Column(key="title", heading="What is measured", width=38)
_REF_TO_CHOOSE = Column(
    key="ref",
    heading="Ref",
    wants="The reference of the measure that the action is for.",
    width=9,
    required=True,
    choices="Refs",
)
_COUNCIL_TO_CHOOSE = Column(
    key="council",
    heading="Council",
    wants="The council, or Whole partnership.",
    width=13,
    required=True,
    choices="Councils",
)

FIGURES = SheetLayout(
    name="Figures",
    purpose="The figure of each measure for the quarter. A row that you leave blank is simply not returned yet.",
    columns=(
        _REF,
        _COUNCIL,
        _TITLE,
        Column(key="quarter", heading="Quarter", width=11),
        Column(key="due", heading="Due", width=12),
        Column(key="asks", heading="What to write", width=38),
        Column(key="target", heading="Target", width=13),
        Column(key="last_quarter", heading="Last quarter", width=13),
        Column(key="last_year", heading="Same quarter last year", width=13),
        Column(
            key="value",
            heading="Value",
            wants="The figure, in its own unit. A percentage with its sign: 92.1%. 0 is a value. n/a, [x] (not "
            "available) and [z] (not applicable) say why there is none. Leave it blank where you fill in "
            "numerator and denominator.",
            width=22,
            required=True,
            other_headings=("Actual", "Figure"),
        ),
        Column(
            key="numerator",
            heading="Numerator",
            wants="The cases counted, where the measure is a share or an average. The share is worked out for you.",
            width=16,
            holds=Wants.FIGURE,
        ),
        Column(
            key="denominator",
            heading="Denominator",
            wants="All the cases that they are counted out of.",
            width=16,
            holds=Wants.FIGURE,
        ),
        Column(
            key="provisional",
            heading="Provisional?",
            wants="Yes, where the figure may still change. Blank means no.",
            width=13,
            choices="Yes or no",
            other_headings=("Provisional",),
        ),
        Column(
            key="forecast",
            heading="Year-end forecast",
            wants="What you expect the figure to be at the end of the year, in the same unit.",
            width=16,
            other_headings=("Forecast", "Year end forecast"),
        ),
        Column(
            key="stated",
            heading="Own judgement",
            wants="Green (on track), Amber (at risk) or Red (off track): how you judge it yourself.",
            width=16,
            choices="Own judgement",
            other_headings=("Stated",),
        ),
        Column(
            key="note",
            heading="Note to the officer",
            wants="Anything that the performance officer should know. It is never published.",
            width=34,
            other_headings=("Note to the officer (never published)", "Note"),
        ),
    ),
)

EXCEPTIONS = SheetLayout(
    name="Exceptions",
    purpose="For each figure that is amber or red: why, and when it will be back on track. "
    "The difference between target and achievement is worked out for you.",
    columns=(
        _REF,
        _COUNCIL,
        _TITLE,
        Column(key="rating", heading="Rating so far", width=14),
        Column(key="difference", heading="Difference between target and achievement", width=38),
        Column(
            key="reasons",
            heading="Reasons for the level of performance",
            wants="Why the figure is where it is, in plain words for members: a few sentences, at most "
            f"{MOST_WORDS[Head.REASONS]} words. What is new since last quarter, not its words again.",
            width=60,
            required=True,
            other_headings=("Reasons", "Reasons for level of performance"),
        ),
        Column(
            key="back_on_track",
            heading="Back on track by",
            wants="When you expect it back on target: a date such as 31 March 2020, or a few words, at most "
            f"{MOST_WORDS[Head.BACK_ON_TRACK]}.",
            width=24,
            other_headings=("Back on track", "Expected back on track"),
        ),
        Column(key="edited", heading="As edited for publication", width=44),
    ),
)

ACTIONS = SheetLayout(
    name="Actions",
    purpose="The remedial actions: one row for each thing that will be done about an amber or red figure.",
    columns=(
        _REF_TO_CHOOSE,
        _COUNCIL_TO_CHOOSE,
        Column(
            key="words",
            heading="What will be done",
            wants=f"One action, in words that can be checked next quarter: at most {MOST_WORDS[Head.ACTION]}.",
            width=60,
            required=True,
            other_headings=("Action", "Remedial action"),
        ),
        Column(
            key="owner_post",
            heading="Who",
            wants="The post that will do it, not a person's name: Head of Exchequer.",
            width=30,
            required=True,
            other_headings=("Owner", "By whom"),
        ),
        Column(
            key="due_on",
            heading="By when",
            wants="The date by which it will be done, such as 31 December 2019.",
            width=16,
            holds=Wants.DATE,
            required=True,
            other_headings=("Date", "Due"),
        ),
    ),
)

PROMISES = SheetLayout(
    name="Last quarter's actions",
    purpose="What was promised before and is still open. Say of each how it went, whatever the rating is now; "
    "one without an answer is printed as unanswered.",
    columns=(
        _REF,
        _COUNCIL,
        _TITLE,
        Column(key="action_id", heading="Action number", width=10, required=True, other_headings=("Action no.",)),
        Column(key="promised", heading="What was promised", width=44),
        Column(key="owner_post", heading="Who", width=24),
        Column(key="due_on", heading="By when", width=16),
        Column(
            key="outcome",
            heading="How it went",
            wants="Done, On course, Late or Dropped.",
            width=14,
            required=True,
            choices="How it went",
            other_headings=("Outcome",),
        ),
        Column(
            key="words",
            heading="What happened",
            wants="What was done, or why it was not.",
            width=44,
        ),
        Column(
            key="new_due_on",
            heading="New date",
            wants="Where it is late: the date by which it will be done now.",
            width=16,
            holds=Wants.DATE,
        ),
    ),
)

WARNINGS = SheetLayout(
    name="Warnings",
    purpose="What seemed unlikely about a figure. Each wants an answer before the figure can be signed off.",
    columns=(
        _REF,
        _COUNCIL,
        _TITLE,
        Column(key="code", heading="Warning", width=28, required=True),
        Column(key="warned", heading="What seems unlikely", width=60),
        Column(
            key="answer",
            heading="Your answer",
            wants="Why the figure is right all the same. If it is wrong, put it right on the sheet Figures instead.",
            width=50,
            required=True,
            other_headings=("Answer",),
        ),
        Column(
            key="expected",
            heading="Expected for this measure?",
            wants="Yes, where this is usual for the measure: it is not asked again until the definition or the "
            "target changes.",
            width=18,
            choices="Yes or no",
            other_headings=("Expected",),
        ),
    ),
)

TO_READ = (FIGURES, EXCEPTIONS, ACTIONS, PROMISES, WARNINGS)
LISTS = "Lists"
GUIDANCE = "Guidance"

YES_OR_NO = ("Yes", "No")
JUDGEMENTS = ("Green", "Amber", "Red")
OUTCOMES = (("done", "Done"), ("on-course", "On course"), ("late", "Late"), ("dropped", "Dropped"))
