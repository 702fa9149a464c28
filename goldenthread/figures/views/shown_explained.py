"""How a page says what stands behind a figure: each part with its facts, and what it comes out as again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse

from goldenthread.components.lists import Fact
from goldenthread.components.marks import Rating
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.explained import Explanation, Line, Part
from goldenthread.figures.queries.explained_to import ExplainedTo
from goldenthread.figures.queries.published import PUBLICATIONS
from goldenthread.figures.views.shown import RATING_WORDS

_AGREES, _DIFFERS = "Agrees", "Does not agree"
_TEXT = "text"  # of a policy: long, so it is folded


@dataclass(frozen=True, kw_only=True)
class PartShown:
    """A part of the page. `folded` are long texts, each with the words that open it."""

    key: str
    title: str
    facts: tuple[Fact, ...]
    folded: tuple[tuple[str, str], ...]
    checks: Table | None


def explained_address(figure_id: int, *, version: int | None = None) -> str:
    """The page of the figure, in its newest version that is open to the reader or in this one."""
    address = reverse("figures:explained", kwargs={"figure_id": figure_id})
    return address if version is None else f"{address}?version={version}"


def verdict_of(told: Explanation) -> str:
    """ "All 24 checks agree: …", or how many do not."""
    wrong, number = len(told.disagreements), len(told.checks)
    if wrong:
        verb = "does" if wrong == 1 else "do"
        return (
            f"{wrong} of {number} checks {verb} not agree. What was frozen is not what comes out now; see below which."
        )
    return f"All {number} checks agree: worked out again from what was frozen, the figure comes out as it was told."


def parts_shown(found: ExplainedTo, told: Explanation) -> tuple[PartShown, ...]:
    """Every part that tells anything, in its order."""
    links = _links_within(found)
    return tuple(
        PartShown(
            key=f"part-{number}",
            title=part.title,
            facts=tuple(_fact(line, part=part, links=links) for line in part.lines if line.what != _TEXT),
            folded=tuple((_policy_before(part, number), line.words) for number, line in _texts(part)),
            checks=_checks(part, key=f"checks-{number}") if part.checks else None,
        )
        for number, part in enumerate(told.parts, start=1)
        if part.lines or part.checks
    )


def versions_shown(found: ExplainedTo) -> tuple[Link, ...]:
    """The other versions of the figure that the reader may have explained, newest first."""
    return tuple(
        Link(
            words=f"How it stood in version {one} of the figures",
            address=explained_address(found.figure_id, version=one),
        )
        for one in reversed(found.versions)
        if one != found.version
    )


def indicator_link(found: ExplainedTo) -> Link:
    """Back to the indicator that the figure is of."""
    ref = found.explained.snapshot.terms.indicator_ref
    return Link(words=ref, address=reverse("reports:indicator", kwargs={"ref": ref}))


def links_of(found: ExplainedTo) -> tuple[Link, ...]:
    """Where the page leads besides: the indicator, the e-mail of the sign-off, promises made with the figure."""
    terms = found.explained.snapshot.terms
    email = reverse("figures:sign-off-email", kwargs={"figure_id": found.figure_id})
    return (
        Link(
            words=f"{terms.indicator_ref}: {terms.title}",
            address=reverse("reports:indicator", kwargs={"ref": terms.indicator_ref}),
        ),
        *([Link(words="The e-mail by which it was signed off", address=email)] if found.has_email else []),
        *(
            Link(
                words=f"Promise: {one.words}",
                address=reverse("figures:promise", kwargs={"action_id": one.action_id}),
            )
            for one in found.promises
        ),
    )


def _links_within(found: ExplainedTo) -> Mapping[tuple[str, str], Link]:
    """Where a line leads, by its part's title and what it is of."""
    terms = found.explained.snapshot.terms
    links = {}
    for whose, slug in (("the joint committee's", terms.policy_slug), ("the council's own", terms.own_policy_slug)):
        if slug:
            address = reverse("indicators:policy", kwargs={"slug": slug})
            links["The policy", f"{whose} policy"] = Link(words="See the policy", address=address)
    for file in found.evidence:
        address = reverse(
            "figures:evidence-file", kwargs={"figure_id": file.figure_id, "evidence_id": file.evidence_id}
        )
        links["What is attached to it", file.name] = Link(words=f"Save {file.name}", address=address)
    for part in found.explained.explanation.parts:
        for line in part.lines if part.title == PUBLICATIONS else ():
            name = "web:publication" if line.what in found.released else "reports:kept"
            if line.what != "none":
                address = reverse(name, kwargs={"public_id": line.what})
                links[PUBLICATIONS, line.what] = Link(words="See the publication", address=address)
    return links


def _fact(line: Line, *, part: Part, links: Mapping[tuple[str, str], Link]) -> Fact:
    name = line.what if part.title == PUBLICATIONS else f"{line.what[:1].upper()}{line.what[1:]}"
    code, _, rest = line.words.partition(": ")
    link = links.get((part.title, line.what))
    if code in RATING_WORDS:
        return Fact(name=name, rating=Rating(code, RATING_WORDS[code]), words=rest, link=link)
    return Fact(name=name, words=line.words, link=link)


def _texts(part: Part) -> Iterator[tuple[int, Line]]:
    return ((number, line) for number, line in enumerate(part.lines) if line.what == _TEXT)


def _policy_before(part: Part, number: int) -> str:
    """ "The text of the joint committee's policy": of the policy that stands before it in the part."""
    whose = next((line.what for line in reversed(part.lines[:number]) if line.what.endswith("policy")), "the policy")
    return f"The text of {whose}"


def _checks(part: Part, *, key: str) -> Table:
    return Table(
        key=key,
        caption=f"Worked out again: {part.title}",
        columns=(
            Column(title="What"),
            Column(title="As it was told"),
            Column(title="As it comes out now"),
            Column(title="Result"),
        ),
        rows=tuple(
            row_of(
                Cell(words=one.what, breaks=True),
                Cell(small=one.told, breaks=True),
                Cell(small=one.anew, breaks=True),
                _AGREES if one.agrees else _DIFFERS,
            )
            for one in part.checks
        ),
    )
