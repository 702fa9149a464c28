"""Importing the committee's record: once, again, and with changed words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from goldenthread.accounts.models import User
from goldenthread.audit.queries import history_of
from goldenthread.committee.forms import read_committee
from goldenthread.committee.models import AgendaItem, Committee, Decision, Meeting, Minute
from goldenthread.committee.operations import CommitteeChanges, CommitteeNameTaken, import_committee
from goldenthread.committee.queries import DecisionUnknown, MeetingUnknown, decision_called, meeting_on
from goldenthread.domain.problems import InputRefused
from goldenthread.figures.models import RefreshedTerms
from goldenthread.partnership.queries import FirstPerson
from goldenthread.partnership.rules import RoleMissing
from tests.committee.test_reading_the_record import IMPROVEMENT_PLAN
from tests.figures.quarter import figure_of, make_due_measure, opened
from tests.terminal_runs import Command
from tests.world import make_agreed_list, make_committee, make_list_entry, make_measure, make_target

pytestmark = pytest.mark.django_db

REFERENCE = "onesource-joint-committee/2019-04-05/15/3a"


REWORDED = IMPROVEMENT_PLAN.replace("will be reported", "is reported")


def bring_in(text: str, *, by: User | FirstPerson, at: datetime, because: str = "") -> CommitteeChanges:
    return import_committee(read_committee(text.encode(), file="record.toml"), by=by, at=at, because=because)


def test_a_decision_is_found_by_a_reference_that_names_committee_day_item_and_number(clerk: User, at: datetime) -> None:
    bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)

    decision = decision_called(REFERENCE)

    assert decision.words == "noted by the oneSource Joint Committee on 5 April 2019, minute 15, decision 3 a)"
    assert Decision.objects.get(reference=REFERENCE).parent == Decision.objects.get(number="3")


def test_the_same_file_twice_changes_nothing_and_records_nothing(clerk: User, at: datetime) -> None:
    first = bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)
    second = bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)

    assert len(first.added) == 8
    assert (second.added, second.changed, second.unchanged) == ((), (), 8)
    assert len(history_of(subject="decision", subject_id=REFERENCE)) == 1


def test_changed_words_keep_the_old_ones_in_the_log(clerk: User, at: datetime) -> None:
    bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)

    changes = bring_in(REWORDED, by=clerk, at=at)

    assert changes.changed == (REFERENCE,)
    last = history_of(subject="decision", subject_id=REFERENCE)[-1]
    assert last.by == clerk.pk
    assert last.details == {
        "old": {"text": "Progress on the Action Plan will be reported."},
        "new": {"text": "Progress on the Action Plan is reported."},
    }


def test_what_a_file_leaves_out_is_left_as_it_is(clerk: User, at: datetime) -> None:
    bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)

    shorter = IMPROVEMENT_PLAN[: IMPROVEMENT_PLAN.index("[[meeting.item.decision]]")]
    changes = bring_in(shorter, by=clerk, at=at)

    assert changes.changed == ()
    assert Decision.objects.count() == 5


def test_somebody_without_the_role_is_refused(stranger: User, clerk: User, at: datetime) -> None:
    with pytest.raises(RoleMissing, match="Stranger is not committee clerk, performance officer or administrator"):
        bring_in(IMPROVEMENT_PLAN, by=stranger, at=at)

    assert not Committee.objects.exists()


def test_in_a_new_database_where_nobody_holds_a_role_anybody_may_begin(at: datetime) -> None:
    bring_in(IMPROVEMENT_PLAN, by=FirstPerson("first@example.org"), at=at)

    first = User.objects.get(email="first@example.org")
    assert history_of(subject="decision", subject_id=REFERENCE)[0].by == first.pk


def test_whoever_would_begin_too_late_is_refused(clerk: User, stranger: User, at: datetime) -> None:
    with pytest.raises(RoleMissing):
        bring_in(IMPROVEMENT_PLAN, by=FirstPerson(stranger.email), at=at)


def test_a_decision_is_not_recorded_before_its_meeting(clerk: User, at: datetime) -> None:
    later = IMPROVEMENT_PLAN.replace("2019-04-05", "2019-10-15")

    with pytest.raises(InputRefused) as refused:
        bring_in(later, by=clerk, at=at)

    (problem,) = refused.value.problems
    assert (problem.file, problem.column, problem.found) == ("record.toml", "meeting[1].date", "2019-10-15")
    assert problem.message == (
        "This meeting is after 14 October 2019, so nothing was decided at it yet. Correct the day, or take out its "
        "decisions; its agenda may stay."
    )
    assert not Committee.objects.exists()


def test_a_meeting_to_come_may_have_an_agenda(clerk: User, at: datetime) -> None:
    agenda = IMPROVEMENT_PLAN[: IMPROVEMENT_PLAN.index("[[meeting.item.decision]]")].replace("2019-04-05", "2020-02-07")

    changes = bring_in(agenda, by=clerk, at=at)

    assert len(changes.added) == 3


def test_a_decision_of_the_day_itself_is_recorded(clerk: User, at: datetime) -> None:
    changes = bring_in(IMPROVEMENT_PLAN.replace("2019-04-05", "2019-10-14"), by=clerk, at=at)

    assert len(changes.added) == 8


@pytest.mark.parametrize("day", ["9999-07-12", "1500-07-12", "2030-01-01"])
def test_a_meeting_of_an_impossible_year_is_refused(clerk: User, at: datetime, day: str) -> None:
    agenda = IMPROVEMENT_PLAN[: IMPROVEMENT_PLAN.index("[[meeting.item.decision]]")].replace("2019-04-05", day)

    with pytest.raises(InputRefused) as refused:
        bring_in(agenda, by=clerk, at=at)

    (problem,) = refused.value.problems
    assert problem.message == "This year is none that is kept here. Correct the day."
    assert problem.expected == "a day of the years 1974 to 2029"


def test_figures_that_were_refreshed_by_a_decision_rest_on_it(clerk: User, officer: User, at: datetime) -> None:
    bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)
    measure = make_due_measure()
    opened(by=officer)
    for _ in range(2):
        RefreshedTerms.objects.create(
            figure=figure_of(measure),
            before={},
            after={},
            reason="Out of reach.",
            decision=Decision.objects.get(reference=REFERENCE),
            said_by=officer,
            said_at=at,
        )

    with pytest.raises(InputRefused, match="2 refreshed terms rest on them"):
        bring_in(REWORDED, by=clerk, at=at)


def test_a_decision_that_a_list_rests_on_is_not_reworded_without_a_reason(clerk: User, at: datetime) -> None:
    bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)
    decision = Decision.objects.get(reference=REFERENCE)
    agreed = make_agreed_list(decision=decision)
    make_list_entry(make_measure(), agreed_list=agreed, decision=decision)
    make_list_entry(make_measure(), agreed_list=agreed, decision=decision)

    with pytest.raises(InputRefused) as refused:
        bring_in(REWORDED, by=clerk, at=at)

    (problem,) = refused.value.problems
    assert problem.message == (
        f"The words of {REFERENCE} stay: 1 agreed list and 2 list entries rest on them. Put them back as they "
        "were, or say why the record was wrong; the log keeps that with the old words."
    )
    assert problem.told_at_terminal().message == f"{problem.message} --because says why."
    assert Decision.objects.get(reference=REFERENCE).text == "Progress on the Action Plan will be reported."


def test_the_title_over_a_decision_that_a_target_rests_on_stays_too(clerk: User, at: datetime) -> None:
    bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)
    make_target(make_measure(), decision=Decision.objects.get(reference=REFERENCE))

    with pytest.raises(InputRefused, match="15 stay: 1 target rests on them"):
        bring_in(IMPROVEMENT_PLAN.replace('title = "oneSource', 'title = "The'), by=clerk, at=at)


def test_the_reason_for_other_words_is_kept_with_the_old_ones(clerk: User, at: datetime) -> None:
    bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)
    make_agreed_list(decision=Decision.objects.get(reference=REFERENCE))

    changes = bring_in(REWORDED, by=clerk, at=at, because="A slip in the minutes, corrected on 4 July")

    assert changes.changed == (REFERENCE,)
    last = history_of(subject="decision", subject_id=REFERENCE)[-1]
    assert last.details["because"] == "A slip in the minutes, corrected on 4 July"
    assert last.details["old"] == {"text": "Progress on the Action Plan will be reported."}


def test_a_trial_says_what_would_change_and_writes_nothing(clerk: User, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "record.toml"
    file.write_text(IMPROVEMENT_PLAN, encoding="utf-8")

    outcome = command("import-committee", file, "--by", clerk.email, "--dry-run")

    assert outcome.status == 0
    assert f"added {REFERENCE}" in outcome.out
    assert outcome.out.endswith("Nothing was written: this was a trial.\n")
    assert not Committee.objects.exists()


def test_a_second_committee_cannot_have_the_firsts_name(clerk: User, at: datetime) -> None:
    make_committee("oneSource Joint Committee")

    with pytest.raises(CommitteeNameTaken):
        bring_in(IMPROVEMENT_PLAN.replace('slug = "onesource-joint-committee"', 'slug = "other"'), by=clerk, at=at)


def test_an_unknown_decision_is_refused_with_what_to_do(db: None) -> None:
    with pytest.raises(DecisionUnknown, match="Have its meeting entered first") as refused:
        decision_called("onesource-joint-committee/2019-07-12/9/1")

    assert refused.value.at_terminal == "`import-committee` enters it."


def test_a_day_without_a_meeting_names_those_that_are_known(clerk: User, at: datetime) -> None:
    bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)

    with pytest.raises(MeetingUnknown, match="2019-04-05"):
        meeting_on(at.date())


def test_the_command_says_what_it_added_and_then_that_nothing_changed(
    clerk: User, command: Command, tmp_path: Path
) -> None:
    file = tmp_path / "record.toml"
    file.write_text(IMPROVEMENT_PLAN, encoding="utf-8")

    first = command("import-committee", file, "--by", clerk.email)
    second = command("import-committee", file, "--by", clerk.email)

    assert (first.status, second.status) == (0, 0)
    assert f"added {REFERENCE}" in first.out
    assert "Nothing changed: all 8 entries are as they were." in second.out


def test_the_command_prints_every_problem_and_ends_with_1(clerk: User, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "record.toml"
    file.write_text(IMPROVEMENT_PLAN.replace('"agreed"', '"x"').replace('"noted"', '"y"'), encoding="utf-8")

    outcome = command("import-committee", file, "--by", clerk.email)

    assert outcome.status == 1
    assert outcome.err.count("not one that minutes are kept in") == 2
    assert not Committee.objects.exists()


def test_brackets_nested_beyond_sense_are_a_problem_of_the_file(clerk: User, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "record.toml"
    file.write_text("a = " + "[" * 20_000 + "]" * 20_000)

    outcome = command("import-committee", file, "--by", clerk.email)

    assert outcome.status == 1
    assert outcome.err == "record.toml: This is not TOML that can be read: its brackets are nested too deeply.\n"


def test_one_entry_is_counted_in_the_singular(clerk: User, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "record.toml"
    file.write_text('[committee]\nslug = "a"\nname = "A"\n', encoding="utf-8")
    command("import-committee", file, "--by", "clerk@example.org")

    again = command("import-committee", file, "--by", "clerk@example.org")

    assert again.out == "Nothing changed: the only entry is as it was.\n"


def test_items_stand_on_their_agenda_in_the_order_of_the_file(clerk: User, at: datetime) -> None:
    bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)

    more = '\n[[meeting.item]]\nnumber = "16"\ntitle = "Any other business"\n'
    bring_in(IMPROVEMENT_PLAN + more, by=clerk, at=at)

    assert list(AgendaItem.objects.order_by("place").values_list("place", "number")) == [(1, "15"), (2, "16")]


def test_a_meeting_that_decided_something_was_held(clerk: User, at: datetime) -> None:
    bring_in(IMPROVEMENT_PLAN[: IMPROVEMENT_PLAN.index("[[meeting.item.decision]]")], by=clerk, at=at)
    before = Meeting.objects.get().state

    bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)

    assert (before, Meeting.objects.get().state) == (Meeting.State.SCHEDULED, Meeting.State.HELD)


def test_a_signed_minute_is_changed_by_nobody(clerk: User, at: datetime) -> None:
    bring_in(IMPROVEMENT_PLAN, by=clerk, at=at)
    signed = Minute.objects.create(item=AgendaItem.objects.get(), words="Members asked why.", state="signed")

    with pytest.raises(IntegrityError, match="stands fast"), transaction.atomic():
        Minute.objects.filter(pk=signed.pk).update(words="Nobody asked anything.")
    with pytest.raises(IntegrityError, match="stands fast"), transaction.atomic():
        Minute.objects.filter(pk=signed.pk).delete()

    assert Minute.objects.get().words == "Members asked why."


MINUTED = """
[committee]
slug = "onesource-joint-committee"
name = "oneSource Joint Committee"

