"""How old and how honest the figures are: for readers who decide by them before the committee does."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from goldenthread.domain.days import day_words
from goldenthread.domain.health import Days, Health, QuarterHealth, Remark, Timeliness
from goldenthread.publishing.cells import Cell, Number
from goldenthread.publishing.document import Block, BulletList, Column, Heading, Paragraph, Section, Table
from goldenthread.reports.documents.sentences import count_of, of_which_whole, starting, was_or_were
from goldenthread.reports.documents.shares import percent, shares

TITLE = "How old and how honest the figures are"
# So many of one kind are named; the command `health` names all.
MOST_NAMED = 40


def health_section(health: Health, *, label: str, title: str = TITLE) -> Section:
    """Days and shares of every quarter and of the services of the newest; then what to know before the numbers are
    used. `label` is of the newest quarter."""
    return Section(title=title, blocks=tuple(_blocks(health, label=label)))


def on_time_in_words(one: Timeliness) -> str:
    """ "103 (94%) of the 110 figures that are returned or due by now were returned on time, and 106 (96%) in all. 10
    more are not due yet."; of all, where every one is due."""
    awaited = one.wanted - one.expected
    if not one.expected:
        return "No figure is due yet." if awaited else "No figure was asked for."
    which = " that are returned or due by now" if awaited else ""
    more = f" {awaited} more {'is' if awaited == 1 else 'are'} not due yet." if awaited else ""
    return (
        f"{_share(one.in_time, of=one.expected)} of the {count_of(one.expected, 'figure')}{which} "
        f"{was_or_were(one.in_time)} returned on time, and {_share(one.returned, of=one.expected)} in all.{more}"
    )


def parts_in_words(one: Timeliness) -> str:
    """ "80 of the 100 values (80%) keep their numerator and denominator."."""
    if not one.with_value:
        return "No value was returned."
    return (
        f"{_share(one.with_parts, of=one.with_value)} of the {count_of(one.with_value, 'value')} "
        f"{'keeps' if one.with_parts == 1 else 'keep'} numerator and denominator, from which it can be checked."
    )


def by_email_in_words(one: Timeliness) -> str:
    """ "3 (4%) of the 80 figures that are signed off were signed off by e-mail, without a code."; "" where none was."""
    if not one.by_email:
        return ""
    return (
        f"{_share(one.by_email, of=one.signed_off)} of the {count_of(one.signed_off, 'figure')} that "
        f"{'is' if one.signed_off == 1 else 'are'} signed off {was_or_were(one.by_email)} signed off by e-mail: an "
        "officer recorded that, with the e-mail, and no code was asked for."
    )


def _share(number: int, *, of: int) -> str:
    return f"{number} ({percent(shares([number, of - number])[0])})" if number else "None"


def agreed_late_in_words(health: Health, *, label: str) -> str:
    """ "120 targets, of which 3 of the partnership as a whole, were agreed only after Q2 2019/20 had begun."."""
    number, whole = health.agreed_late, of_which_whole(health.agreed_late_whole)
    late = f"{starting(count_of(number, 'target'))}{f'{whole},' if whole else ''} {was_or_were(number)}"
    return f"{late} agreed only after {label} had begun."


def _blocks(health: Health, *, label: str) -> Iterator[Block]:
    newest = health.quarters[-1] if health.quarters else None
    if newest is None:
        yield Paragraph(text="No quarter was opened yet.")
        return
    made = day_words(health.on)
    yield Paragraph(text=f"As known when this was made, on {made}, also where the figures are of an earlier version.")
    said = (on_time_in_words(newest.whole), parts_in_words(newest.whole), by_email_in_words(newest.whole))
    yield Paragraph(text=" ".join(filter(None, said)))
    yield _quarters_table(health.quarters)
    yield _services_table(newest)
    yield from _remarks(health, label=label)


