"""What the gallery shows: made-up samples of every part."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.safestring import mark_safe

from goldenthread.charts.line import line_chart
from goldenthread.charts.series import Point
from goldenthread.charts.sparkline import sparkline
from goldenthread.charts.words import finding_in_words
from goldenthread.components.forms import AffixedInput, DayField, PageForm, WordsField
from goldenthread.components.lists import ChartFigure, Count, Difference, Fact, Happening, Tag, Task
from goldenthread.components.marks import Rating, Travel
from goldenthread.components.paging import pages_of
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, address_with, order_asked_for, row_of, sortable

COUNCILS = [("newham", "Newham"), ("havering", "Havering"), ("bexley", "Bexley")]
_GREEN, _AMBER, _RED = Rating("green", "Green"), Rating("amber", "Amber"), Rating("red", "Red")
_RATINGS = (_RED, _AMBER, _GREEN, Rating("not-rated", "No target"))
_TRAVELS = (
    Travel("improved", "Improved"),
    Travel("same", "No change"),
    Travel("worse", "Worse"),
    Travel("not-stated", "Not stated"),
)
_QUARTERS = ("Q3", "Q4", "Q1", "Q2")


class SampleReturn(PageForm):
    """One field of every kind."""

    numerator = forms.CharField(
        label="Invoices paid in 30 days", help_text="Count those paid by 30 September.", widget=AffixedInput()
    )
    spent = forms.CharField(label="Amount spent", widget=AffixedInput(prefix="£", attrs={"inputmode": "decimal"}))
    council = forms.ChoiceField(label="Council", choices=[("", "Choose one"), *COUNCILS])
    basis = forms.ChoiceField(
        label="How final is the figure?",
        choices=[("final", "Final"), ("provisional", "Provisional, and may change")],
        widget=forms.RadioSelect,
    )
    reasons = forms.MultipleChoiceField(
        label="Why is it off target?",
        help_text="Choose all that apply.",
        choices=[("demand", "More was asked for than planned"), ("staff", "Posts were not filled"), ("other", "Other")],
        widget=forms.CheckboxSelectMultiple,
    )
    explained = WordsField(label="What is being done about it?", most_words=100, help_text="Say who does what.")
    done_by = DayField(label="Done by", help_text="For example, 15 1 2020")
    email = forms.EmailField(
        label="Your e-mail address",
        widget=forms.EmailInput({"autocomplete": "email", "class": "govuk-input--width-20"}),
    )
    password = forms.CharField(
        label="Your password", widget=forms.PasswordInput({"autocomplete": "current-password", "spellcheck": "false"})
    )
    evidence = forms.FileField(label="Evidence", help_text="A PDF, a picture or a workbook.", required=False)
    right = forms.BooleanField(label="I have checked this figure against its source")


class FilterOfIndicators(PageForm):
    """What a list may be narrowed by."""

    words = forms.CharField(label="Words in the title", required=False)
    council = forms.ChoiceField(label="Council", choices=[("", "All councils"), *COUNCILS], required=False)
    rating = forms.MultipleChoiceField(
        label="Rating",
        choices=[(rating.code, rating.word) for rating in _RATINGS],
        required=False,
        widget=forms.CheckboxSelectMultiple({"class": "govuk-checkboxes--small"}),
    )


DIFFERENCES = (
    Difference(name="Numerator", typed="1,924", now="1,913"),
    Difference(name="What is being done", typed="Two posts are advertised.", now="Two posts were filled."),
)


def parts_of_the_gallery(*, query: Mapping[str, str]) -> dict[str, Any]:
    """Every part by the name that the gallery's template knows it by."""
    return {
        "crumbs": (Link(words="Home", address="?"), Link(words="Havering", address="?")),
        "ratings": (*_RATINGS, Rating("green", "On track", own_colour="#00594c")),
        "travels": _TRAVELS,
        "tags": (
            Tag(words="Not begun"),
            Tag(words="Due Friday", tone="due"),
            Tag(words="3 days late", tone="late"),
            Tag(words="Signed off", tone="done"),
        ),
        "counts": (
            Count(number="87", words="Green", address="?rating=green", base="of 120", rating=_GREEN),
            Count(number="14", words="Amber", address="?rating=amber", base="of 120", rating=_AMBER),
            Count(number="9", words="Red", address="?rating=red", base="of 120", rating=_RED),
            Count(number="10", words="Figures to return", address="?", base="from 4 services"),
        ),
        "indicators": _indicators(query),
        "nothing": Table(caption="Nothing found", columns=(), rows=(), empty="No indicator has these words."),
        "pages": pages_of(412, query=query, each=50),
        "chosen": (Link(words="Havering", address="?"),),
        "facts": _facts(),
        "tasks": _tasks(),
        "happenings": _happenings(),
        "chart": _chart(),
        "link": Link(words="Show the whole register", address="?"),
    }


