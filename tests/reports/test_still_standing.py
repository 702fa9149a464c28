"""What is published, and what becomes public, still stands then: nothing withheld, opened or closed again meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.measures import YearEndRule
from goldenthread.domain.periods import Quarter
from goldenthread.domain.withheld import WithheldPart
from goldenthread.figures.operations import WithholdingSaid, freeze_round, reopen_figures, withhold
from goldenthread.figures.operations.closing import close_year
from goldenthread.indicators.models import Measure
from goldenthread.publishing.models import Publication, Release
from goldenthread.publishing.operations import publish_document
from goldenthread.publishing.origins import MadeOf, OriginKind, origin_of
from goldenthread.publishing.queries import publication_entry, stored_publication
from goldenthread.reports.operations import publish_pack
from goldenthread.reports.queries import frozen_source, pack_document
from goldenthread.reports.releasing import release_pack
from goldenthread.reports.settled import ChangedSincePublished, OriginUnknown, WithheldSince, check_still_stands
from goldenthread.reports.year_documents import PROPOSED_LIST, YEAR_END
from goldenthread.reports.yearly import ProposalChanged, publish_year_document
from tests.figures.quarter import Q2, figure_of, make_due_measure
from tests.figures.year import JUNE, YEAR, lived
from tests.reports.audiences import JOINT, LAST_DAY, PUBLISHED, freeze_again
from tests.reports.test_proposed_list import NEXT, proposed
from tests.world import make_agreed_list, make_partnership

pytestmark = pytest.mark.django_db

SECOND = JOINT.replace("-1", "-2")
NEXT_DAY = PUBLISHED + timedelta(days=1)
TYPESETTING = "Typesetting"
__all__ = ["proposed"]


def hide(measure: Measure, *, by: User, at: datetime = NEXT_DAY, quarter: Quarter = Q2) -> None:
    figures = [figure_of(measure, quarter).pk]
    said = WithholdingSaid(figure_ids=figures, what=WithheldPart.MEASURE, withheld=True, reason="So few people.")
    withhold(said, by=by, at=at)


def put(by: User, *, at: datetime = PUBLISHED, **given: object) -> str:
    """A publication of Q2 for the Joint Committee; its public id."""
    made = publish_pack(quarter=Q2, audience="joint-committee", by=by, at=at, **given)  # type: ignore[arg-type]
    return made.publication.public_id


def while_typesetting(act: Callable[[], None]) -> Callable[[str], None]:
    """What is told to a publication that does this once its document is made."""

    def tell(words: str) -> None:
        if words.startswith(TYPESETTING):
            act()

    return tell


# --- what was withheld ------------------------------------------------------------------------------------------------


def test_what_was_withheld_since_it_was_published_is_not_made_public(
    frozen: tuple[Measure, Measure], officer: User
) -> None:
    put(officer)
    hide(frozen[0], by=officer)

    with pytest.raises(WithheldSince) as refusal:
        release_pack(JOINT, by=officer, at=LAST_DAY)

    assert str(refusal.value) == (
        "Withheld from the public since this was made: EXC01, Havering, 2019-20 Q2. Freeze Q2 2019/20 again. Publish "
        "a new one in its place, and release that."
    )
    assert refusal.value.at_terminal == f'`publish` does it with --replaces {JOINT} --because "WHY".'
    assert not Release.objects.exists()


def test_the_way_out_makes_it_public_without(frozen: tuple[Measure, Measure], officer: User) -> None:
    put(officer)
    hide(frozen[0], by=officer)
    freeze_round(quarter=Q2, by=officer, at=NEXT_DAY)
    put(officer, at=NEXT_DAY, replaces=JOINT, because="A figure is withheld.")

    release_pack(SECOND, by=officer, at=LAST_DAY)

    assert Release.objects.get().publication.public_id == SECOND
    assert b"[c]" in stored_publication(SECOND).document


def test_what_is_shown_again_may_be_public(frozen: tuple[Measure, Measure], officer: User) -> None:
    put(officer)
    hide(frozen[0], by=officer)
    said = WithholdingSaid(
        figure_ids=[figure_of(frozen[0]).pk], what=WithheldPart.MEASURE, withheld=False, reason="They agreed."
    )
    withhold(said, by=officer, at=NEXT_DAY)

    release_pack(JOINT, by=officer, at=LAST_DAY)

    assert Release.objects.count() == 1


@pytest.mark.parametrize("earlier", [timedelta(0), timedelta(seconds=30)])
def test_what_is_withheld_while_a_pack_is_typeset_is_not_published(
    frozen: tuple[Measure, Measure], officer: User, earlier: timedelta
) -> None:
    tell = while_typesetting(lambda: hide(frozen[0], by=officer, at=PUBLISHED - earlier))

    with pytest.raises(WithheldSince, match="Freeze Q2 2019/20 again, then publish: a pack of it would tell them"):
        put(officer, tell=tell)

    assert not Publication.objects.exists()


def test_of_what_was_published_before_it_was_kept_the_freeze_knows_it(
    frozen: tuple[Measure, Measure], officer: User
) -> None:
    hide(frozen[0], by=officer, at=PUBLISHED)
    freeze_round(quarter=Q2, by=officer, at=PUBLISHED)
    entry = publication_entry(put(officer))
    older = MadeOf(kind=OriginKind.FREEZE, number=2, withheld=None)

    assert check_still_stands(entry, older) == older
    hide(frozen[1], by=officer)
    with pytest.raises(WithheldSince, match="EXC02, Newham"):
        check_still_stands(entry, older)


# --- what was opened or frozen again ----------------------------------------------------------------------------------


def test_figures_that_were_opened_again_are_not_made_public(frozen: tuple[Measure, Measure], officer: User) -> None:
    put(officer)
    reopen_figures(figure_ids=[figure_of(frozen[0]).pk], reason="It is wrong.", by=officer, at=NEXT_DAY)

    with pytest.raises(ChangedSincePublished, match=f"Opened again since {JOINT} was made: EXC01, Havering"):
        release_pack(JOINT, by=officer, at=LAST_DAY)

    assert not Release.objects.exists()


def test_nor_are_figures_that_were_frozen_again(frozen: tuple[Measure, Measure], officer: User, lead: User) -> None:
    put(officer)
    freeze_again(frozen[0], officer=officer, lead=lead, at=NEXT_DAY)

    with pytest.raises(ChangedSincePublished, match="Q2 2019/20 was frozen again, as version 2") as refusal:
        release_pack(JOINT, by=officer, at=LAST_DAY)

    assert f"--replaces {JOINT}" in refusal.value.at_terminal


def test_an_older_version_that_was_chosen_may_be_public(
    frozen: tuple[Measure, Measure], officer: User, lead: User
) -> None:
    freeze_again(frozen[0], officer=officer, lead=lead)
    put(officer, version=1)

    release_pack(JOINT, by=officer, at=LAST_DAY)

    assert Release.objects.count() == 1


# --- of what it was made ----------------------------------------------------------------------------------------------


def test_a_pack_keeps_which_freeze_it_was_made_of(frozen: tuple[Measure, Measure], officer: User) -> None:
    made_of = origin_of(put(officer))

    assert made_of is not None
    assert (made_of.kind, made_of.number, made_of.chosen, made_of.withheld) == (OriginKind.FREEZE, 1, False, ())


@pytest.mark.usefixtures("frozen")
def test_of_what_nobody_knows_the_origin_nothing_is_made_public(officer: User) -> None:
    source = frozen_source(Q2)
    publish_document(
        pack_document(source),
        audience="joint-committee",
        period=str(Q2),
        made_from="Q2 2019/20, the first version",
        by=officer,
        at=PUBLISHED,
    )

    with pytest.raises(OriginUnknown, match=f"Nothing is kept of what {JOINT} was made from"):
        release_pack(JOINT, by=officer, at=LAST_DAY)

    assert not Release.objects.exists()


@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("made_of", [None, MadeOf(kind=OriginKind.FREEZE, number=7, withheld=())])
def test_nor_of_a_freeze_that_there_is_not(officer: User, made_of: MadeOf | None) -> None:
    entry = publication_entry(put(officer))

    with pytest.raises(OriginUnknown):
        check_still_stands(entry, made_of)


# --- of a year --------------------------------------------------------------------------------------------------------


@pytest.fixture
def year(lead: User, officer: User) -> Measure:
    """A measure of a closed year beside another."""
    make_partnership()
    made = make_due_measure("HRS04", year_end_rule=YearEndRule.MEAN, title="Grievances settled")
    other = make_due_measure("EXC01", year_end_rule=YearEndRule.MEAN)
    lived({made: ["96", "61.2", "96", "96"], other: ["96"] * 4}, lead=lead, officer=officer)
    close_year(year=YEAR, by=officer, at=JUNE)
    return made


def put_year(by: User, **given: object) -> str:
    at = JUNE + timedelta(hours=1)
    made = publish_year_document(YEAR_END, year=YEAR, audience="joint-committee", by=by, at=at, **given)  # type: ignore[arg-type]
    return made.publication.public_id


def test_a_year_of_which_something_was_withheld_since_is_not_made_public(year: Measure, officer: User) -> None:
    public_id = put_year(officer)
    hide(year, by=officer, at=JUNE)

    with pytest.raises(WithheldSince, match=r"HRS04, Havering, 2019-20 Q2\. Close 2019/20 again"):
        release_pack(public_id, by=officer, at=JUNE + timedelta(days=1), because="It is urgent.")

    assert not Release.objects.exists()


def test_nor_published_where_that_is_while_it_is_typeset(year: Measure, officer: User) -> None:
    with pytest.raises(WithheldSince, match="Close 2019/20 again, then publish"):
        put_year(officer, tell=while_typesetting(lambda: hide(year, by=officer, at=JUNE)))

    assert not Publication.objects.exists()


def test_a_second_quarter_of_a_withheld_year_is_new_to_its_close(year: Measure, officer: User) -> None:
    hide(year, by=officer, at=JUNE, quarter=YEAR.quarters[0])
    close_year(year=YEAR, by=officer, at=JUNE, because="A quarter is withheld.")
    public_id = put_year(officer)
    hide(year, by=officer, at=JUNE)

    with pytest.raises(WithheldSince, match="HRS04, Havering, 2019-20 Q2"):
        release_pack(public_id, by=officer, at=JUNE + timedelta(days=1), because="It is urgent.")


def test_a_year_of_which_a_figure_was_opened_again_is_not_made_public(year: Measure, officer: User) -> None:
    public_id = put_year(officer)
    reopen_figures(figure_ids=[figure_of(year).pk], reason="It is wrong.", by=officer, at=JUNE)

    with pytest.raises(ChangedSincePublished, match=r"Q2 2019/20\. Close 2019/20 again"):
        release_pack(public_id, by=officer, at=JUNE + timedelta(days=1), because="It is urgent.")


def test_nor_a_year_that_was_closed_again(year: Measure, officer: User) -> None:
    public_id = put_year(officer)
    hide(year, by=officer, at=JUNE)
    close_year(year=YEAR, by=officer, at=JUNE, because="A quarter is withheld.")
    withhold(
        WithholdingSaid(
            figure_ids=[figure_of(year).pk], what=WithheldPart.MEASURE, withheld=False, reason="They agreed."
        ),
        by=officer,
        at=JUNE,
    )

    with pytest.raises(ChangedSincePublished, match="2019/20 was closed again"):
        release_pack(public_id, by=officer, at=JUNE + timedelta(days=1), because="It is urgent.")


# --- of a proposal ----------------------------------------------------------------------------------------------------


def put_proposal(by: User, **given: object) -> str:
    made = publish_year_document(PROPOSED_LIST, year=NEXT, audience="joint-committee", by=by, at=JUNE, **given)  # type: ignore[arg-type]
    return made.publication.public_id


@pytest.mark.usefixtures("proposed")
def test_a_proposal_keeps_for_which_meeting_it_is(officer: User) -> None:
    made_of = origin_of(put_proposal(officer))

    assert made_of is not None
    assert (made_of.kind, made_of.number, str(made_of.meeting_on)) == (OriginKind.REGISTER, None, "2020-06-26")


@pytest.mark.usefixtures("proposed")
def test_a_proposal_that_changes_while_it_is_typeset_is_not_published(officer: User) -> None:
    def add() -> None:
        make_agreed_list(make_due_measure("EXC08", listed=False), year="2020-21")

    with pytest.raises(ProposalChanged):
        put_proposal(officer, tell=while_typesetting(add))

    assert not Publication.objects.exists()


@pytest.mark.usefixtures("proposed")
def test_a_proposal_whose_results_were_withheld_since_is_not_made_public(officer: User) -> None:
    public_id = put_proposal(officer)
    hide(Measure.objects.get(indicator__ref="EXC01"), by=officer, at=JUNE)

    with pytest.raises(WithheldSince, match=r"EXC01, Havering, 2019-20 Q2\. Publish a new one"):
        release_pack(public_id, by=officer, at=JUNE + timedelta(days=1))