def _quarters_table(quarters: tuple[QuarterHealth, ...]) -> Table:
    return Table(
        caption="Each quarter: days from its end, and how much came on time",
        columns=(
            Column(title="Quarter", share=3),
            Column(title="Wanted", align="right", share=2),
            Column(title="Due by now", align="right", share=2),
            Column(title="On time", align="right", share=2),
            Column(title="With parts", align="right", share=2),
            Column(title="Last return", align="right", share=2),
            Column(title="Last sign-off", align="right", share=2),
            Column(title="Frozen", align="right", share=2),
            Column(title="Released", align="right", share=2),
            Column(title="Meeting", align="right", share=2),
        ),
        rows=tuple(_quarter_row(quarter) for quarter in quarters),
    )


def _quarter_row(quarter: QuarterHealth) -> tuple[Cell, ...]:
    whole = quarter.whole
    return (
        quarter.label,
        _number(whole.wanted),
        _number(whole.expected),
        _number(whole.in_time),
        _number(whole.with_parts),
        _last(whole.return_days),
        _last(whole.sign_off_days),
        _number(quarter.frozen_after),
        _number(quarter.released_after),
        _number(quarter.meeting_after),
    )


def _services_table(quarter: QuarterHealth) -> Table:
    return Table(
        caption=f"Each service, {quarter.label}: days from the quarter's end by which half and all was done",
        columns=(
            Column(title="Service", share=5),
            Column(title="Wanted", align="right", share=2),
            Column(title="Due by now", align="right", share=2),
            Column(title="On time", align="right", share=2),
            Column(title="With parts", align="right", share=2),
            Column(title="Half returned", align="right", share=2),
            Column(title="Last return", align="right", share=2),
            Column(title="Half signed off", align="right", share=2),
            Column(title="Last sign-off", align="right", share=2),
        ),
        rows=tuple(_service_row(one) for one in (*quarter.services, quarter.whole)),
    )


def _service_row(one: Timeliness) -> tuple[Cell, ...]:
    return (
        one.name,
        _number(one.wanted),
        _number(one.expected),
        _number(one.in_time),
        _number(one.with_parts),
        _number(None if one.return_days is None else one.return_days.half),
        _last(one.return_days),
        _number(None if one.sign_off_days is None else one.sign_off_days.half),
        _last(one.sign_off_days),
    )


def _last(days: Days | None) -> Number:
    return _number(None if days is None else days.last)


def _number(number: int | None) -> Number:
    return Number(text="–") if number is None else Number(text=f"{number:,}", value=Decimal(number))


def _remarks(health: Health, *, label: str) -> Iterator[Block]:
    if health.agreed_late:
        yield Paragraph(text=agreed_late_in_words(health, label=label))
    for title, none, remarks in (
        ("Ratings by judgement", "No rating is by judgement.", health.overrides),
        ("Late changes", f"No target or tolerance changed after {label} began.", health.late_changes),
        ("Silenced warnings", "No warning is silenced.", health.silenced),
        ("Unanswered promises", "Every promise of an earlier quarter has an answer.", health.unanswered),
        ("Promises of measures that ended", "No promise was open when its measure ended.", health.left),
        (
            "Measures without a named owner",
            "Somebody holds every post that answers for a measure.",
            health.without_owner,
        ),
        ("Owners who never returned", "Something was returned of every measure.", health.never_returned),
    ):
        yield Heading(text=title)
        if not remarks:
            yield Paragraph(text=none)
            continue
        if remarks is health.unanswered and health.unanswered_later:
            later = f"{health.unanswered_later} of the {len(remarks)}"
            yield Paragraph(text=f"{starting(later)} are due later than {day_words(health.on)}; they are named last.")
        yield BulletList(items=tuple(_named(remarks)))


def _named(remarks: tuple[Remark, ...]) -> Iterator[str]:
    for remark in remarks[:MOST_NAMED]:
        yield f"{remark.name}: {remark.words}"
    if len(remarks) > MOST_NAMED:
        yield f"and {len(remarks) - MOST_NAMED} more, which the performance officer can list"
