"""What the protocol made of a request, whole, with the price: an appendix that is kept from the public."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from goldenthread.domain.days import day_words
from goldenthread.domain.request_evaluations import Evaluation
from goldenthread.domain.request_knowledge import Known
from goldenthread.domain.request_prices import Price, PriceRecord, pounds
from goldenthread.domain.request_records import Aspect, PartnerView
from goldenthread.figures.rules import today_in_london
from goldenthread.partnership.queries import PartnershipFacts
from goldenthread.publishing.cells import Cell, Number, RatingCode, RatingMark
from goldenthread.publishing.document import (
    Block,
    BulletList,
    Column,
    Contents,
    EditableAs,
    Fact,
    FactList,
    Identifier,
    Notice,
    NoticeKind,
    Paragraph,
    ReportDocument,
    Section,
    Status,
    Table,
)
from goldenthread.publishing.tidy_rows import ColumnKind, DataColumn, DataTable
from goldenthread.reports.documents.age import in_whole_seconds
from goldenthread.reports.documents.cleaning import cleaned
from goldenthread.requests.queries import wording
from goldenthread.requests.queries.dossiers import RequestFacts

# Local Government Act 1972, Schedule 12A, paragraph 3.
EXEMPT_PARAGRAPH = "3"
PUBLIC_INTEREST = (
    "It tells how a price is built that is offered to another body. To publish it would harm the councils’ position "
    "and that body’s in what they agree, and outweighs the interest in reading it before the agreement is made."
)
_CODES: Mapping[str, RatingCode] = {"amber": "amber", "red": "red"}
_MADE_UP = "What is said of this request is illustrative, apart from what its source tells."


@dataclass(frozen=True, kw_only=True)
class EvaluationSource:
    """What the document is made from: the evaluation that was written down, and what it rests on."""

    facts: RequestFacts
    evaluation: Evaluation
    known: Known
    partnership: PartnershipFacts
    as_at: datetime  # when it was written down


def evaluation_document(source: EvaluationSource) -> ReportDocument:
    """The whole evaluation."""
    facts, evaluation = cleaned(source.facts), cleaned(source.evaluation)
    return ReportDocument(
        name=f"evaluation-of-request-{facts.reference}",
        title=f"Evaluation of request {facts.reference}",
        subject=f"What the protocol makes of the request of {facts.asked.requester} for support by {facts.service}",
        publisher=source.partnership.name,
        audience=source.partnership.name,
        period=day_words(today_in_london(source.as_at)),
        as_at=in_whole_seconds(source.as_at),
        status=Status.RESTRICTED,
        sections=(
            Section(title="Summary", blocks=tuple(_summary(facts, evaluation)), editable_as=EditableAs.TEXT),
            Section(title="A. What is asked", blocks=(_asked(facts),), editable_as=EditableAs.TEXT),
            Section(title="B. Gates", blocks=(_gates(evaluation),), editable_as=EditableAs.TABLES),
            Section(title="C. Scores", blocks=tuple(_scores(facts, evaluation)), editable_as=EditableAs.TABLES),
            Section(title="D. The price", blocks=tuple(_price(facts, evaluation)), editable_as=EditableAs.TABLES),
            Section(
                title="E. What the register knows", blocks=tuple(_known(source.known)), editable_as=EditableAs.TABLES
            ),
            Section(title="F. What else was found", blocks=tuple(_found(facts)), editable_as=EditableAs.TEXT),
            Section(title="G. Partners’ views", blocks=tuple(_views(facts)), editable_as=EditableAs.TABLES),
        ),
        rows=_tidy(evaluation),
        illustrative_note=(source.partnership.illustrative_note or _MADE_UP) if facts.asked.illustrative else "",
        identifiers=(Identifier(scheme="request", value=facts.reference),),
    )


def _summary(facts: RequestFacts, evaluation: Evaluation) -> Iterator[Block]:
    yield Notice(
        kind=NoticeKind.IMPORTANT,
        title="it is exempt from publication",
        paragraphs=(
            "Local Government Act 1972, Schedule 12A, paragraph 3: it tells of the financial and business affairs of "
            "the councils and of another body.",
        ),
    )
    yield FactList(
        facts=(
            Fact(label="Who asks:", text=f"{facts.asked.requester}, {facts.asked.body.value}"),
            Fact(label="Service:", text=facts.service),
            Fact(label="Protocol:", text="" if facts.protocol is None else facts.protocol.words),
            Fact(label="Outcome:", text=evaluation.outcome.value),
            Fact(label="Total:", text=wording.total_in_words(evaluation)),
            Fact(label="Price:", text=wording.price_words(evaluation)),
            Fact(label="Decided by:", text=wording.level_in_words(evaluation)),
        )
    )
    yield BulletList(items=evaluation.why)
    yield Contents()


def _asked(facts: RequestFacts) -> Block:
    asked = wording.asked_facts(facts.asked)
    return FactList(facts=tuple(Fact(label=f"{label}:", text=words) for label, words in asked))


def _gates(evaluation: Evaluation) -> Block:
    return Table(
        caption="Gates, whether each is passed, and why",
        columns=(Column(title="Gate", share=3), Column(title="Passed", share=2), Column(title="Why", share=7)),
        rows=tuple(
            (one.gate.heading, wording.gate_in_words(one).capitalize(), " ".join(one.why)) for one in evaluation.gates
        ),
    )


def _scores(facts: RequestFacts, evaluation: Evaluation) -> Iterator[Block]:
    yield Table(
        caption="Criteria, what counts and its points",
        columns=(
            Column(title="Criterion", share=4),
            Column(title="Weight", align="right", share=2),
            Column(title="Scores given", share=4),
            Column(title="What counts", share=4),
            Column(title="Points", align="right", share=2),
        ),
        rows=tuple(
            (
                one.title,
                Number(text=wording.number(one.weight), value=one.weight),
                "; ".join(one.scores),
                wording.score_in_words(one),
                Number(text=wording.number(one.points), value=one.points),
            )
            for one in evaluation.criteria
        ),
    )
    if facts.dossier.scores:
        yield Table(
            caption="Reasons of each scorer",
            columns=(Column(title="Criterion", share=3), Column(title="Scorer", share=3), Column(title="Why", share=6)),
            rows=tuple(
                (_title(facts, one.score.criterion), one.scorer, f"{one.score.score}: {one.score.reasons}")
                for one in facts.dossier.scores
            ),
        )
    if facts.dossier.settled:
        yield Table(
            caption="Scores that were settled",
            columns=(Column(title="Criterion", share=3), Column(title="Score", share=2), Column(title="Why", share=7)),
            rows=tuple((_title(facts, key), str(one.score), one.reasons) for key, one in facts.dossier.settled.items()),
        )


def _title(facts: RequestFacts, key: str) -> str:
    found = None if facts.protocol is None else facts.protocol.record.criterion(key)
    return key if found is None else found.title


def _price(facts: RequestFacts, evaluation: Evaluation) -> Iterator[Block]:
    record, price = facts.dossier.price, evaluation.price
    if record is None or price is None:
        yield Paragraph(text="No price is built yet.")
        return
    yield Table(
        caption="What the price is built from",
        columns=(
            Column(title="Of what", share=6),
            Column(title="Hours", align="right", share=3),
            Column(title="An hour", align="right", share=3),
            Column(title="Pounds", align="right", share=4),
        ),
        rows=tuple(_price_rows(record, price)),
    )
    if price.is_below_cost:
        yield Paragraph(
            text=f"The price is below the full cost. {record.below_cost_because} It is allowed by the decision "
            f"{record.below_cost_decision}."
        )


def _price_rows(record: PriceRecord, price: Price) -> Iterator[tuple[Cell, ...]]:
    for one in record.lines:
        cost = one.hours * one.rate
        yield one.words, f"{one.hours.normalize():,f}", pounds(one.rate), _money(cost)
    yield "Accommodation, goods, vehicles and other costs", "", "", _money(record.other)
    yield "Full cost, with overheads", "", f"{wording.number(record.overheads)}%", _money(price.full_cost)
    yield "Price as it is built, with the margin", "", f"{wording.number(record.margin)}%", _money(price.built)
    yield "Price as it is asked", "", "", _money(price.price)


def _money(amount: Decimal) -> Cell:
    return Number(text=pounds(amount), value=amount)


def _known(known: Known) -> Iterator[Block]:
    if known.off_target:
        yield Table(
            caption="Published figures of the service that are off target",
            columns=(
                Column(title="Indicator", share=5),
                Column(title="Council", share=3),
                Column(title="Rating", share=2),
                Column(title="Figure", share=3),
            ),
            rows=tuple(
                (
                    f"{one.ref} {one.title}",
                    one.council,
                    RatingMark(code=_CODES[one.rating], word=one.rating.capitalize()),
                    f"{one.value}, {one.period}",
                )
                for one in known.off_target
            ),
        )
    else:
        yield Paragraph(text="No published figure of the service is amber or red.")
    if known.behind:
        yield Table(
            caption="Actions of the service that are behind",
            columns=(Column(title="Action", share=6), Column(title="Plan", share=3), Column(title="Status", share=3)),
            rows=tuple(
                (f"{one.ref} {one.words}", one.plan, f"{one.status.capitalize()}, {one.period}") for one in known.behind
            ),
        )
    else:
        yield Paragraph(text="No action of the service is behind.")
    if known.staff:
        yield Table(
            caption="Staff of the service, in full-time equivalents",
            columns=(
                Column(title="Council and year", share=4),
                Column(title="Needed", align="right", share=2),
                Column(title="Agreed in all", align="right", share=2),
                Column(title="Promised to others", align="right", share=2),
                Column(title="Left", align="right", share=2),
            ),
            rows=tuple(
                (
                    f"{one.council}, {one.year}",
                    wording.number(one.needed),
                    "not known" if one.establishment is None else wording.number(one.establishment),
                    wording.number(one.promised),
                    "not known" if one.left is None else wording.number(one.left),
                )
                for one in known.staff
            ),
        )
    else:
        yield Paragraph(text="Nobody said how many staff it takes.")
    if known.promised:
        yield Paragraph(text="Work of the service that is promised to others:")
        yield BulletList(items=tuple(wording.promised_in_words(one) for one in known.promised))


def _found(facts: RequestFacts) -> Iterator[Block]:
    said = {one.of: one.words for one in facts.dossier.considerations}
    yield FactList(
        facts=tuple(
            Fact(label=f"{one.value.capitalize()}:", text=said.get(one, "nothing is said yet")) for one in Aspect
        )
    )
    case = facts.dossier.case
    if case is not None:
        yield Paragraph(text="What is expected of it:")
        yield BulletList(items=case.benefits)
        yield Paragraph(text=f"What else was considered: {case.alternatives}")


def _views(facts: RequestFacts) -> Iterator[Block]:
    views = facts.dossier.views
    if not facts.dossier.partners:
        yield Paragraph(text="There is no partner to consult.")
        return
    yield Table(
        caption="What each partner says",
        columns=(
            Column(title="Council", share=3),
            Column(title="View", share=2),
            Column(title="In its words", share=5),
            Column(title="Who, and when", share=4),
        ),
        rows=tuple(_view_row(name, views.get(slug)) for slug, name in facts.dossier.partners.items()),
    )


def _view_row(name: str, view: PartnerView | None) -> tuple[Cell, ...]:
    if view is None:
        return name, "not asked yet", "–", "–"
    when = view.answered_on or view.asked_on
    return name, view.view.value.capitalize(), view.words or "–", f"{view.post}, {day_words(when)}"


def _tidy(evaluation: Evaluation) -> DataTable:
    return DataTable(
        columns=(
            DataColumn(name="criterion"),
            DataColumn(name="weight", kind=ColumnKind.NUMBER, meaning="of 100"),
            DataColumn(name="score", kind=ColumnKind.NUMBER, meaning="that counts, of 4"),
            DataColumn(name="points", kind=ColumnKind.NUMBER),
        ),
        rows=tuple(
            (one.title, one.weight, None if one.score is None else Decimal(one.score), one.points)
            for one in evaluation.criteria
        ),
    )
