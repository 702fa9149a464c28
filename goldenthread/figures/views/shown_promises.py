"""How the pages of promises say what was promised, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from goldenthread.attachments.queries import size_in_words
from goldenthread.components.lists import Count, Fact, Happening, Tag
from goldenthread.components.narrowing import Listed
from goldenthread.components.paging import pages_of
from goldenthread.components.surroundings import Link
from goldenthread.components.tables import Cell, Table, order_asked_for, row_of, sortable
from goldenthread.domain.days import day_words
from goldenthread.domain.periods import read_period
from goldenthread.figures.forms.pages_promises import STATES, PromiseFilter
from goldenthread.figures.queries.promised import Promised, PromiseFile
from goldenthread.figures.queries.promises import SaidOfPromise
from goldenthread.terminal.order import moment_in_words

STATE_WORDS = dict(STATES)
_SAID = {"done": "Done", "on-course": "In progress", "late": "Late, or moved", "dropped": "Withdrawn"}
_TONES = {"overdue": "late", "open": "due", "unconfirmed": "done", "confirmed": "done", "dropped": "quiet"}
_ORDER = {code: place for place, (code, _) in enumerate(STATES)}


def state_of(one: Promised, *, on: date) -> str:
    """One of the codes of `STATES`."""
    if one.is_open:
        return "overdue" if one.is_overdue(on=on) else "open"
    if one.state == "dropped":
        return "dropped"
    return "confirmed" if one.is_confirmed else "unconfirmed"


def state_tag(one: Promised, *, on: date) -> Tag:
    """A promise's state as it is drawn."""
    code = state_of(one, on=on)
    return Tag(words=STATE_WORDS[code], tone=_TONES[code])


def address_of(action_id: int) -> str:
    """Where a promise's page is."""
    return reverse("figures:promise", kwargs={"action_id": action_id})


def counts_of(promises: Sequence[Promised], *, address: str, on: date) -> tuple[Count, ...]:
    """How many promises stand where, each leading to them."""
    states = [state_of(one, on=on) for one in promises]
    return tuple(
        Count(
            number=str(states.count(code)),
            words=words,
            base=f"of {len(promises)}",
            address=f"{address}?state={code}#list",
        )
        for code, words in STATES
        if promises and (code in ("overdue", "open") or code in states)
    )


def sentence_of(promises: Sequence[Promised], *, on: date) -> str:
    """ "5 promises are not closed, 2 of them overdue. The next is due on 31 March 2020."."""
    not_closed = [one for one in promises if one.is_open]
    if not promises:
        return ""
    if not not_closed:
        return "Every promise is closed."
    overdue = sum(one.is_overdue(on=on) for one in not_closed)
    number = len(not_closed)
    said = f"{number} promise{' is' if number == 1 else 's are'} not closed"
    if overdue:
        said += f", {'and' if number == 1 else f'{overdue} of them'} overdue"
    ahead = [one.due_on for one in not_closed if not one.is_overdue(on=on)]
    return f"{said}. The next is due on {day_words(min(ahead))}." if ahead else f"{said}."


def list_of(
    promises: Sequence[Promised], form: PromiseFilter, *, query: Mapping[str, str], on: date, caption: str, empty: str
) -> Listed:
    """The promises that the filter lets through, in the order that is asked for."""
    chosen = [one for one in promises if _is_chosen(one, form, on=on)]
    key, descending = order_asked_for(query, keys=tuple(_KEYS), first="state")
    chosen.sort(key=lambda one: _KEYS[key](one, on), reverse=descending)
    pages = pages_of(len(chosen), query=query)
    table = Table(
        caption=caption,
        caption_hidden=True,
        columns=sortable(
            ("Promise", "", False),
            ("Figure", "figure", False),
            ("Promised by", "owner", False),
            ("Due", "due", False),
            ("State", "state", False),
            query=query,
            first="state",
        ),
        rows=tuple(_row(one, on=on) for one in chosen[pages.rows]),
        key="promises",
        empty="No promise is like that. Take something out of the filter." if promises else empty,
    )
    return Listed(table=table, pages=pages, chosen=form.undone_at(query))


_KEYS: dict[str, Callable[[Promised, date], tuple[object, ...]]] = {
    # Overdue first, and of each state what is due first.
    "state": lambda one, on: (_ORDER[state_of(one, on=on)], one.due_on, one.action_id),
    "due": lambda one, _: (one.due_on, one.action_id),
    "owner": lambda one, _: (one.owner_post.casefold(), one.due_on, one.action_id),
    "figure": lambda one, _: (one.ref, one.council, one.due_on, one.action_id),
}


