"""The year-end pack of one partner council: by its own policy, the joint committee's rating beside each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from goldenthread.domain.year_close import YearFacts, YearSnapshot
from goldenthread.publishing.document import Block, Contents, Heading, Paragraph, ReportDocument, Section
from goldenthread.reports.documents.audiences.assembly import Head
from goldenthread.reports.documents.audiences.rated_twice import whose_policy
from goldenthread.reports.documents.audiences.two_ratings import (
    both_counts_table,
    differing_blocks,
    own_counts_in_words,
)
from goldenthread.reports.documents.audiences.year_of_council import (
    YearCouncilTelling,
    both_years_section,
    year_council_telling,
)
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.counts import OF_A_YEAR
from goldenthread.reports.documents.members_page import correction_notice
from goldenthread.reports.documents.sentences import count_of
from goldenthread.reports.documents.year_cover import missing_in_words, red_in_words, since_in_words
from goldenthread.reports.documents.year_end import public_year, year_assembled, year_successions_section
from goldenthread.reports.documents.year_key import year_key_section
from goldenthread.reports.documents.year_since import YearSince, year_since, year_since_notices, year_since_sections
from goldenthread.reports.documents.year_tables import (
    year_exceptions_section,
    year_strategic_section,
    year_without_section,
)
from goldenthread.reports.sources import EarlierYear


def year_partner_council_pack(
    facts: YearFacts,
    snapshots: Iterable[YearSnapshot],
    *,
    gss_code: str,
    key: str,
    before: EarlierYear | None = None,
    replaces: str = "",
    because: str = "",
) -> ReportDocument:
    """The whole document, without what is withheld."""
    every = public_year(facts, snapshots)
    told = year_council_telling(every, gss_code=gss_code)
    wanted = {one.snapshot.measure_id for one in told.joint.measures}
    shown = replace(every, measures=tuple(one for one in every.measures if one.snapshot.measure_id in wanted))
    since = year_since(shown, before=before, is_public=True, gss_code=gss_code)
    council, measures = told.council, count_of(told.council.measures, "measure")
    by = f", by {council.council}'s own policy" if told.by_own_policy else ""
    return year_assembled(
        told.joint,
        head=Head(
            key=key,
            title=f"{council.full_name}: {told.own.facts.partnership} Performance Indicators, year end",
            subject=f"What the {measures} of {council.council} came to in {told.own.year.label}{by}",
            whom=council.full_name,
            is_restricted=False,
        ),
        report=_report(told, replaces=cleaned(replaces), because=cleaned(because), since=since),
        tables=(*_tables(told), *year_since_sections(since, letter="H")),
    )


def _report(told: YearCouncilTelling, *, replaces: str, because: str, since: YearSince | None) -> Iterator[Section]:
    name = told.council.council
    notices = (*correction_notice(replaces, because=because), *year_since_notices(since))
    yield Section(title=f"Summary for {name}", blocks=(*notices, *_summary(told), Contents()))
    by_own = " by its own policy" if told.by_own_policy else ""
    yield year_exceptions_section(told.own_alone, title=f"A. Red and amber measures of {name}{by_own}")
    if any(one.is_exception for one in told.joint_alone.measures):
        yield year_exceptions_section(
            told.joint_alone, title="A. Red and amber by the joint committee's policy alone", new_page=False
        )


def _summary(told: YearCouncilTelling) -> Iterator[Block]:
    own, name = told.own, told.council.council
    if told.by_own_policy:
        yield Paragraph(
            lead=f"Rated by {told.own_policy_words}.",
            text=f"This is {name}'s own policy. The joint committee rates the measures of every council by its own; "
            "that rating stands beside each, and no number here counts both.",
        )
    for words in own_counts_in_words(told):
        yield Paragraph(text=words)
    if told.pairs:
        yield both_counts_table(
            told, caption=f"How the year of {told.council.full_name} came out, {own.year.label}", places=OF_A_YEAR
        )
    yield Paragraph(text=since_in_words(own))
    yield Heading(text="Red at the year's end")
    yield Paragraph(text=red_in_words(told.own_alone))
    if any(one.rating == "red" for one in told.joint_alone.measures):
        yield Paragraph(lead="By the joint committee's policy alone:", text=red_in_words(told.joint_alone))
    yield Heading(text="What is missing")
    yield Paragraph(text=missing_in_words(own))


def _tables(told: YearCouncilTelling) -> Iterator[Section]:
    own, council = told.own, told.council
    by = f", rated by {told.own_policy_words}" if told.by_own_policy else ""
    if told.pairs:
        yield both_years_section(told, title=f"B. Measures of {council.council}{by}")
    yield Section(title="C. Where the two ratings differ", blocks=tuple(differing_blocks(told)))
    yield year_strategic_section(own, title="D. Key strategic indicators")
    yield year_without_section(own, title="E. Without an outturn, and what belongs beside one")
    yield year_successions_section(own, title="F. Indicators replaced, split or merged")
    yield year_key_section(
        replace(own, facts=replace(own.facts, policies=told.policies)),
        title="G. Key",
        whose=whose_policy(told, every=told.joint.measures),
    )
