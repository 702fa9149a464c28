"""Who may do what to a figure, and from where: the checks that raise, or say why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from goldenthread.accounts.models import User
from goldenthread.audit.queries import done_to
from goldenthread.domain.days import day_words
from goldenthread.domain.problems import InputRefused, Refused
from goldenthread.domain.workflow import FigureStep, StepNotAllowed, next_figure_state
from goldenthread.figures.models import Figure
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries import HeldRole, Scope, ServiceFacts, held_roles, role_among, services
from goldenthread.partnership.rules import roles_in_words, why_no_code
from goldenthread.publishing.queries import last_published
from goldenthread.terminal.order import check_in_order, moment_in_words, why_too_early

FIGURE_RETURNED = "figure returned"  # as the log calls it
WORDS_EDITED = "words edited"

_PERMISSIONS = {
    FigureStep.RETURN: Permission.RETURN_FIGURES,
    FigureStep.SUBMIT: Permission.RETURN_FIGURES,
    FigureStep.ANSWER: Permission.RETURN_FIGURES,
    FigureStep.QUERY: Permission.QUERY_FIGURES,
    FigureStep.REOPEN: Permission.REOPEN_FIGURES,
    FigureStep.ASK_AGAIN: Permission.REOPEN_FIGURES,
    FigureStep.SIGN_OFF: Permission.SIGN_OFF_FIGURES,
    FigureStep.EDIT_WORDS: Permission.EDIT_WORDS,
    FigureStep.OVERRIDE: Permission.RATE_BY_JUDGEMENT,
    FigureStep.REFRESH: Permission.REFRESH_FIGURES,
}


class StepsRefused(InputRefused):
    """Some figures cannot take this step; none took it. Carries one problem for each."""


@dataclass(frozen=True)
class Reach:
    """What one person holds on one day, read once and asked of many figures."""

    person: User
    at: datetime
    held: tuple[HeldRole, ...]
    services: dict[int, ServiceFacts]
    returned: frozenset[str] = frozenset()  # ids, of figures to be signed off, that the person had a part in returning
    edited: frozenset[str] = frozenset()  # and those whose words the person edited

    @property
    def on(self) -> date:
        return today_in_london(self.at)

    def post_for(self, figure: Figure, permission: Permission) -> str:
        """The post by which the person may do this to the figure; "" where none lets them."""
        return self.post_at(permission, council_id=figure.measure.council_id, service_id=figure.service_id)

    def post_at(self, permission: Permission, *, council_id: int | None, service_id: int) -> str:
        of = Scope(council_id, self.services[service_id].directorate_id, service_id)
        role = role_among(self.held, permission, of=of)
        return "" if role is None else role.post

    def why_not(self, figure: Figure, permission: Permission) -> str:
        """A sentence where the person may not do this to the figure; else ""."""
        if self.post_for(figure, permission):
            return why_no_code(self.person, permission)
        service = self.services[figure.service_id].name
        return (
            f"{self.person.name} is not {roles_in_words(permission)} for {service} on {day_words(self.on)}. Ask "
            "somebody who is, or have the appointment entered first."
        )


def reach_of(person: User, *, at: datetime, signing: Sequence[Figure] = ()) -> Reach:
    """The person's roles on that day in London, and which of the figures to be signed off the person returned."""
    ids = [figure.pk for figure in signing]
    return Reach(
        person=person,
        at=at,
        held=held_roles(on=today_in_london(at), person=person),
        services={service.id: service for service in services()},
        returned=done_to(kind=FIGURE_RETURNED, subject="figure", subject_ids=ids, by=person.pk),
        edited=done_to(kind=WORDS_EDITED, subject="figure", subject_ids=ids, by=person.pk),
    )


def why_not_step(figure: Figure, step: FigureStep, *, reach: Reach) -> str:
    """Why this person cannot do this to the figure from where it stands, with who and when; "" where they can."""
    try:
        next_figure_state(state=figure.state, step=step)
    except StepNotAllowed as refusal:
        return who_and_when(figure) or _NOT_FAR_ENOUGH.get(figure.state, str(refusal))
    missing = reach.why_not(figure, _PERMISSIONS[step])
    if missing:
        return missing
    too_early = why_before_the_last(figure, at=reach.at)
    if too_early:
        return too_early
    if step is FigureStep.SIGN_OFF:
        return why_not_signed_off(figure, reach=reach)
    return ""


