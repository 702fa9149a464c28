"""The story of 2019/20, moment by moment: meetings, the register, two quarters told to the end, and one open."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from goldenthread.demonstration import at_desk, audiences, doing, planning, prioritising, requesting, resourcing
from goldenthread.demonstration.content import council_name, indicators, table
from goldenthread.demonstration.register import agreed_register, proposed_register, register_of_october
from goldenthread.domain.periods import Quarter
from goldenthread.domain.plan_risks import Score
from goldenthread.figures.queries.returned import ReturnedWarningAnswer

LONDON = ZoneInfo("Europe/London")
# A lead reads what was returned, answers what seemed unlikely, and submits.
TIME_TO_ANSWER = timedelta(minutes=20)
TIME_TO_SUBMIT = timedelta(minutes=35)


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something done at a moment. `words` tell of it while the story runs; most steps are not told."""

    at: datetime
    do: Callable[..., None]
    words: str = ""

    def take(self) -> None:
        self.do(at=self.at)


def steps() -> tuple[Step, ...]:
    """Everything that happened, in order of time."""
    quarters = [step for quarter in table("quarters.toml")["quarter"] for step in _quarter(quarter)]
    every = [*_committee(), *_at_desk(), *_plan(), *_requests(), *_register(), *quarters]
    return tuple(sorted(every, key=lambda step: step.at))


def _committee() -> Iterator[Step]:
    for meeting, moment in table("quarters.toml")["committee"].items():
        yield _step(moment, doing.enter_meeting, name=meeting)


def _at_desk() -> Iterator[Step]:
    desk = table("desk.toml")
    report, pack, agenda, delegation = desk["report"], desk["pack"], desk["agenda"], desk["delegation"]
    item = {"meeting": report["meeting"], "item": report["item"]}
    yield _step(report["written"], at_desk.enter_report, **item)
    why = report["uncleared_because"]
    yield _step(report["filed"], at_desk.make_it_the_paper, uncleared_because=why, **item)
    appendix = {name: pack[name] for name in ("publication", "title")}
    yield _step(pack["attached"], at_desk.attach_pack, **appendix, **item)
    yield _step(agenda["published"], at_desk.publish, meeting=report["meeting"], pass_because=agenda["pass_because"])
    given = {name: delegation[name] for name in ("decision", "to", "purpose", "consult")}
    yield _step(delegation["entered"], at_desk.delegate, **given)


def _plan() -> Iterator[Step]:
    """The Improvement Plan, from its draft to the progress that the committee is told of in February."""
    told = table(f"plans/{planning.SLUG}-story.toml")
    agreed, settled, final = told["agreed"], told["settled"], told["finalised"]
    yield _step(
        agreed["written"], planning.write, words="The Improvement Plan is written down as it was put to members"
    )
    by = {name: agreed[name] for name in ("decision", "subject_to")}
    yield _step(agreed["entered"], planning.agree, **by)
    yield _step(final["delegated"], planning.delegate)
    yield _step(settled["entered"], planning.settle, on=settled["on"], how=settled["how"])
    yield _step(final["viewed"], planning.consult, view=final["view"], on=final["view_on"])
    yield _step(final["discharged"], planning.discharge, decided=final["decided"], on=final["on"])
    yield _step(final["entered"], planning.finalise, on=final["on"])
    yield _step(
        final["priorities"], prioritising.write, words="What each council seeks is entered, with what serves it"
    )
    words = "Service plans of 2019/20 are written down, with what each promises"
    yield _step(final["service_plans"], resourcing.write_plans, words=words)
    yield _step(final["resources"], resourcing.agree)
    yield _step(final["shares"], resourcing.share)
    for change in told["change"]:
        what = {name: change[name] for name in ("ref", "kind", "on", "due", "reason", "by_post")}
        yield _step(change["entered"], planning.change, **what)
    reviewed = told["review"]
    what = {name: reviewed[name] for name in ("on", "occasion", "outcome", "by_post")}
    yield _step(reviewed["entered"], planning.review, **what)
    for risk in told["risk"]:
        yield _step(
            risk["entered"],
            planning.score,
            ref=risk["ref"],
            on=risk["on"],
            done=risk["words"],
            now=Score(likelihood=risk["likelihood"], impact=risk["impact"]),
            sought=Score(likelihood=risk["sought_likelihood"], impact=risk["sought_impact"]),
        )
    for quarter in told["quarter"]:
        period = quarter["period"]
        words = f"Owners say how the Improvement Plan stands in {Quarter.parse(period).label}"
        yield _step(quarter["opened"], planning.ask, period=period)
        yield _step(quarter["reported"], planning.report, period=period, said=quarter["said"], words=words)
        done = [(one["ref"], one["confirmed_by"]) for one in quarter["said"] if "confirmed_by" in one]
        if done:
            yield _step(quarter["confirmed"], planning.confirm, period=period, refs=done)
        yield _step(quarter["closed"], planning.close, period=period)
        if "published" in quarter:
            words = f"Progress of the Improvement Plan in {Quarter.parse(period).label} is published"
            yield _step(quarter["published"], planning.publish, period=period, words=words)
            yield _step(quarter["released"], planning.release, period=period)


def _requests() -> Iterator[Step]:
    """The protocol on requests, and the case on which officers try it."""
    told = table("requests/story.toml")
    written, request = told["protocol"], told["request"]
    yield _step(written["written"], requesting.write, words="The protocol on requests is written, for officers to try")
    yield _step(request["entered"], requesting.enter)
    yield _step(request["scored"], requesting.score)
    words = "A request that was decided before is evaluated by it, on trial"
    yield _step(request["evaluated"], requesting.evaluate, words=words)


