"""What is done to a person as a page showed them, and not as somebody else made them meanwhile."""

from __future__ import annotations

from goldenthread.accounts.models import User
from goldenthread.domain.problems import Refused
from goldenthread.partnership.queries.people import person_version


class ChangedMeanwhile(Refused):
    """Somebody else did something to the person since the page was shown."""


def check_as_seen(person: User, version: int | None) -> None:
    """Raises ChangedMeanwhile where the person's version is another than the page's; None stands for no page.

    Inside the operation's transaction: who comes next waits until it is over.
    """
    if version is None:
        return
    User.objects.select_for_update().filter(pk=person.pk).first()
    if person_version(person.pk) != version:
        raise ChangedMeanwhile(f"{person.name} was changed since you opened this page. Look again, and then decide.")
