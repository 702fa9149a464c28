"""Promises that outlived their measures: of a council that left, of an indicator that was taken off the list."""

from __future__ import annotations

from dataclasses import replace

from goldenthread.domain.periods import Quarter
from goldenthread.domain.snapshot import LeftPromise
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.queries.promises import promises_left
from goldenthread.figures.queries.withheld import is_hidden, withheld_of
from goldenthread.indicators.queries import measures_ended


def left_promises(quarter: Quarter) -> tuple[LeftPromise, ...]:
    """Those that were open when the quarter began, oldest first, marked where they are withheld from the public."""
    found = promises_left(str(quarter))
    if not found:
        return ()
    ended = measures_ended(quarter.year)
    withheld = withheld_of({remedial.figure.measure_id for remedial, _ in found})
    told = []
    for remedial, carried in found:
        figure, answered = remedial.figure, carried.as_snapshot()
        measure, council = figure.measure_id, figure.measure.council
        hidden = is_hidden(withheld, measure, carried.promised_for, WithheldPart.MEASURE, WithheldPart.ACTIONS)
        told.append(
            LeftPromise(
                measure_id=measure,
                ref=figure.terms["indicator_ref"],
                title=figure.terms["title"],
                council="" if council is None else council.name,
                council_gss="" if council is None else council.gss_code,
                service=figure.service.name,
                last_day=ended.get(measure),
                promise=replace(answered.promise, withheld=True) if hidden else answered.promise,
                promised_for=carried.promised_for,
            )
        )
    return tuple(told)
