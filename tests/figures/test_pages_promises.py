"""The pages of promises: who sees which, the order and the counts, and what is said and confirmed there."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goldenthread.accounts.models import User
from goldenthread.actions.models import Action
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.models import PromiseWord
from goldenthread.figures.operations import WithholdingSaid, freeze_round, withhold
from goldenthread.indicators.models import Measure
from goldenthread.publishing.models import Publication, Release
from tests.at_browser import sign_in
from tests.attachments.made_files import EMAIL
from tests.figures.quarter import OCTOBER, Q1, Q2, action, figure_of, give, make_due_measure, opened, submit
from tests.figures.returning_pages import form_on, words_on
from tests.world import make_appointment, make_person

TODAY = date(2019, 10, 15)
FREEZING = OCTOBER + timedelta(hours=1)


@pytest.fixture(autouse=True)
def _fixed_day(settings: Any) -> None:
    settings.GOLDENTHREAD_TODAY = TODAY


@pytest.fixture
def measure(lead: User, officer: User) -> Measure:
    """One promise that is overdue, and one that is in time."""
    made = make_due_measure("EXC01")
    actions = (action("Train the team", due_on="2019-12-31"), action(due_on="2019-09-30"))
    opened(Q1, by=officer)
    give(made, "92.1", by=lead, quarter=Q1, reasons="Two vacancies.", actions=actions)
    submit(made, by=lead, quarter=Q1)
    opened(Q2, by=officer)
    return made


def page_of(words: str = "Recruit two officers") -> str:
    return f"/promises/{Action.objects.get(words=words).pk}"


def say(client: Any, page: str, **typed: Any) -> Any:
    """Fills the last form of the page in and sends it."""
    return client.post(page, {**form_on(client.get(page), which=-1), **typed}, follow=True)


def release(quarter: Any, *, by: User) -> None:
    """The first version of the quarter's figures, made public."""
    publication = Publication.objects.create(
        public_id=f"{quarter}",
        name=f"{quarter}",
        title="Pack",
        audience="joint-committee",
        period=str(quarter),
        made_from=f"{quarter.label}, version 1 of the figures",
        published_at=FREEZING,
        published_by=by.pk,
        document=b"",
        document_sha256="",
        versions={},
    )
    Release.objects.create(publication=publication, released_at=FREEZING, released_by=by.pk)


def test_my_promises_stand_overdue_first(client: Any, lead: User, measure: Measure) -> None:
    words = words_on(sign_in(client, lead, with_code=False).get("/promises"))

    assert "2 promises are not closed, 1 of them overdue. The next is due on 31 December 2019." in words
    assert words.index("Recruit two officers") < words.index("Train the team")


def test_each_count_leads_to_its_list(client: Any, lead: User, measure: Measure) -> None:
    sign_in(client, lead, with_code=False)

    overdue = words_on(client.get("/promises?state=overdue"))

    assert 'href="/promises?state=overdue#list"' in client.get("/promises").content.decode()
    assert "Recruit two officers" in overdue
    assert "Train the team" not in overdue


def test_whoever_promised_nothing_is_told_so(client: Any, officer: User, measure: Measure) -> None:
    words = words_on(sign_in(client, officer).get("/promises"))

    assert "Nothing is promised by a post that you hold (Performance Officer)." in words


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("owner=Head+of+Exchequer", True),
        ("council=havering", True),
        ("directorate=Finance", True),
        ("search=teapot", False),
    ],
)
def test_everyone_s_promises_are_narrowed(
    client: Any, officer: User, measure: Measure, asked: str, found: bool
) -> None:
    words = words_on(sign_in(client, officer).get(f"/promises/everyone?{asked}"))

    assert ("Train the team" in words) is found
    assert ("No promise is like that" in words) is not found


def test_what_is_not_released_is_unknown_to_those_who_do_not_see_its_figure(
    client: Any, member: User, officer: User, measure: Measure
) -> None:
    sign_in(client, member, with_code=False)
    before = words_on(client.get("/promises/everyone"))
    freeze_round(quarter=Q1, by=officer, at=FREEZING)
    release(Q1, by=officer)

    after = words_on(client.get("/promises/everyone"))

    assert "Nothing that you may see has been promised yet" in before
    assert "Train the team" in after
    assert client.get(page_of()).status_code == 200


def test_a_released_promise_does_not_tell_what_is_said_since(
    client: Any, member: User, lead: User, officer: User, measure: Measure
) -> None:
    freeze_round(quarter=Q1, by=officer, at=FREEZING)
    release(Q1, by=officer)
    say(
        sign_in(client, lead, with_code=False),
        page_of(),
        outcome="done",
        words="Both are in post.",
        file_1=SimpleUploadedFile("Contract.eml", EMAIL),
        shows_1="The contract",
    )
    word = PromiseWord.objects.get()

    seen = words_on(sign_in(client, member, with_code=False).get(page_of()))

    assert "Both are in post." not in seen
    assert "Overdue" in seen
    assert client.get(f"{page_of()}/files/{word.evidence.get().pk}").status_code == 404


def test_a_promise_of_withheld_actions_is_unknown_to_the_public(
    client: Any, member: User, officer: User, measure: Measure
) -> None:
    freeze_round(quarter=Q1, by=officer, at=FREEZING)
    release(Q1, by=officer)
    withhold(
        WithholdingSaid(
            figure_ids=[figure_of(measure, Q1).pk],
            what=WithheldPart.ACTIONS,
            withheld=True,
            reason="It names a person.",
        ),
        by=officer,
        at=FREEZING,
    )

    assert sign_in(client, member, with_code=False).get(page_of()).status_code == 404