def _is_chosen(one: Promised, form: PromiseFilter, *, on: date) -> bool:
    chosen = {name: code for name, (code, _) in form.chosen.items()}
    found = f"{one.ref} {one.title} {one.words} {one.owner_post}".casefold()
    return (
        chosen.get("search", "").casefold() in found
        and chosen.get("state", "") in ("", state_of(one, on=on))
        and chosen.get("council", "") in ("", one.council_slug or "partnership")
        and chosen.get("directorate", "") in ("", one.directorate)
        and chosen.get("owner", "") in ("", one.owner_post)
    )


def _row(one: Promised, *, on: date) -> tuple[Cell, ...]:
    files = "" if not one.files else f"{one.files} file{'' if one.files == 1 else 's'} of evidence"
    return row_of(
        Cell(words=one.words, address=address_of(one.action_id), small=f"Promised in {one.quarter.label}"),
        Cell(words=one.name, small=one.title),
        one.owner_post,
        Cell(words=day_words(one.due_on), small=_moved(one)),
        Cell(words=STATE_WORDS[state_of(one, on=on)], small=files),
    )


def _moved(one: Promised) -> str:
    return "" if one.due_on == one.first_due_on else f"first {day_words(one.first_due_on)}"


def facts_of(one: Promised) -> tuple[Fact, ...]:
    """What was promised, of which figure, by whom and by when."""
    figure = Link(words="The figure", address=reverse("figures:look", kwargs={"figure_id": one.figure_id}))
    return (
        Fact(name="Promised by", words=one.owner_post),
        Fact(name="Promised in", words=f"{one.quarter.label}, in the exception report of {one.name}: {one.title}"),
        Fact(name="Service", words=f"{one.service}, {one.directorate}"),
        Fact(name="Due day first given", words=day_words(one.first_due_on)),
        Fact(name="Due day now", words=day_words(one.due_on)),
        *((Fact(name="More of it", link=figure),) if one.is_in_progress else ()),
    )


@dataclass(frozen=True, kw_only=True)
class Told:
    """One entry of a promise's history, with the files that were attached to it."""

    happening: Happening
    files: tuple[Link, ...]


def history_of(
    one: Promised, *, names: Mapping[int, str], files: Sequence[PromiseFile], confirmed: str
) -> tuple[Told, ...]:
    """Everything that is known to have been said of the promise, newest first, and that it was made."""
    return tuple(reversed(tuple(_history(one, names=names, files=files, confirmed=confirmed))))


def _history(
    one: Promised, *, names: Mapping[int, str], files: Sequence[PromiseFile], confirmed: str
) -> Iterator[Told]:
    yield _told(f"Promised by {day_words(one.first_due_on)}", "", at=one.made_at, words="")
    for said in one.said:
        yield _told(
            _called(said),
            names.get(said.by, "") if one.is_in_progress else "",
            at=said.at,
            words=said.words,
            files=tuple(
                Link(
                    words=f"{file.name}: {file.words} ({size_in_words(file.size)})",
                    address=reverse(
                        "figures:promise-file",
                        kwargs={"action_id": one.action_id, "evidence_id": file.evidence_id},
                    ),
                )
                for file in files
                if said.word_id and file.word_id == said.word_id and one.is_in_progress
            ),
        )
    if one.confirmed_at is not None:
        yield _told("Confirmed", confirmed, at=one.confirmed_at, words=one.confirmed_words)


@dataclass(frozen=True, kw_only=True)
class Changed:
    """Who said something of a promise while somebody else had its page open: at what time, and what."""

    who: str
    when: str
    what: str


def changed_of(one: Promised, *, names: Mapping[int, str]) -> Changed:
    """The last thing that was said or confirmed."""
    if one.confirmed_at is not None:
        who, at, what = one.confirmed_by, one.confirmed_at, f"Confirmed as kept. {one.confirmed_words}".strip()
    elif one.said:
        last = one.said[-1]
        who, at, what = last.by, last.at, f"{_called(last)}. {last.words}".strip()
    else:
        who, at, what = 0, one.made_at, "The figure was opened again."
    return Changed(who=names.get(who, "Somebody"), when=f"{timezone.localtime(at):%H:%M}", what=what)


def _called(said: SaidOfPromise) -> str:
    words = _SAID.get(said.outcome, said.outcome)
    if said.new_due_on is not None:
        words = f"Moved to {day_words(said.new_due_on)}"
    where = "for" if said.word_id else "in the return of"
    return f"{words}, {where} {read_period(said.period).label}"


def _told(what: str, who: str, *, at: datetime, words: str, files: tuple[Link, ...] = ()) -> Told:
    return Told(
        happening=Happening(
            what=what,
            who=who,
            when=moment_in_words(at),
            when_exactly=timezone.localtime(at).isoformat(timespec="seconds"),
            words=words,
        ),
        files=files,
    )
