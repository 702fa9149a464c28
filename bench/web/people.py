"""Who asks for which page: one person of each role, signed in, and the pages that each may open."""

from __future__ import annotations

from collections.abc import Iterator

from django.test import Client
from django.urls import reverse

from bench.web.asking import Request
from goldenthread.accounts.models import User
from goldenthread.figures.models import Round
from goldenthread.indicators.models import Indicator
from goldenthread.partnership.models import Appointment
from tests.at_browser import sign_in

Role = Appointment.Role
# Whoever runs the quarter has the heaviest pages; those that read see what was issued or released.
ROLES = (Role.PERFORMANCE_OFFICER, Role.SERVICE_LEAD, Role.DIRECTOR, Role.SECTION_151, Role.MEMBER)


def requests_to_make() -> Iterator[Request]:
    """Each page by each role that may open it, of the newest quarter that it sees; and the public list by nobody."""
    ref = Indicator.objects.order_by("ref").values_list("ref", flat=True)[0]
    period = Round.objects.order_by("-period").values_list("period", flat=True)[0]
    for role in ROLES:
        person = User.objects.filter(pk__in=Appointment.objects.filter(role=role).values("person_id")).first()
        if person is None:
            continue
        client = sign_in(Client(), person)
        cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
        pages = {"register": reverse("reports:register"), "indicator page": reverse("reports:indicator", args=[ref])}
        newest = client.get(reverse("reports:quarters"))
        if newest.status_code == 302:
            pages = {"overview": newest["Location"], **pages}
        if role is Role.PERFORMANCE_OFFICER:
            pages["round board"] = reverse("figures:board", args=[period.lower().replace(" ", "-")])
        for page, path in pages.items():
            yield Request(page=page, path=path, cookie=cookie, role=role.value)
    yield Request(page="public list", path=reverse("web:publications"))
