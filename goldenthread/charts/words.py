"""What a chart says, in a sentence: its text alternative, from words and numbers already printed."""

from __future__ import annotations

from goldenthread.charts.series import Point


def finding_in_words(
    *, measure: str, period: str, printed: str, against_target: str = "", travel: str = "", rating: str = ""
) -> str:
    """The message of a chart in one sentence; what is not known is left out.

    "Invoices paid in 30 days: 92.1% in Q2 2019/20, 2.9 points below the target of 95.0%, worse than Q1; rated Amber."
    """
    findings = [f"{printed} in {period}", *(part for part in (against_target, travel) if part)]
    ending = f"; rated {rating}." if rating else "."
    return f"{measure}: {', '.join(findings)}{ending}"


def trend_in_words(points: tuple[Point, ...]) -> str:
    """A small trend line in words: first and last, lowest and highest, the target, every break and every gap.

    "9 periods from Q2 2017/18 (90.1%) to Q2 2019/20 (92.1%): lowest 88.0%, highest 95.3%; latest target 95.0%; no
    figure for Q1 2018/19."
    """
    known = [(point.value, point) for point in points if point.value is not None]
    missing = [point.label for point in points if point.value is None]
    if not known:
        return f"No figures from {points[0].label} to {points[-1].label}." if points else "No figures yet."
    first, last = known[0][1], known[-1][1]
    if len(known) == 1:
        words = f"One figure: {last.printed} in {last.label}"
    else:
        lowest = min(known, key=lambda pair: pair[0])[1]
        highest = max(known, key=lambda pair: pair[0])[1]
        words = (
            f"{len(known)} periods from {first.label} ({first.printed}) to {last.label} ({last.printed}): "
            f"lowest {lowest.printed}, highest {highest.printed}"
        )
    if last.target_printed:
        words += f"; latest target {last.target_printed}"
    anew = [point.label for point in points[1:] if point.begins_anew]
    if anew:
        words += f"; what it counts changed in {', '.join(anew)}"
    if missing:
        words += f"; no figure for {', '.join(missing)}"
    return words + "."
