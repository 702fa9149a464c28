"""A request in the words of its page: facts and tables, each with the way to change it where it may be changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.urls import reverse

from goldenthread.components.lists import Fact
from goldenthread.components.marks import Rating
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import Quarter
from goldenthread.domain.request_decisions import AgreementRecord, DecisionRecord, IncomeRecord, ReviewRecord
from goldenthread.domain.request_evaluations import CriterionFound, Evaluation, GateFound
from goldenthread.domain.request_knowledge import Known
from goldenthread.domain.request_prices import pounds
from goldenthread.domain.request_protocols import Gate
from goldenthread.domain.request_records import Aspect
from goldenthread.requests.queries import wording
from goldenthread.requests.queries.afterwards import BeforeAndAfter
from goldenthread.requests.queries.dossiers import RequestFacts, Stated, day_of

NOTHING_YET = "Nothing yet"


def request_address(reference: str, name: str = "request", *more: str) -> str:
    """The page of a request, or of one of its steps."""
    return reverse(f"requests:{name}", args=[reference, *more])


def asked_list(facts: RequestFacts) -> tuple[Fact, ...]:
    """What is asked; what is not known says so."""
    service = Fact(name="Service", words=facts.service)
    return (service, *(Fact(name=label, words=words) for label, words in wording.asked_facts(facts.asked)))


def standing_facts(facts: RequestFacts) -> Iterator[Fact]:
    """Where it stands, and what the protocol makes of it."""
    yield Fact(name="State", words=facts.state.value.capitalize())
    if facts.protocol is not None:
        address = reverse("requests:protocol-version", args=[facts.protocol.number])
        yield Fact(name="Protocol", link=Link(words=f"Version {facts.protocol.number}", address=address))
    evaluation = facts.evaluation
    if evaluation is not None:
        if facts.kept is not None:
            yield Fact(name="Evaluated", words=day_words(day_of(facts.kept)))
        yield Fact(name="Outcome", words="\n".join((evaluation.outcome.value.capitalize(), *evaluation.why)))
        yield Fact(name="Total", words=wording.total_in_words(evaluation).capitalize())
        yield Fact(name="Price", words=_upper(wording.price_words(evaluation)))
        yield Fact(name="Who decides", words=_upper(wording.level_in_words(evaluation)))


def gates_table(facts: RequestFacts, evaluation: Evaluation, *, can_state: bool) -> Table:
    """Each gate, whether it is passed, and why."""
    steps = (Column(title="Answer it"),) if can_state else ()
    return Table(
        caption="Gates: each has to be passed",
        caption_hidden=True,
        columns=(Column(title="Gate"), Column(title="Passed"), Column(title="Why"), *steps),
        rows=tuple(
            row_of(
                Cell(words=one.gate.heading, small=one.gate.question),
                wording.gate_in_words(one).capitalize(),
                " ".join(one.why),
                *((_gate_link(facts, one),) if can_state else ()),
            )
            for one in evaluation.gates
        ),
        key="gates",
    )


def _gate_link(facts: RequestFacts, one: GateFound) -> Cell:
    verb = "Change" if one.is_answered else "Answer"
    address = request_address(facts.reference, "gate", one.gate.value)
    return Cell(words=f"{verb} {one.gate.heading.lower()}", address=address)


def scores_table(facts: RequestFacts, evaluation: Evaluation, *, can_settle: bool) -> Table:
    """Each criterion with its scores, the one that counts, and its points."""
    return Table(
        caption="Scores",
        caption_hidden=True,
        columns=(
            Column(title="Criterion"),
            Column(title="Weight", numeric=True),
            Column(title="Scores given"),
            Column(title="What counts"),
            Column(title="Points", numeric=True),
        ),
        rows=tuple(
            row_of(
                one.title,
                wording.number(one.weight),
                "; ".join(one.scores) or NOTHING_YET,
                _counts(facts, one, can_settle=can_settle),
                "–" if one.score is None else wording.number(one.points),
            )
            for one in evaluation.criteria
        ),
        key="scores",
    )


def _counts(facts: RequestFacts, one: CriterionFound, *, can_settle: bool) -> Cell:
    given = {by.score.score for by in facts.dossier.scores if by.score.criterion == one.key}
    if can_settle and one.score is None and len(given) > 1:
        address = request_address(facts.reference, "settle", one.key)
        return Cell(words=f"Settle {one.title}", address=address, small=one.why)
    return Cell(words=wording.score_in_words(one).capitalize(), small=one.why)


def known_tables(known: Known) -> tuple[Table, ...]:
    """What the register knows of the service: figures off target, actions behind, staff, and what is promised."""
    return (
        Table(
            caption="Figures of the service that are off target",
            caption_hidden=True,
            columns=(
                Column(title="Indicator"),
                Column(title="Council"),
                Column(title="Rating"),
                Column(title="Figure", numeric=True),
            ),
            rows=tuple(
                row_of(
                    Cell(words=f"{one.ref} {one.title}", small="illustrative" if one.illustrative else ""),
                    one.council,
                    Cell(rating=Rating(one.rating, one.rating.capitalize())),
                    Cell(words=one.value, small=one.period),
                )
                for one in known.off_target
            ),
            empty="No figure of the service that you may see is amber or red.",
            key="off-target",
        ),
        Table(
            caption="Actions of the service that are behind",
            caption_hidden=True,
            columns=(Column(title="Action"), Column(title="Plan"), Column(title="Status")),
            rows=tuple(
                row_of(f"{one.ref} {one.words}", one.plan, Cell(words=one.status.capitalize(), small=one.period))
                for one in known.behind
            ),
            empty="No action of the service is behind.",
            key="behind",
        ),
        Table(
            caption="Staff of the service, in full-time equivalents",
            caption_hidden=True,
            columns=(
                Column(title="Council and year"),
                Column(title="Needed", numeric=True),
                Column(title="Agreed in all", numeric=True),
                Column(title="Promised to others", numeric=True),
                Column(title="Left", numeric=True),
            ),
            rows=tuple(
                row_of(
                    f"{one.council}, {one.year}",
                    wording.number(one.needed),
                    "Not known" if one.establishment is None else wording.number(one.establishment),
                    wording.number(one.promised),
                    "Not known" if one.left is None else wording.number(one.left),
                )
                for one in known.staff
            ),
            empty="Nobody said how many staff it takes.",
            key="staff",
        ),
        Table(
            caption="Work of the service that is promised to others",
            caption_hidden=True,
            columns=(Column(title="Request"), Column(title="State"), Column(title="Until")),
            rows=tuple(
                row_of(
                    Cell(words=f"{one.reference} {one.requester}", address=request_address(one.reference)),
                    one.state.capitalize(),
                    one.until or "Not known",
                )
                for one in known.promised
            ),
            empty="None is promised.",
            key="promised",
        ),
    )


def considerations_list(facts: RequestFacts) -> tuple[Fact, ...]:
    """Each aspect with what was found; of what nothing was said yet, that."""
    said = {one.of: one.words for one in facts.dossier.considerations}
    return tuple(Fact(name=one.value.capitalize(), words=said.get(one, NOTHING_YET)) for one in Aspect)


def views_table(facts: RequestFacts, *, can_state: Sequence[str]) -> Table:
    """What each partner says. `can_state` are the councils whose view may be entered by whoever looks."""
    views = facts.dossier.views
    rows = []
    for slug, name in facts.dossier.partners.items():
        view = views.get(slug)
        cells: list[str | Cell] = [name]
        if view is None:
            cells += ["Not asked yet", "", ""]
        else:
            answered = "" if view.answered_on is None else f"answered on {day_words(view.answered_on)}"
            cells += [
                view.view.value.capitalize(),
                view.words,
                Cell(words=view.post, small=f"asked on {day_words(view.asked_on)}; {answered}".rstrip("; ")),
            ]
        if can_state:
            address = request_address(facts.reference, "view", slug)
            cells.append(Cell(words=f"Enter {name}’s view", address=address) if slug in can_state else "–")
        rows.append(row_of(*cells))
    steps = (Column(title="Enter it"),) if can_state else ()
    return Table(
        caption="Partners’ views",
        caption_hidden=True,
        columns=(Column(title="Council"), Column(title="View"), Column(title="Words"), Column(title="Who"), *steps),
        rows=tuple(rows),
        empty="There is no partner to consult.",
        key="views",
    )


def price_table(facts: RequestFacts) -> Table | None:
    """What the price is built from; None where none is."""
    price = facts.dossier.price
    if price is None:
        return None
    lines = [row_of(one.words, f"{one.hours.normalize():,f}", pounds(one.rate)) for one in price.lines]
    return Table(
        caption="What the price is built from",
        caption_hidden=True,
        columns=(Column(title="Work"), Column(title="Hours", numeric=True), Column(title="An hour", numeric=True)),
        rows=(
            *lines,
            row_of("Other costs", "–", pounds(price.other)),
            row_of("Overheads", "–", f"{wording.number(price.overheads)}%"),
            row_of("Margin", "–", f"{wording.number(price.margin)}%"),
        ),
        key="price",
    )


def decided_facts(stated: Stated) -> Iterator[Fact]:
    """A decision with its reasons."""
    decided: DecisionRecord = stated.record
    yield Fact(name="Decided", words=f"{decided.decided.value.capitalize()}, on {day_words(decided.decided_on)}")
    yield Fact(name="By", words=decided.by_post if stated.decision is None else _upper(stated.decision.words))
    yield Fact(name="As", words=decided.level.value.capitalize())
    yield Fact(name="Reasons", words=decided.reasons)
    yield Fact(name="Alternatives considered", words=decided.alternatives)
    if decided.conditions:
        yield Fact(name="Conditions", words="\n".join(decided.conditions))
    yield Fact(name="Interests declared", words=decided.interests or "None")


def agreed_facts(agreed: AgreementRecord, *, names: dict[str, str]) -> Iterator[Fact]:
    """The agreement, with each council's share of its income."""
    yield Fact(name="Signed", words=day_words(agreed.signed_on))
    yield Fact(name="From", words=day_words(agreed.starts_on))
    yield Fact(name="Until", words="No end" if agreed.ends_on is None else day_words(agreed.ends_on))
    yield Fact(name="What was agreed", words=agreed.words)
    shares = (f"{name} {wording.number(agreed.shares[slug])}%" for slug, name in names.items() if slug in agreed.shares)
    yield Fact(name="Income is shared", words=f"{', '.join(shares)}\n{agreed.shares_from}")
    yield Fact(name="First review", words=day_words(agreed.review_on))


