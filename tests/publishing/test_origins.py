"""What a publication was made of is kept as data, and never guessed from its words again."""

from __future__ import annotations

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from goldenthread.accounts.models import User
from goldenthread.domain.snapshot import WithheldFigure
from goldenthread.publishing.models import Origin, Publication
from goldenthread.publishing.operations import publish_document
from goldenthread.publishing.origins import MadeOf, OriginKind, origin_of
from tests.publishing.small import make_document
from tests.publishing.test_publications import AT, FIRST

pytestmark = pytest.mark.django_db

MIGRATION = import_module("goldenthread.publishing.migrations.0004_what_publications_were_made_of")
HIDDEN = WithheldFigure(
    measure_id=7, period="2019-20 Q1", name="HRS04, Havering", what="measure", reason="So few people."
)


def publish(made_from: str, *, by: User, origin: MadeOf | None = None, presented_to: str = "") -> Publication:
    return publish_document(
        make_document(),
        audience="joint-committee",
        period="2019-20 Q2",
        made_from=made_from,
        presented_to=presented_to,
        origin=origin,
        by=by,
        at=AT,
    )


@pytest.mark.parametrize("withheld", [(HIDDEN,), (), None])
def test_it_is_read_as_it_was_said(officer: User, withheld: tuple[WithheldFigure, ...] | None) -> None:
    made_of = MadeOf(kind=OriginKind.FREEZE, number=2, chosen=True, withheld=withheld, meeting_on=date(2020, 2, 7))

    publish("Q2 2019/20, version 2 of the figures", by=officer, origin=made_of)

    assert origin_of(FIRST) == made_of


def test_of_what_says_nothing_nothing_is_known(officer: User) -> None:
    publish("Q2 2019/20, version 2 of the figures", by=officer)

    assert origin_of(FIRST) is None


@pytest.mark.parametrize(
    ("words", "kind", "number"),
    [
        ("Q2 2019/20, version 12 of the figures", OriginKind.FREEZE, 12),
        ("2019/20, version 3 of the closed year", OriginKind.CLOSE, 3),
        ("Q2 2019/20, as it stood on 4 November 2019 at 10:00", OriginKind.DRAFT, None),
        ("the register, 15 June 2020 at 10:30", OriginKind.REGISTER, None),
    ],
)
def test_of_what_was_published_before_it_is_told_from_its_words_once(
    officer: User, words: str, kind: OriginKind, number: int | None
) -> None:
    publish(words, by=officer, presented_to="oneSource Joint Committee, 7 February 2020")

    MIGRATION.say_what_they_were_made_of(apps, None)

    assert origin_of(FIRST) == MadeOf(kind=kind, number=number, withheld=None, meeting_on=date(2020, 2, 7))


@pytest.mark.parametrize("words", ["Q2 2019/20, draft", "Q2 2019/20, version two of the figures", "a file"])
def test_other_words_say_nothing(officer: User, words: str) -> None:
    publish(words, by=officer, presented_to="oneSource Joint Committee")

    MIGRATION.say_what_they_were_made_of(apps, None)

    assert origin_of(FIRST) is None


def test_without_a_meeting_there_is_none(officer: User) -> None:
    publish("the register, 15 June 2020 at 10:30", by=officer, presented_to="oneSource Joint Committee")

    MIGRATION.say_what_they_were_made_of(apps, None)

    made_of = origin_of(FIRST)
    assert made_of is not None
    assert made_of.meeting_on is None


def test_it_never_changes(officer: User) -> None:
    publish("x", by=officer, origin=MadeOf(kind=OriginKind.FREEZE, number=2, withheld=()))

    with pytest.raises(IntegrityError), transaction.atomic():
        Origin.objects.update(number=1)


def test_a_freeze_without_its_number_is_no_origin(officer: User) -> None:
    publication = publish("x", by=officer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Origin.objects.create(publication=publication, kind="freeze")
