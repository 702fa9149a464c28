"""What packs say of a council that left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from goldenthread.domain.endings import CouncilLeft
from goldenthread.domain.snapshot import LeftPromise, RoundFacts
from goldenthread.domain.withheld import facts_for_the_public
from goldenthread.domain.withheld_by_now import marked_facts, withheld_in
from goldenthread.publishing.document import Notice, Section
from goldenthread.reports.documents.left import TITLE
from goldenthread.reports.documents.pack import joint_committee_pack
from tests.reports.reading import column_of, section_called, section_words, table_called
from tests.reports.rounds import FROZEN_AT, GSS, make_facts, make_promise, make_snapshot

BEXLEY = CouncilLeft(council="Bexley", council_gss=GSS["Bexley"], last_day=date(2019, 7, 31), measures=10)


def make_left_promise(**given: Any) -> LeftPromise:
    defaults: dict[str, Any] = {
        "measure_id": 70, "ref": "EXC06", "title": "Invoices paid", "council": "Bexley", "council_gss": GSS["Bexley"],
        "service": "Exchequer and Transactional", "last_day": date(2019, 7, 31), "promise": make_promise(),
        "promised_for": "2019-20 Q1",
    }  # fmt: skip
    return LeftPromise(**{**defaults, **given})


def make_round(**given: Any) -> RoundFacts:
    return make_facts([make_snapshot()], **{"left": (BEXLEY,), "left_promises": (make_left_promise(),), **given})


def words_of(*sections: Section) -> str:
    return " ".join(text for section in sections for text in section_words(section)).replace("\u00a0", " ")


def test_the_front_page_and_the_report_say_who_left_when_and_where_its_promises_are() -> None:
    pack = joint_committee_pack(make_round(), (make_snapshot(),), as_at=FROZEN_AT)

    sentence = (
        "Bexley left the partnership after 31 July 2019: 10 measures of it ended by then, and 1 promise that was made "
        "for them is still open, and listed in part F."
    )
    assert sentence in words_of(pack.sections[0])
    assert sentence in words_of(section_called(pack, "Report to the committee"))


def test_the_quarters_after_say_it_in_the_report_alone() -> None:
    earlier = replace(BEXLEY, last_day=date(2019, 6, 30))
    pack = joint_committee_pack(make_round(left=(earlier,)), (make_snapshot(),), as_at=FROZEN_AT)

    assert "left the partnership" not in words_of(pack.sections[0])
    assert "Bexley left the partnership after 30 June 2019" in words_of(section_called(pack, "Report to the committee"))


def test_each_promise_is_listed_with_why_nobody_answers() -> None:
    listed = make_left_promise(
        promised_for="2018-19 Q4", council="Havering", council_gss=GSS["Havering"], last_day=None
    )
    facts = make_round(left_promises=(make_left_promise(), listed))
    pack = joint_committee_pack(facts, (make_snapshot(),), as_at=FROZEN_AT)

    (section,) = (one for one in pack.sections if one.title.startswith("F. "))
    table = table_called(section, TITLE)
    assert column_of(table, "Why nobody answers") == [
        "The measure ended on 31 July 2019: Bexley left the partnership",
        "The measure is not on this year's list",
    ]
    assert not any(isinstance(block, Notice) for block in pack.sections[0].blocks)


def test_facts_that_were_kept_before_anybody_asked_say_nothing() -> None:
    pack = joint_committee_pack(make_facts([make_snapshot()]), (make_snapshot(),), as_at=FROZEN_AT)

    assert "left the partnership" not in words_of(*pack.sections)
    assert TITLE not in words_of(*pack.sections)


def test_the_words_of_a_withheld_promise_are_in_no_public_pack() -> None:
    secret = make_promise(words="Recruit a zebrafinch keeper.", withheld=True)
    facts = make_round(left_promises=(make_left_promise(promise=secret),))

    (public,) = facts_for_the_public(facts).left_promises or ()
    assert public.promise.words == "[c] withheld"
    pack = joint_committee_pack(facts, (make_snapshot(),), as_at=FROZEN_AT)
    assert "zebrafinch" not in words_of(*pack.sections)


def test_an_older_version_is_marked_with_what_is_withheld_by_now() -> None:
    told = make_promise(words="Recruit a zebrafinch keeper.")
    older = make_round(left_promises=(make_left_promise(promise=told),))
    newer = make_round(left_promises=(make_left_promise(promise=replace(told, withheld=True)),))

    marked = marked_facts(older, withheld=withheld_in(newer, ()))

    assert [one.promise.withheld for one in marked.left_promises or ()] == [True]
