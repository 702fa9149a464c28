"""What changed of a figure's terms before it was frozen, what was said of its value since, and what is withheld."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from goldenthread.domain.explained import Line, Part
from goldenthread.domain.restated import RestatedFigure
from goldenthread.domain.snapshot import FigureSnapshot
from goldenthread.domain.units import print_value
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.models import Figure, RefreshedTerms, Restatement, ReturnedValue, Withholding
from goldenthread.figures.queries.posts import Posts
from goldenthread.figures.queries.restatements import known_figure
from goldenthread.partnership.permissions import Permission
from goldenthread.terminal.order import moment_in_words


def since_part(figure: Figure, snapshot: FigureSnapshot, *, frozen_at: datetime, posts: Posts) -> Part:
    """Each refresh of its terms up to the freeze, each restatement with the returned value that it is of, and each word
    by which a part of it was withheld from the public or is shown again."""
    known = known_figure(figure)
    restated = () if known is None else _restated(figure, snapshot, said=known.restatements, posts=posts)
    refreshed, withheld = _refreshed(figure, until=frozen_at, posts=posts), _withheld(figure, posts=posts)
    return Part(title="What changed", lines=(*refreshed, *restated, *withheld))


def _withheld(figure: Figure, *, posts: Posts) -> Iterator[Line]:
    for one in Withholding.objects.filter(figure=figure).order_by("pk"):
        by = _post(figure, one.said_by_id, Permission.WITHHOLD_FIGURES, at=one.said_at, posts=posts)
        what = "shown to the public again" if not one.withheld else "withheld from the public"
        part = "" if one.what == WithheldPart.MEASURE else f", its {one.what}"
        yield Line(what=f"{what}{part}", words=f"{by}, {moment_in_words(one.said_at)}: {one.reason}")


def _refreshed(figure: Figure, *, until: datetime, posts: Posts) -> Iterator[Line]:
    for one in RefreshedTerms.objects.filter(figure=figure, said_at__lte=until).order_by("pk"):
        by = _post(figure, one.said_by_id, Permission.REFRESH_FIGURES, at=one.said_at, posts=posts)
        yield Line(
            what="terms refreshed",
            words=(
                f"{by}, {moment_in_words(one.said_at)}: {one.reason} From {one.rating_before} to {one.rating_after}."
            ),
        )


def _restated(
    figure: Figure, snapshot: FigureSnapshot, *, said: Sequence[RestatedFigure], posts: Posts
) -> Iterator[Line]:
    rows = Restatement.objects.filter(pk__in=[one.restatement_id for one in said])
    values = {row.pk: row.returned_value for row in rows.select_related("returned_value__file")}
    for one in said:
        yield Line(
            what=f"restated, {one.kind.value.replace('-', ' ')}",
            words=(
                f"{one.printed(one.value)}, would have been {one.rating.replace('-', ' ')}: {one.by}, "
                f"{moment_in_words(one.at)}: {one.reason}"
            ),
        )
        value = values[one.restatement_id]
        if value is not None:
            yield Line(what="of the value returned", words=_returned(figure, snapshot, value=value, posts=posts))


def _returned(figure: Figure, snapshot: FigureSnapshot, *, value: ReturnedValue, posts: Posts) -> str:
    """ "38: Head of Exchequer, 22 July 2019 at 10:30; returns.xlsx, sheet Figures, cell F14"."""
    by = _post(figure, value.returned_by_id, Permission.RETURN_FIGURES, at=value.returned_at, posts=posts)
    shown = value.text or value.kind.replace("-", " ")
    if value.value is not None:
        shown = print_value(value.value, unit=snapshot.terms.unit, decimals=snapshot.terms.decimals)
    words = f"{shown}: {by or 'a post that is not known'}, {moment_in_words(value.returned_at)}"
    return words if value.file is None else f"{words}; {value.file.name}, sheet {value.sheet}, cell {value.cell}"


def _post(figure: Figure, person: int, may: Permission, *, at: datetime, posts: Posts) -> str:
    return posts.post(person, may, at=at, council_id=figure.measure.council_id, service_id=figure.service_id)