def income_table(income: Sequence[IncomeRecord], *, names: dict[str, str]) -> Table:
    """What was received quarter by quarter, and each council's part."""
    return Table(
        caption="Income",
        caption_hidden=True,
        columns=(Column(title="Quarter"), Column(title="Received", numeric=True), Column(title="By council")),
        rows=tuple(
            row_of(
                Quarter.parse(one.period).label,
                pounds(one.amount),
                ", ".join(f"{name} {pounds(one.parts[slug])}" for slug, name in names.items() if slug in one.parts),
            )
            for one in income
        ),
        empty="No income was entered yet.",
        key="income",
    )


def reviews_table(reviews: Sequence[ReviewRecord]) -> Table:
    """What came of each benefit that was expected, the newest review first."""
    return Table(
        caption="Reviews: what came of the benefits that were expected",
        caption_hidden=True,
        columns=(
            Column(title="Day"),
            Column(title="Benefit"),
            Column(title="Realised"),
            Column(title="What came of it"),
        ),
        rows=tuple(
            row_of(day_words(review.on), one.benefit, one.realised.value.capitalize(), one.words)
            for review in reversed(reviews)
            for one in review.benefits
        ),
        empty="It was not reviewed yet.",
        key="reviews",
    )


def before_table(rows: Sequence[BeforeAndAfter]) -> Table:
    """Figures of the service before it began and since, by quarter; of the quarter in which it began, since."""
    quarters = {then.quarter: "before" for one in rows for then in one.before}
    quarters |= {then.quarter: "since" for one in rows for then in one.after}
    ordered = sorted(quarters, key=lambda one: one.first_day)
    return Table(
        caption="The service’s figures before it began, and since",
        caption_hidden=True,
        columns=(
            Column(title="Indicator and council"),
            *(Column(title=f"{one.label}, {quarters[one]}") for one in ordered),
        ),
        rows=tuple(
            row_of(
                Cell(
                    words=f"{one.ref} {one.title}",
                    small="; ".join(filter(None, (one.council, "illustrative" if one.illustrative else ""))),
                ),
                *(_then(one, quarter) for quarter in ordered),
            )
            for one in rows
        ),
        empty="No figure of the service is to be seen before or since.",
        key="before",
    )