def why_before_the_last(figure: Figure, *, at: datetime) -> str:
    """A sentence where the moment is before what was done to the figure last; else ""."""
    return why_too_early(at, after=figure.last_done_at, what=f"It was {figure.last_done}")


_NOT_FAR_ENOUGH: dict[str, str] = {
    Figure.State.DUE: "It has not been returned yet.",
    Figure.State.RETURNED: "It is returned, but not submitted yet.",
    Figure.State.QUERIED: "A question about it has no answer yet. Answer it, or return it again.",
}


def why_not_signed_off(figure: Figure, *, reach: Reach) -> str:
    """Why the person cannot sign off this figure, whatever their role: a part in it, or an open warning; else ""."""
    if str(figure.pk) in reach.edited:
        return f"{reach.person.name} edited its words. Nobody signs off words of their own; ask another director."
    # From the log, and not from the value as it is now: a part of what was returned before lives on in what
    # somebody else returned after it, were it the number under their note.
    if str(figure.pk) in reach.returned:
        return f"{reach.person.name} returned it. Nobody signs off a figure that they returned; ask another director."
    unanswered = [warning.code for warning in figure.warnings_now if not warning.answer]
    if unanswered:
        return (
            f"A warning is not answered yet: {', '.join(sorted(unanswered))}. Have it answered, or put the figure "
            "right."
        )
    return ""


def who_and_when(figure: Figure) -> str:
    """Who brought a figure to where it stands, and when; "" where nobody has, or it is only returned."""
    if figure.state == Figure.State.SUBMITTED and figure.submitted_by is not None:
        return f"{figure.submitted_by.name} submitted it on {when(figure.submitted_at)}."
    if figure.state == Figure.State.SIGNED_OFF and figure.signed_off_by is not None:
        by_email = "" if figure.emailed is None else f" by e-mail, as {figure.emailed.recorded_by.name} recorded"
        return f"{figure.signed_off_by.name} signed it off on {when(figure.signed_off_at)}{by_email}."
    if figure.state == Figure.State.FROZEN and not figure.is_returned:
        return (
            f"It is frozen without a figure: {_who_froze(figure)}. Have the performance officer or the director ask "
            "for it again, and send it then; the next freeze is a new version."
        )
    if figure.state == Figure.State.FROZEN:
        return f"It is frozen: {_who_froze(figure)}. Have it opened again first; the next freeze is then a new version."
    return ""


def _who_froze(figure: Figure) -> str:
    # Every freeze is of the whole round, so the last one froze this figure too.
    last = max(figure.round.freezes.all(), key=lambda freeze: freeze.number)
    return f"{last.frozen_by.name} froze it on {when(last.frozen_at)}, as version {last.number}"


def check_after_publication(period: str, *, at: datetime) -> None:
    """Raises OutOfOrder before the moment of what was published of the round: its figures were frozen until then."""
    published = last_published(period)
    if published is not None:
        public_id, published_at = published
        check_in_order(at, after=published_at, what=f"{public_id} was published")


def today_in_london(at: datetime) -> date:
    """The day on which the moment falls in London."""
    return timezone.localtime(at).date()


def when(at: datetime | None) -> str:
    """15 October 2019 at 14:30, in London."""
    return "an unknown day" if at is None else moment_in_words(at)


class NobodyToReturnFor(Refused):
    """The person may return figures for no service at all on that day."""


def check_may_return_any(person: User, *, at: datetime) -> Reach:
    """The person's reach; raises NobodyToReturnFor where it holds no service to return figures for."""
    reach = reach_of(person, at=at)
    if role_among(reach.held, Permission.RETURN_FIGURES, of=None) is None:
        raise NobodyToReturnFor(
            f"{person.name} is not {roles_in_words(Permission.RETURN_FIGURES)} on {day_words(reach.on)}, which it "
            "takes to return figures. Ask somebody who is, or have the appointment entered first."
        )
    return reach
