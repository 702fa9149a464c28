"""How the page of roles says who holds what where, and what each role lets somebody do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from goldenthread.components.tables import Cell, Column, Table, row_of
from goldenthread.domain.days import day_words
from goldenthread.partnership.permissions import MEANINGS, ROLE_WORDS, Role, permissions_of, role_needs_code
from goldenthread.partnership.queries import HeldRole, every_span
from goldenthread.partnership.queries.people import names_of, places
from goldenthread.partnership.queries.unfilled import Unfilled, unfilled
from goldenthread.partnership.views.shown_people import person_address


@dataclass(frozen=True, kw_only=True)
class RoleShown:
    """A role: what it is for, what it lets somebody do, and who holds it."""

    name: str
    key: str
    meaning: str
    needs_code: bool
    may: tuple[str, ...]
    holders: Table


def roles_context(*, on: date, with_links: bool) -> dict[str, Any]:
    """Everything that the page shows; people lead to their pages where the reader may open those."""
    spans = [span for span in every_span() if span.is_on(on)]
    named, names = places(), names_of({span.held.person_id for span in spans})

    def row(held: HeldRole, last: date | None) -> tuple[Cell, ...]:
        who = names.get(held.person_id, "")
        return row_of(
            Cell(words=who, address=person_address(held.person_id) if with_links else ""),
            held.post,
            named.where(held),
            "No end date" if last is None else day_words(last),
        )

    roles = []
    for role in Role:
        held = [(span.held, span.ended_on) for span in spans if span.held.role == role]
        held.sort(key=lambda one: (named.where(one[0]), one[0].is_deputy, names.get(one[0].person_id, "").casefold()))
        label = f"{role.label[:1].upper()}{role.label[1:]}"
        roles.append(
            RoleShown(
                name=label,
                key=role.value,
                meaning=ROLE_WORDS[role],
                needs_code=role_needs_code(role),
                may=tuple(MEANINGS[one].words for one in permissions_of(role)),
                holders=Table(
                    caption=f"Who is {role.label}",
                    caption_hidden=True,
                    columns=tuple(Column(title=title) for title in ("Name", "Post", "Where", "Until")),
                    rows=tuple(row(*one) for one in held),
                    key=f"holders-{role.value}",
                    empty="Nobody holds this role today.",
                ),
            )
        )
    return {"roles": roles, "unfilled": unfilled_words(unfilled(on=on)), "day": day_words(on)}


def unfilled_words(found: Unfilled) -> tuple[str, ...]:
    """ "No service lead: Passenger Transport"."""
    said = (
        ("No service lead", found.services),
        ("No director", found.directorates),
        ("Neither Section 151 officer nor partner lead", found.councils),
    )
    return tuple(f"{words}: {', '.join(names)}" for words, names in said if names)
