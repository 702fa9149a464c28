"""What a council calls its ratings, and in which colours, changed."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from goldenthread.accounts.models import User
from goldenthread.audit.operations import record
from goldenthread.domain.problems import Refused
from goldenthread.partnership.models import Council, RatingStyle
from goldenthread.partnership.permissions import Permission
from goldenthread.partnership.queries.ratings import STANDARD, Style, Styles, mark_of_styles, rating_styles
from goldenthread.partnership.rules import check_may
from goldenthread.partnership.rules.ratings import StyleProblem, problems_with_styles

STYLES_CHANGED = "labels and colours of ratings changed"


class StylesRefused(Refused):
    """Words or colours that cannot be told apart, or from the page. Carries everything that is wrong."""

    def __init__(self, problems: tuple[StyleProblem, ...]) -> None:
        super().__init__(" ".join(f"{problem.words}." for problem in problems))
        self.problems = problems


class StylesChanged(Refused):
    """Somebody else changed them since the page was opened."""

    def __init__(self) -> None:
        super().__init__("The words and colours were changed since you opened this page. Look at what differs first.")


@transaction.atomic
def style_ratings(*, council: str, said: Styles | None, seen: str, by: User, today: date, at: datetime) -> bool:
    """Gives a council, by its slug, its own words and colours for all three ratings; None gives those of everybody.

    `seen` is the mark of what was looked at. Whether anything changed is returned. Raises RoleMissing, StylesChanged
    and StylesRefused.
    """
    check_may(by, Permission.KEEP_THE_REGISTER, today=today)
    held = Council.objects.select_for_update().get(slug=council)
    before = rating_styles().get(council, {})
    if mark_of_styles(before) != seen:
        raise StylesChanged
    after = {} if said is None or said == STANDARD else dict(said)
    problems = problems_with_styles(after)
    if problems:
        raise StylesRefused(problems)
    if after == before:
        return False
    RatingStyle.objects.filter(council=held).delete()
    RatingStyle.objects.bulk_create(
        RatingStyle(council=held, rating=code, label=style.label, colour=style.colour) for code, style in after.items()
    )
    told = [code for code in STANDARD if (before or STANDARD)[code] != (after or STANDARD)[code]]
    record(
        STYLES_CHANGED,
        subject="council",
        subject_id=council,
        by=by.pk,
        at=at,
        details={
            "old": {code: _in_words((before or STANDARD)[code]) for code in told},
            "new": {code: _in_words((after or STANDARD)[code]) for code in told},
        },
    )
    return True


def _in_words(style: Style) -> str:
    return f"{style.label}, {style.colour}"
