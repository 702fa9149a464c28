"""The pack of one partner council: its measures by its own policy, the joint committee's rating beside each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from goldenthread.domain.snapshot import Comparator, FigureSnapshot, RoundFacts
from goldenthread.domain.withheld import facts_for_the_public
from goldenthread.publishing.document import Block, Contents, Fact, Heading, Paragraph, ReportDocument, Section
from goldenthread.reports.documents.age import age_in_words, age_section, in_whole_seconds
from goldenthread.reports.documents.audiences.assembly import Head, assembled
from goldenthread.reports.documents.audiences.of_council import CouncilTelling, council_telling
from goldenthread.reports.documents.audiences.rated_twice import has_own_policy, whose_policy
from goldenthread.reports.documents.audiences.two_ratings import (
    both_counts_table,
    both_ratings_table,
    differing_blocks,
    own_counts_in_words,
)
from goldenthread.reports.documents.changes import changes_section
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.reports.documents.exceptions import exceptions_in_words, exceptions_section
from goldenthread.reports.documents.key import key_section
from goldenthread.reports.documents.members_page import correction_notice
from goldenthread.reports.documents.overrides import overrides_in_words
from goldenthread.reports.documents.promises import carried_promises, promises_in_words, told_on
from goldenthread.reports.documents.provisional import provisional_section
from goldenthread.reports.documents.public import public_figures
from goldenthread.reports.documents.restated import correction_notices, restated_section
from goldenthread.reports.documents.sentences import count_of
from goldenthread.reports.documents.strategic import strategic_section
from goldenthread.reports.documents.telling import telling_of
from goldenthread.reports.documents.tidy import tidy_rows
from goldenthread.reports.documents.unrated import not_returned_in_words, unrated_section

_CHANGES = "F"


def partner_council_pack(
    facts: RoundFacts,
    figures: tuple[FigureSnapshot, ...],
    *,
    gss_code: str,
    key: str,
    as_at: datetime,
    last_own: Mapping[int, Comparator] | None = None,
    replaces: str = "",
    because: str = "",
) -> ReportDocument:
    """The whole document, without what is withheld. `last_own` are the newest earlier ratings under the council's own
    policy, by measure."""
    telling = telling_of(
        cleaned(facts_for_the_public(facts)), cleaned(public_figures(figures)), as_at=in_whole_seconds(as_at)
    )
    told = council_telling(telling, gss_code=gss_code, last_own=last_own)
    council = told.council
    by = f", by {council.council}'s own policy" if told.by_own_policy else ""
    return assembled(
        told.own,
        head=Head(
            key=key,
            title=f"{council.full_name}: {facts.partnership} Performance Indicators",
            subject=f"How the {count_of(council.measures, 'measure')} of {council.council} stand against their "
            f"targets{by}",
            whom=council.full_name,
            is_restricted=False,
        ),
        report=_report(told, replaces=cleaned(replaces), because=cleaned(because)),
        tables=_tables(told),
        rows=tidy_rows(told.joint),
    )


def _report(told: CouncilTelling, *, replaces: str, because: str) -> Iterator[Section]:
    name = told.council.council
    yield Section(
        title=f"Summary for {name}",
        blocks=(
            *correction_notice(replaces, because=because),
            *correction_notices(told.joint),
            *_summary(told),
            Contents(),
        ),
    )
    by_own = " by its own policy" if told.by_own_policy else ""
    beside = {
        joint.snapshot.measure_id: Fact(label="For the joint committee", text=joint.snapshot.reason)
        for joint, _ in told.pairs
        if has_own_policy(joint)
    }
    yield exceptions_section(told.own_alone, title=f"A. Red and amber measures of {name}{by_own}", beside=beside)
    if told.joint_alone.exceptions:
        yield exceptions_section(told.joint_alone, title="A. Red and amber by the joint committee's policy alone")


def _summary(told: CouncilTelling) -> Iterator[Block]:
    own, name = told.own, told.council.council
    if told.by_own_policy:
        yield Paragraph(
            lead=f"Rated under {told.own_policy_words}.",
            text=f"This is {name}'s own policy. The joint committee rates the measures of every council by its own; "
            "that rating stands beside each, and no number here counts both.",
        )
    for words in own_counts_in_words(told):
        yield Paragraph(text=words)
    for words in overrides_in_words(told.joint, named_in=_CHANGES):
        yield Paragraph(lead="By the joint committee:" if told.by_own_policy else "", text=words)
    yield both_counts_table(told, caption=f"How the measures of {told.council.full_name} are rated")
    yield Paragraph(text=age_in_words(own))
    yield Heading(text="Red and amber, and what is missing")
    yield Paragraph(text=exceptions_in_words(told.own_alone))
    if told.joint_alone.exceptions:
        yield Paragraph(lead="By the joint committee's policy alone:", text=exceptions_in_words(told.joint_alone))
    yield Paragraph(text=not_returned_in_words(own))
    yield Heading(text="Promises of earlier quarters")
    yield Paragraph(text=promises_in_words(carried_promises(own), on=told_on(own)))


def _tables(told: CouncilTelling) -> Iterator[Section]:
    council = told.council
    by = f", rated under {told.own_policy_words}" if told.by_own_policy else ""
    yield Section(
        title=f"B. Measures of {council.council}{by}",
        about=council.full_name,
        blocks=(both_ratings_table(told, caption=f"{council.full_name}: every measure, {told.own.quarter.label}"),),
    )
    yield Section(title="C. Where the two ratings differ", blocks=tuple(differing_blocks(told)))
    yield strategic_section(told.own, title="D. Key strategic indicators of the whole partnership")
    yield unrated_section(told.own, title="E. Not returned and not rated")
    # The rating under earlier terms is the joint committee's, and so is the one beside it.
    yield changes_section(
        told.joint,
        title=f"{_CHANGES}. Changes of targets, tolerances and measures, as the joint committee rates them",
    )
    yield restated_section(told.joint, title="G. Figures restated, as the joint committee rates them")
    yield provisional_section(told.own, title="H. Still provisional")
    yield age_section(told.own, title="I. How old the figures are")
    yield _key(told)


def _key(told: CouncilTelling) -> Section:
    """The key of this pack's own ratings, and the joint committee's policies that rate what stands beside them."""
    facts = replace(told.own.facts, policies=told.policies)
    return key_section(
        replace(told.own, facts=facts), title="J. Key", whose=whose_policy(told, every=told.joint.figures)
    )