def _register() -> Iterator[Step]:
    moments = table("quarters.toml")["register"]
    for name, register, words in (
        ("proposed", proposed_register, "The register is entered, with a proposed list of measures"),
        ("agreed", agreed_register, "The list that the committee agreed is entered"),
        ("october", register_of_october, "A target that the committee changed is entered"),
    ):
        yield _step(moments[name], doing.enter_register, register=register(), words=words)


def _quarter(quarter: dict[str, Any]) -> Iterator[Step]:
    period = quarter["period"]
    label = Quarter.parse(period).label
    words = f"{label} is opened; services fill in their workbooks and return them"
    yield _step(quarter["opened"], doing.open_quarter, period=period, meeting=quarter.get("meeting"), words=words)
    for slug, moment in quarter["returned"].items():
        yield _step(moment, doing.return_workbook, slug=slug, period=period)
        if slug not in quarter.get("not_submitted", ()):
            yield _step(moment + TIME_TO_SUBMIT, doing.submit_service, slug=slug, period=period)
    for warning in quarter.get("warning", ()):
        yield from _warning(warning, quarter=quarter)
    for query in quarter.get("query", ()):
        yield from _query(query, period=period)
    for override in quarter.get("override", ()):
        yield _override(override, period=period)
    for edit in quarter.get("edit", ()):
        yield _edit(edit, period=period)
    for withheld in quarter.get("withheld", ()):
        yield _withholding(withheld, period=period)
    for directorate, moment in quarter["signed_off"].items():
        yield _step(moment, doing.sign_off_directorate, directorate=directorate, period=period)
    for restated in quarter.get("restatement", ()):
        yield _restatement(restated, period=period)
    if "frozen" in quarter:
        words = f"{label} is frozen, with what directors have signed off"
        yield _step(quarter["frozen"], doing.freeze_quarter, period=period, words=words)
    if "published" in quarter:
        words = f"{label} is published for the committee's meeting"
        yield _step(quarter["published"], doing.publish_quarter, period=period, words=words)
    yield from _audiences(quarter)


def _audiences(quarter: dict[str, Any]) -> Iterator[Step]:
    """Packs issued, figures cleared, packs of partner councils published; and what is released with the agenda."""
    period = quarter["period"]
    label = Quarter.parse(period).label
    for issued in quarter.get("issued", ()):
        yield _step(
            issued["at"],
            audiences.issue,
            audience=issued["audience"],
            period=period,
            to=issued["to"],
            words=issued.get("words", ""),
        )
    for cleared in quarter.get("cleared", ()):
        who = {name: cleared[name] for name in ("council", "by", "said")}
        yield _step(cleared["at"], audiences.clear, period=period, **who)
    for partner in quarter.get("partner", ()):
        yield _step(partner["published"], audiences.publish, audience=partner["audience"], period=period)
    if "released" in quarter:
        released = quarter["released"]
        words = f"{label} is released with the agenda, and cleared before where that is required"
        yield _step(released["at"], audiences.release, names=released["names"], words=words)


def _warning(warning: dict[str, Any], *, quarter: dict[str, Any]) -> Iterator[Step]:
    slug = _service_of(warning["ref"])
    answer = ReturnedWarningAnswer(code=warning["code"], answer=warning["answer"], is_expected=warning["expected"])
    for council in warning["councils"]:
        yield _step(
            quarter["returned"][slug] + TIME_TO_ANSWER,
            doing.answer_warning,
            slug=slug,
            period=quarter["period"],
            name=_figure_name(warning["ref"], council=council),
            answer=answer,
        )


def _query(query: dict[str, Any], *, period: str) -> Iterator[Step]:
    name = _figure_name(query["ref"], council=query["council"])
    yield _step(query["asked_at"], doing.ask, name=name, period=period, asked=query["asked"])
    if "answer" in query:
        slug = _service_of(query["ref"])
        answer = query["answer"]
        yield _step(query["answered_at"], doing.answer_question, name=name, slug=slug, period=period, answer=answer)


def _override(override: dict[str, Any], *, period: str) -> Step:
    said = {name: override[name] for name in ("rating", "reason")}
    name = _figure_name(override["ref"], council=override["council"])
    return _step(override["said_at"], doing.judge, name=name, period=period, **said)


def _edit(edit: dict[str, Any], *, period: str) -> Step:
    said = {name: edit[name] for name in ("reasons", "because")}
    name = _figure_name(edit["ref"], council=edit["council"])
    return _step(edit["said_at"], doing.edit, name=name, period=period, **said)


def _withholding(withheld: dict[str, Any], *, period: str) -> Step:
    said = {name: withheld[name] for name in ("what", "reason")}
    name = _figure_name(withheld["ref"], council=withheld["council"])
    return _step(withheld["said_at"], doing.keep_back, name=name, period=period, **said)


def _restatement(restated: dict[str, Any], *, period: str) -> Step:
    said = {name: restated[name] for name in ("value", "kind", "reason")}
    name = _figure_name(restated["ref"], council=restated["council"])
    return _step(restated["said_at"], doing.restate, name=name, period=period, **said)


def _step(moment: datetime, do: Callable[..., None], *, words: str = "", **arguments: Any) -> Step:
    return Step(at=moment.replace(tzinfo=LONDON), do=partial(do, **arguments), words=words)


def _service_of(ref: str) -> str:
    return next(indicator.service for indicator in indicators() if indicator.ref == ref)


def _figure_name(ref: str, *, council: str) -> str:
    return f"{ref}:{council_name(council)}"