def _indicators(query: Mapping[str, str]) -> Table:
    columns = sortable(
        ("Indicator", "title", False),
        ("Council", "council", False),
        ("Q2 2019/20", "value", True),
        ("Target", "", True),
        ("Rating", "rating", False),
        ("Travel", "", False),
        ("Trend", "", False),
        query=query,
        first="title",
    )
    rows = [
        ("Invoices paid in 30 days", "EXC01", "Havering", "96.2", "95.0", _GREEN, _TRAVELS[0]),
        ("Council tax collected", "CTB02", "Newham", "57.1", "57.0", _GREEN, _TRAVELS[1]),
        ("Calls answered in five minutes", "ICT05", "Bexley", "79.4", "80.0", _AMBER, _TRAVELS[2]),
        ("Days lost to sickness for each post", "HRM01", "Havering", "11.3", "8.5", _RED, _TRAVELS[2]),
    ]
    key, descending = order_asked_for(query, keys=("title", "council", "value", "rating"), first="title")
    place = {"title": 0, "council": 2, "value": 3, "rating": 5}[key]

    def by(row: tuple[Any, ...]) -> Any:
        return row[place].code if isinstance(row[place], Rating) else row[place]

    return Table(
        key="indicators",
        caption="Indicators of the quarter",
        columns=columns,
        rows=tuple(
            (
                Cell(words=title, small=reference, address=address_with(query)),
                Cell(words=council),
                Cell(words=value),
                Cell(words=target),
                Cell(rating=rating),
                Cell(travel=travel),
                Cell(drawing=mark_safe(sparkline(_series()).svg)),
            )
            for title, reference, council, value, target, rating, travel in sorted(rows, key=by, reverse=descending)
        ),
    )


def _series() -> tuple[Point, ...]:
    values = ("93.0", "94.1", "95.8", "96.2")
    return tuple(
        Point(
            label=f"{quarter} {year}",
            value=Decimal(value),
            printed=f"{value}%",
            target=Decimal("95.0"),
            target_printed="95.0%",
            tick=quarter,
            tick_group=year,
        )
        for quarter, year, value in zip(
            _QUARTERS, ("2018/19", "2018/19", "2019/20", "2019/20"), values, strict=True
        )
    )  # fmt: skip


def _chart() -> ChartFigure:
    points = _series()
    finding = finding_in_words(
        measure="Invoices paid in 30 days",
        period="Q2 2019/20",
        printed="96.2%",
        against_target="1.2 points above the target of 95.0%",
        travel="better than Q1",
        rating="Green",
    )
    return ChartFigure(
        drawing=line_chart(points, alt=finding, print_value=lambda value: f"{value:.1f}%", points_speak=True),
        finding=finding,
        table=Table(
            key="numbers",
            caption="Invoices paid in 30 days, Havering",
            columns=(
                Column(title="Period"),
                Column(title="Figure", numeric=True),
                Column(title="Target", numeric=True),
            ),
            rows=tuple(row_of(point.label, point.printed, point.target_printed) for point in points),
        ),
    )


def _facts() -> tuple[Fact, ...]:
    change = Link(words="Change", address="?")
    return (
        Fact(name="Owner", words="Head of Exchequer and Transactional", change=change),
        Fact(name="Rating", rating=_GREEN, words="96.2% is on or above the target of 95.0%."),
        Fact(name="Direction of travel", travel=_TRAVELS[0], words="Better than the previous period, 95.8%."),
        Fact(name="Agreed by", words="The Joint Committee on", link=Link(words="12 July 2019, minute 9", address="?")),
    )


def _tasks() -> tuple[Task, ...]:
    return (
        Task(words="Return the figure", key="return", address="?", state=Tag(words="Returned", tone="done")),
        Task(
            words="Explain why it is off target",
            key="explain",
            address="?",
            hint="Last quarter you promised to fill two posts by 31 August.",
            state=Tag(words="3 days late", tone="late"),
        ),
        Task(words="Attach evidence", key="attach", address="?", state=Tag(words="Due Friday", tone="due")),
        Task(
            words="Submit",
            key="submit",
            hint="This opens once the figure is explained.",
            state=Tag(words="Cannot begin yet"),
        ),
    )


def _happenings() -> tuple[Happening, ...]:
    return (
        Happening(
            what="Signed off",
            who="Director of Finance",
            when="17 January 2020 at 09:12",
            when_exactly="2020-01-17T09:12:00+00:00",
        ),
        Happening(
            what="Query answered",
            who="Head of Exchequer",
            when="16 January 2020 at 16:40",
            when_exactly="2020-01-16T16:40:00+00:00",
            words="Eleven invoices were counted twice. The figure was 96.4% and is 96.2%.",
            link=Link(words="See what changed", address="?"),
        ),
        Happening(
            what="Returned",
            who="Head of Exchequer",
            when="14 January 2020 at 11:03",
            when_exactly="2020-01-14T11:03:00+00:00",
        ),
    )