def _then(one: BeforeAndAfter, quarter: Quarter) -> str | Cell:
    then = next((then for then in (*one.before, *one.after) if then.quarter == quarter), None)
    if then is None:
        return "–"
    return Cell(rating=Rating(then.mark, then.word.capitalize()), small=then.value)


def history_table(facts: RequestFacts) -> Table:
    """Everything that was stated, the newest first."""
    return Table(
        caption="What was stated, by whom",
        caption_hidden=True,
        columns=(Column(title="Day"), Column(title="What"), Column(title="By"), Column(title="Protocol")),
        rows=tuple(
            row_of(
                day_words(day_of(one)),
                Cell(words=_stated(facts, one), small=one.words),
                one.by_name,
                "–" if one.protocol is None else f"Version {one.protocol}",
            )
            for one in facts.history
        ),
        key="history",
    )


def _stated(facts: RequestFacts, one: Stated) -> str:
    """ "Gate: Legal power", "Income: Q3 2019/20"."""
    if not one.key:
        return _upper(one.kind_words)
    criterion = None if facts.protocol is None else facts.protocol.record.criterion(one.key)
    named = {
        "gate": lambda: Gate(one.key).heading,
        "view": lambda: facts.dossier.partners.get(one.key, one.key),
        "income": lambda: Quarter.parse(one.key).label,
    }
    called = named.get(one.kind, lambda: one.key if criterion is None else criterion.title)()
    return f"{_upper(one.kind_words)}: {called}"


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