[[meeting]]
date = 2019-04-05

[[meeting.item]]
number = "15"
title = "oneSource Improvement Plan"
matter = "Improvement Plan"
minute = "Members asked about resources."

[[meeting.item.paper]]
title = "The plan"
type = "PDF"
size = "113 KB"

[[meeting.item.decision]]
number = "1"
verb = "noted"
text = "To note the plan."
"""


def test_matters_papers_and_minutes_come_with_their_item(clerk: User, at: datetime) -> None:
    bring_in(MINUTED, by=clerk, at=at)
    again = bring_in(MINUTED, by=clerk, at=at)

    item = AgendaItem.objects.get()
    assert item.matter is not None
    assert (again.added, again.changed) == ((), ())
    assert (item.matter.slug, item.minute.words) == ("improvement-plan", "Members asked about resources.")
    assert [(paper.title, paper.size_words, paper.kind) for paper in item.papers.all()] == [
        ("The plan", "113 KB", "report")
    ]
    assert Meeting.objects.get().state == Meeting.State.MINUTES_AGREED


def test_a_paper_and_a_minute_that_say_something_else_are_changed_and_the_log_keeps_the_old(
    clerk: User, at: datetime
) -> None:
    bring_in(MINUTED, by=clerk, at=at)

    changes = bring_in(MINUTED.replace("113 KB", "209 KB").replace("resources", "posts"), by=clerk, at=at)

    assert len(changes.changed) == 2
    old = history_of(subject="minute", subject_id="onesource-joint-committee/2019-04-05/15")[-1].details["old"]
    assert old == {"words": "Members asked about resources."}


def test_a_minute_that_was_signed_is_not_reworded_by_a_file(clerk: User, at: datetime) -> None:
    bring_in(MINUTED, by=clerk, at=at)
    Minute.objects.update(state="signed")

    with pytest.raises(InputRefused, match="was signed with other words"):
        bring_in(MINUTED.replace("resources", "posts").replace("The plan", "Another plan"), by=clerk, at=at)

    assert Minute.objects.get().words == "Members asked about resources."
    assert [paper.title for paper in AgendaItem.objects.get().papers.all()] == ["The plan"]


def test_a_decision_that_was_signed_is_changed_by_no_file_and_by_nobody(clerk: User, at: datetime) -> None:
    bring_in(MINUTED, by=clerk, at=at)
    Decision.objects.update(state="signed")

    with pytest.raises(InputRefused, match="was signed with other words"):
        bring_in(MINUTED.replace("To note the plan.", "To agree the plan."), by=clerk, at=at, because="A slip.")
    with pytest.raises(IntegrityError, match="stands fast"), transaction.atomic():
        Decision.objects.update(text="To agree the plan.")
    with pytest.raises(IntegrityError, match="stands fast"), transaction.atomic():
        Decision.objects.all().delete()

    assert Decision.objects.get().text == "To note the plan."


def test_what_is_wrong_with_a_paper_is_told_with_its_place() -> None:
    wrong = MINUTED.replace('type = "PDF"', 'kind = "slides"').replace('size = "113 KB"', "size = 113")

    with pytest.raises(InputRefused) as refused:
        read_committee(wrong.encode(), file="record.toml")

    assert [one.column for one in refused.value.problems] == [
        "meeting[1].item[1].paper[1].kind",
        "meeting[1].item[1].paper[1].type",
        "meeting[1].item[1].paper[1].size",
    ]
