"""What became of measures since they were last rated, and of what was promised."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.snapshot import Comparator
from goldenthread.reports.documents.movement import last_rating_in_words, movement_in_words, movement_of
from goldenthread.reports.documents.promises import (
    Fate,
    answer_words,
    carried_promises,
    fate_of,
    now_due_words,
    promises_in_words,
    was_due_words,
)
from goldenthread.reports.documents.telling import telling_of
from tests.reports.packs import make_pack
from tests.reports.reading import all_words, column_of, number_before, section_called, section_words, table_called
from tests.reports.rounds import FROZEN_AT, make_answer, make_earlier_terms, make_facts, make_promise, make_snapshot

NOW = {"green": "96", "amber": "92", "red": "80"}
RATINGS = st.sampled_from(["green", "amber", "red"])
PAIRS = st.lists(st.tuples(RATINGS, RATINGS), max_size=12)
OUTCOMES = st.lists(st.sampled_from(["done", "on-course", "late", "dropped", ""]), max_size=12)


def make_telling(figures):
    return telling_of(make_facts(figures), tuple(figures), as_at=FROZEN_AT)


def make_moved(was, now):
    last = Comparator(period="2019-20 Q1", value=Decimal(90), rating=was, status="rated")
    return make_snapshot(value=NOW[now], last_rated=last)


@given(pairs=PAIRS)
def test_movement_sentences_count_what_moved_and_nothing_else(pairs):
    movement = movement_of(make_telling([make_moved(was, now) for was, now in pairs]).figures)

    sentence = movement_in_words(movement)
    moved = [(was, now) for was, now in pairs if was != now]
    if not moved:
        changed = "No measure changed its rating since it was last rated."
        assert sentence == (
            changed if pairs else "No measure is rated yet, so none is compared with when it was last rated."
        )
        return
    turned_red = sum(1 for _, now in moved if now == "red")
    measures = "measure turned red" if turned_red == 1 else "measures turned red"
    assert number_before(measures, sentence) == turned_red
    assert number_before("fell from green to amber", sentence) == moved.count(("green", "amber"))
    assert number_before("rose from amber to green", sentence) == moved.count(("amber", "green"))


def make_eased(was="red", *, under_earlier="red", value="92", changed_on=date(2019, 7, 1)):
    """A measure that is amber since its terms changed."""
    earlier = make_earlier_terms(rating=under_earlier, changed_on=changed_on)
    last = Comparator(period="2019-20 Q1", value=Decimal(90), rating=was, status="rated")
    return make_snapshot(value=value, last_rated=last, earlier_terms=earlier)


def test_a_loosened_target_is_no_recovery():
    telling = make_telling([make_eased(), make_moved("red", "green")])

    movement = movement_of(telling.figures)

    assert len(movement.no_longer_red) == 1
    assert [figure.snapshot for figure in movement.eased] == [telling.figures[0].snapshot]
    assert movement_in_words(movement) == (
        "Since they were last rated, no measures turned red and 1 is no longer red; none fell from green to amber and "
        "none rose from amber to green. 1 more is rated better only because its target or tolerance changed: Invoices "
        "paid in 30 days (Havering), red under the earlier terms."
    )


def test_where_nothing_else_moved_a_loosened_target_is_still_told():
    movement = movement_of(make_telling([make_eased("amber", under_earlier="amber", value="96")]).figures)

    assert (movement.turned_green, len(movement.eased)) == ((), 1)
    assert movement_in_words(movement) == (
        "No measure changed its rating since it was last rated, but for 1 that is rated better only because its target "
        "or tolerance changed: Invoices paid in 30 days (Havering), amber under the earlier terms."
    )


@pytest.mark.parametrize(
    "figure",
    [
        make_eased(under_earlier="amber"),
        make_eased(under_earlier="not-rated"),
        make_eased(changed_on=date(2019, 4, 1)),
        make_moved("red", "amber"),
    ],
    ids=["better under the earlier terms too", "not rated then", "changed before it was last rated", "not changed"],
)
def test_what_got_better_by_itself_is_a_recovery(figure):
    movement = movement_of(make_telling([figure]).figures)

    assert (len(movement.no_longer_red), movement.eased) == (1, ())


def test_page_one_and_the_report_count_a_loosened_target_apart():
    pack = make_pack(make_eased())

    members = "\n".join(section_words(pack.sections[0]))
    assert "No longer red" not in members
    assert "rated better only because its target or tolerance changed" in members
    assert all_words(pack).count("only because its target or tolerance changed") == 2


def test_an_exception_says_what_the_rating_is_under_the_earlier_terms():
    words = all_words(make_pack(make_eased()))

    assert "Under the earlier terms\nRed: 94.0% is 3.0 points below the target of 97.0%" in words


def test_a_measure_that_was_never_rated_before_has_not_moved():
    (figure,) = make_telling([make_snapshot(value="80", history=(), last_rated=None)]).figures

    assert last_rating_in_words(figure) == "not rated before"
    assert not movement_of([figure]).turned_red


def test_the_last_rating_is_told_with_its_quarter():
    (figure,) = make_telling([make_moved("amber", "red")]).figures

    assert last_rating_in_words(figure) == "Amber in Q1 2019/20"


@given(outcomes=OUTCOMES)
def test_every_promise_has_one_fate_and_the_sentence_counts_them_all(outcomes):
    answers = tuple(make_answer(outcome, due_on=date(2020, 3, 31)) for outcome in outcomes)

    promises = carried_promises(make_telling([make_snapshot(promises=answers)]))
    sentence = promises_in_words(promises, on=FROZEN_AT.date())
    if not outcomes:
        assert sentence == "No promise was carried into this quarter."
        return
    words = ("kept", "on course", "late", "moved", "dropped", "not answered")
    fates = [number_before(word, sentence) for word in words]
    assert sum(fates) == len(outcomes)


@pytest.mark.parametrize(
    ("outcome", "due_on", "new_due_on", "fate"),
    [
        ("done", date(2019, 9, 30), None, Fate.KEPT),
        ("on-course", date(2020, 3, 31), None, Fate.ON_COURSE),
        ("on-course", date(2019, 9, 30), None, Fate.LATE),
        ("on-course", date(2019, 9, 30), date(2020, 3, 31), Fate.LATE),
        ("late", date(2020, 1, 31), date(2020, 3, 31), Fate.MOVED),
        ("on-course", date(2020, 1, 31), date(2020, 3, 31), Fate.MOVED),
        ("late", date(2019, 9, 30), date(2019, 11, 30), Fate.LATE),
        ("dropped", date(2019, 9, 30), None, Fate.DROPPED),
        ("", date(2020, 3, 31), None, Fate.UNANSWERED),
    ],
)
def test_every_promise_has_the_fate_of_its_answer_and_its_day(outcome, due_on, new_due_on, fate):
    answered = make_answer(outcome, due_on=due_on, new_due_on=new_due_on)

    assert fate_of(answered, on=FROZEN_AT.date()) is fate


@pytest.mark.parametrize(
    ("outcome", "due_on", "missed"),
    [
        ("late", date(2020, 1, 12), True),
        ("late", date(2020, 1, 13), False),
        ("on-course", date(2020, 1, 12), True),
        ("dropped", date(2020, 1, 12), True),
        ("dropped", date(2020, 3, 31), False),
        ("", date(2020, 1, 12), True),
        ("", date(2020, 3, 31), False),
        ("done", date(2020, 1, 12), False),
    ],
)
def test_missed_is_what_was_due_before_the_day_of_the_report_and_is_not_done(outcome, due_on, missed):
    answers = (make_answer(outcome, due_on=due_on, new_due_on=date(2020, 6, 30)),)

    (promise,) = carried_promises(make_telling([make_snapshot(promises=answers)]))

    assert promise.is_missed is missed


def test_a_promise_that_is_not_due_yet_stands_under_no_missed_ones():
    open_still = make_answer("", due_on=date(2020, 3, 31))
    late = make_answer("late", due_on=date(2019, 9, 30), new_due_on=date(2020, 6, 30))

    pack = make_pack(make_snapshot(promises=(open_still, late)))

    missed = table_called(section_called(pack, "Summary for members"), "Promises missed")
    assert (column_of(missed, "Was due"), column_of(missed, "Now due")) == (["30 September 2019"], ["30 June 2020"])
    assert "1 is missed: due before 13 January 2020 and not done." in all_words(pack)


@pytest.mark.parametrize(("value", "kind"), [("96", "green"), (None, "not returned"), ("80", "red")])
def test_every_missed_promise_that_page_one_counts_is_printed_in_part_a(value, kind):
    owed = tuple(
        make_answer(
            outcome, promise=make_promise(words=f"{number} {kind} promises were made", due_on=date(2019, 9, 30))
        )
        for number, outcome in enumerate(["late", "dropped", "", "late", "done"])
    )
    pack = make_pack(make_snapshot(measure_id=1, value=value, promises=owed))

    assert "4 are missed" in all_words(pack)
    words = " ".join(section_words(section_called(pack, "A. Exceptions: red and amber measures")))
    assert [f"{number} {kind} promises" in words for number in range(4)] == [True] * 4


def test_what_is_owed_of_other_measures_is_counted():
    late, silent = make_answer("late"), make_answer("")
    not_due = make_answer("", due_on=date(2020, 6, 30))

    pack = make_pack(make_snapshot(value="96", promises=(late, silent, not_due)))

    assert (
        "3 promises of measures that have no exception report here are missed or without an answer: 2 missed, 2 "
        "without an answer, 1 both." in all_words(pack)
    )
    assert "Promises of other measures" not in all_words(make_pack(make_snapshot(value="80", promises=(late,))))


def test_an_unanswered_promise_names_the_post_that_owes_the_answer():
    (promise,) = carried_promises(make_telling([make_snapshot(promises=(make_answer(),))]))

    assert answer_words(promise) == "Unanswered by Accounts Payable Manager"  # who promised it


def test_a_late_answer_tells_the_old_day_and_the_new_one():
    (promise,) = carried_promises(make_telling([make_snapshot(promises=(make_answer("late"),))]))

    assert answer_words(promise) == "Late: The supplier delivers in November."
    assert was_due_words(promise.answered.promise) == "30 September 2019"
    assert now_due_words(promise) == "30 November 2019"


def test_a_missed_promise_without_a_new_day_says_so():
    (promise,) = carried_promises(make_telling([make_snapshot(promises=(make_answer(""),))]))

    assert now_due_words(promise) == "no new day given"


def test_a_moved_day_is_printed_beside_the_day_first_given():
    promise = make_promise(first_due_on=date(2019, 9, 30), due_on=date(2019, 11, 29))

    assert was_due_words(promise) == "29 November 2019 (first given: 30 September 2019)"