def test_the_owner_says_that_it_is_done_with_a_file(client: Any, lead: User, measure: Measure) -> None:
    answer = say(
        sign_in(client, lead, with_code=False),
        page_of(),
        outcome="done",
        words="Both are in post.",
        file_1=SimpleUploadedFile("Contract.eml", EMAIL),
        shows_1="The contract",
    )

    words = words_on(answer)
    assert "Done, not confirmed" in words
    assert "Contract.eml: The contract (1 KB)" in words
    file = client.get(f"{page_of()}/files/{PromiseWord.objects.get().evidence.get().pk}")
    assert (file.content, file.headers["Content-Disposition"]) == (EMAIL, 'attachment; filename="Contract.eml"')


def test_what_is_missing_is_said_at_its_box_and_what_was_typed_stays(client: Any, lead: User, measure: Measure) -> None:
    answer = say(
        sign_in(client, lead, with_code=False), page_of(), outcome="late", words="It takes longer than we thought."
    )

    assert answer.status_code == 422
    assert "Give the new day." in words_on(answer)
    assert form_on(answer, which=-1)["words"].strip() == "It takes longer than we thought."


def test_a_moved_promise_shows_both_days(client: Any, lead: User, measure: Measure) -> None:
    answer = say(
        sign_in(client, lead, with_code=False),
        page_of(),
        outcome="late",
        words="It takes longer.",
        new_due_on_day="31",
        new_due_on_month="3",
        new_due_on_year="2020",
    )

    words = words_on(answer)
    assert "Due day first given 30 September 2019 Due day now 31 March 2020" in words
    assert "Moved to 31 March 2020, for Q2 2019/20" in words


def test_the_next_return_shows_what_was_said(client: Any, lead: User, measure: Measure) -> None:
    say(sign_in(client, lead, with_code=False), page_of(), outcome="done", words="Both are in post.")

    figure = f"/returns/figures/{figure_of(measure).pk}"
    check = client.post(figure, {**form_on(client.get(figure)), "value": "97", "do": "check"})

    assert "Both are in post." in check.content.decode()


def test_a_stale_page_says_who_said_what(client: Any, lead: User, officer: User, measure: Measure) -> None:
    sign_in(client, lead, with_code=False)
    typed = form_on(client.get(page_of()), which=-1)
    say(client, page_of(), outcome="on-course", words="One is in post.")

    answer = client.post(page_of(), {**typed, "outcome": "done", "words": "All of them."})

    words = words_on(answer)
    assert answer.status_code == 409
    assert "Head of Exchequer changed this at" in words
    assert "In progress, for Q2 2019/20. One is in post." in words
    assert form_on(answer, which=-1)["words"].strip() == "All of them."


def test_the_director_confirms_it_and_its_owner_is_not_asked(
    client: Any, lead: User, head: User, measure: Measure
) -> None:
    own = say(sign_in(client, lead, with_code=False), page_of(), outcome="done", words="Both are in post.")
    sign_in(client, head)
    confirmed = client.post(
        f"{page_of()}/confirm", {**form_on(client.get(page_of())), "seen_words": "I met them."}, follow=True
    )

    assert "Is it kept?" not in words_on(own)
    words = words_on(confirmed)
    assert "Done and confirmed" in words
    assert "I met them." in words


def test_whoever_sees_a_promise_and_may_not_speak_of_it_gets_no_form(client: Any, head: User, measure: Measure) -> None:
    words = words_on(sign_in(client, head).get(page_of()))

    assert "What became of it" not in words


def test_a_promise_that_is_not_there_is_not_found(client: Any, officer: User) -> None:
    assert sign_in(client, officer).get("/promises/99").status_code == 404


def test_a_post_s_own_promise_is_seen_by_whoever_acts_in_it(client: Any, measure: Measure) -> None:
    other = make_person("Somebody else")
    make_appointment(other, role="member", post="Head of Exchequer")

    assert "Recruit two officers" in words_on(sign_in(client, other, with_code=False).get("/promises"))


def test_as_many_reads_whatever_the_number_of_promises(client: Any, lead: User, officer: User) -> None:
    first, *others = [make_due_measure(f"EXC0{number}") for number in range(1, 7)]
    opened(Q1, by=officer)
    promise(first, by=lead)
    sign_in(client, officer)
    few = reads(client)

    promise(*others, by=lead)

    assert reads(client) == few


def promise(*measures: Measure, by: User) -> None:
    """One action is promised for each of the measures."""
    for one in measures:
        give(one, "92.1", by=by, quarter=Q1, reasons="Two vacancies.", actions=(action(),))
    submit(*measures, by=by, quarter=Q1)


def reads(client: Any) -> int:
    """How many statements the list takes."""
    with CaptureQueriesContext(connection) as captured:
        client.get("/promises/everyone")
    return len(captured)


def test_a_number_that_no_promise_can_have_leads_nowhere(client: Any, officer: User) -> None:
    sign_in(client, officer)

    for address in (f"/promises/{'9' * 30}", f"/promises/{'9' * 30}/files/1", f"/promises/1/files/{'9' * 30}"):
        assert client.get(address).status_code == 404
