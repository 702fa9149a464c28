"""What messages say: one function for each kind. Counts, days and links, and no word that anybody wrote of a figure.

Mail travels and is kept where nobody of ours can take it back, so a letter leads to a page that asks who is reading.
`path` is the page, as "/returns"; a letter that names a title names one that is public.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from goldenthread.domain.days import day_words

INVITATION = "invitation"
DIGEST = "digest"
# Kinds that are never kept for a digest: who is invited cannot have chosen one, and waits to be let in.
ALWAYS_AT_ONCE = (INVITATION, DIGEST)
# Kinds whose words are worth as much as a password until they are sent, and are not kept after that.
FORGOTTEN = (INVITATION,)


@dataclass(frozen=True, kw_only=True)
class Letter:
    """What is said to each of its readers: the kind names its two templates, `values` is what stands in them."""

    kind: str
    subject: str
    link: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """A letter in words, for one reader."""

    text: str
    html: str


def invitation(*, link: str, until: datetime) -> Letter:
    """You are invited; the link works once, and until then."""
    local = timezone.localtime(until)
    return Letter(
        kind=INVITATION,
        subject="You are invited to goldenthread",
        link=link,
        values={"until": f"{day_words(local.date())} at {local:%H:%M}"},
    )


def figures_due(*, quarter: str, count: int, due_on: date, path: str) -> Letter:
    """So many figures of a quarter are yours to return, by a day."""
    return _of_figures("figures due", "to return", quarter=quarter, count=count, due_on=due_on, path=path)


def reminder(*, quarter: str, count: int, due_on: date, path: str) -> Letter:
    """So many figures are still to return, and the day is near."""
    return _of_figures("reminder", "still to return", quarter=quarter, count=count, due_on=due_on, path=path)


def overdue(*, quarter: str, count: int, due_on: date, path: str) -> Letter:
    """So many figures were to be returned by a day that has passed."""
    letter = _of_figures("overdue", "overdue", quarter=quarter, count=count, due_on=due_on, path=path)
    return Letter(
        kind=letter.kind,
        subject=f"{_figures(count)} overdue for {quarter}",
        link=letter.link,
        values=letter.values,
    )


def query_asked(*, quarter: str, count: int, path: str) -> Letter:
    """Somebody asked about so many of your figures."""
    return _counted("query asked", f"A question about {_figures(count)} for {quarter}", quarter, count, path)


def answered(*, quarter: str, count: int, path: str) -> Letter:
    """What you asked about so many figures is answered."""
    return _counted(
        "answered", f"Your question about {_figures(count)} for {quarter} is answered", quarter, count, path
    )


def signed_off(*, quarter: str, count: int, path: str) -> Letter:
    """So many of the figures that you submitted are signed off."""
    verb = "is" if count == 1 else "are"
    return _counted("signed off", f"{_figures(count)} for {quarter} {verb} signed off", quarter, count, path)


def to_clear(*, quarter: str, version: int, count: int, path: str) -> Letter:
    """So many figures of your council were frozen, and wait for your clearance."""
    letter = _counted("to clear", f"{_figures(count)} to clear for {quarter}", quarter, count, path)
    return Letter(
        kind=letter.kind, subject=letter.subject, link=letter.link, values={**letter.values, "version": version}
    )


def issued(*, path: str) -> Letter:
    """You were given a restricted document; what it is called is told by its page alone."""
    return Letter(kind="issued", subject="A document was issued to you", link=_address(path))


def released(*, title: str, path: str) -> Letter:
    """A publication is public now; so its title may be told."""
    return Letter(kind="released", subject=f"Published: {title}", link=_address(path), values={"title": title})


def late_paper(*, committee: str, day: date, title: str, corrects: bool, path: str) -> Letter:
    """A paper came after the agenda of a meeting that you sit at; its title where everybody may read it, or ""."""
    what = "A paper was corrected" if corrects else "A paper was added"
    return Letter(
        kind="late paper",
        subject=f"{what}: {committee}, {day_words(day)}",
        link=_address(path),
        values={"committee": committee, "day": day_words(day), "title": title, "corrects": corrects},
    )


def request_received(*, reference: str, partnership: str, contact: str, service: str, day: date) -> Letter:
    """What an outside body asked for has come, under a reference; to somebody who does not sign in here."""
    return Letter(
        kind="request received",
        subject=f"Your request has come: {reference}",
        link=_address("/"),
        values={
            "reference": reference,
            "partnership": partnership,
            "contact": contact,
            "service": service,
            "day": day_words(day),
        },
    )


def request_replied(*, reference: str, partnership: str, contact: str, words: str) -> Letter:
    """What was decided of the request of an outside body, as it was worded for them."""
    return Letter(
        kind="request replied",
        subject=f"Your request {reference}: what was decided",
        link=_address("/"),
        values={
            "reference": reference,
            "partnership": partnership,
            "contact": contact,
            "paragraphs": tuple(one.strip() for one in words.split("\n") if one.strip()),
        },
    )


def digest(*, day: date, parts: Sequence[tuple[str, str]]) -> Letter:
    """Everything of a day in one: subjects, each with its link."""
    many = "1 message" if len(parts) == 1 else f"{len(parts)} messages"
    return Letter(
        kind=DIGEST,
        subject=f"{many} from goldenthread, {day_words(day)}",
        link=_address("/home"),
        values={"parts": [{"subject": subject, "link": link} for subject, link in parts]},
    )


def write(letter: Letter, *, name: str) -> Written:
    """The letter to a person of this name, as text and as HTML."""
    template = letter.kind.replace(" ", "_")
    context = {
        "name": name,
        "subject": one_line(letter.subject),
        "link": letter.link,
        "address": settings.GOLDENTHREAD_ADDRESS,
        **letter.values,
    }
    return Written(
        text=render_to_string(f"mail/{template}.txt", context), html=render_to_string(f"mail/{template}.html", context)
    )


def one_line(subject: str) -> str:
    """The subject on one line, and no longer than what is kept of it."""
    line = " ".join(subject.split())
    return line if len(line) <= 200 else f"{line[:199]}…"


def _of_figures(kind: str, what: str, *, quarter: str, count: int, due_on: date, path: str) -> Letter:
    by = day_words(due_on)
    return Letter(
        kind=kind,
        subject=f"{_figures(count)} {what} by {by}",
        link=_address(path),
        values={"figures": _figures(count), "quarter": quarter, "due_on": by, "is_one": count == 1},
    )


def _counted(kind: str, subject: str, quarter: str, count: int, path: str) -> Letter:
    values = {"figures": _figures(count), "quarter": quarter, "is_one": count == 1}
    return Letter(kind=kind, subject=subject, link=_address(path), values=values)


def _figures(count: int) -> str:
    return "1 figure" if count == 1 else f"{count:,} figures"


def _address(path: str) -> str:
    return f"{settings.GOLDENTHREAD_ADDRESS}{path}"
