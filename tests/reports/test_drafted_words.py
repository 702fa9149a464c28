"""The officer's own words in a document: where they stand, whose they are, and what they are held against."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest

from goldenthread.audit.models import Event
from goldenthread.domain.problems import InputRefused
from goldenthread.partnership.rules import RoleMissing
from goldenthread.publishing.canonical import canonical_json
from goldenthread.publishing.models import Publication, PublishedFile
from goldenthread.publishing.queries import stored_publication
from goldenthread.publishing.verification import verify_publication
from goldenthread.reports import operations
from goldenthread.reports.audiences import audience_called
from goldenthread.reports.drafted import MOST_WORDS, PlaceUnknown, WordsChanged, drafted_of, places_of
from goldenthread.reports.made import word_findings
from goldenthread.reports.models import DraftedSection
from goldenthread.reports.operations import ChangedSinceLooked, NothingCorrected, draft_words, publish_pack
from goldenthread.reports.queries import frozen_source, pack_document
from goldenthread.reports.wanted import of_quarter, wanted_at
from tests.figures.quarter import Q2
from tests.reports.audiences import FROZEN, JOINT, PUBLISHED, freeze_again
from tests.reports.reading import all_words

WROTE = FROZEN + timedelta(days=1)
SAID = "Payroll moved to a new system in August.\n\nWhat follows is what we make of it."


@pytest.fixture
def pack(frozen):
    return of_quarter(Q2, audience=audience_called("joint-committee"))


def write(pack, officer, words=SAID, *, place="introduction", at=WROTE, **given):
    return draft_words(pack, place=place, words=words, by=officer, at=at, **given)


def found(pack):
    return [finding.words for every in word_findings(pack, at=PUBLISHED).values() for finding in every]


def publish_now(officer, *, at=PUBLISHED, **given):
    return publish_pack(quarter=Q2, audience="joint-committee", by=officer, at=at, **given)


def test_words_stand_in_a_part_of_their_own_marked_with_the_post_of_the_writer(pack, officer):
    write(pack, officer)

    document = pack_document(frozen_source(Q2), at=PUBLISHED)

    assert [one.title for one in document.sections][:3] == [
        "Summary for members",
        "In the officer's own words",
        "Report to the committee",
    ]
    said = all_words(document)
    for words in ("Introduction", "Payroll moved to a new system in August.", "Performance Officer, 14 January 2020"):
        assert words in said


def test_without_words_the_document_is_byte_for_byte_what_it_was(pack, officer):
    before = canonical_json(pack_document(frozen_source(Q2), at=PUBLISHED))
    written = write(pack, officer)
    draft_words(pack, place="introduction", words="", by=officer, at=WROTE, version=written.number)

    assert canonical_json(pack_document(frozen_source(Q2), at=PUBLISHED)) == before
    assert b"own words" not in before


def test_they_are_in_every_format_that_holds_the_report_and_it_verifies(pack, officer):
    write(pack, officer)

    publish_now(officer)

    files = {one.name.rpartition(".")[2]: bytes(one.content) for one in PublishedFile.objects.all()}
    assert "Payroll moved to a new system in August." in files["html"].decode()
    assert b"Payroll moved" in bytes(Publication.objects.get().document)
    for kind, member in (("docx", "word/document.xml"), ("odt", "content.xml")):
        with zipfile.ZipFile(BytesIO(files[kind])) as package:
            assert "Payroll moved to a new system in August." in package.read(member).decode()
    assert verify_publication(stored_publication(JOINT)).is_proved


def test_each_version_is_kept_and_the_log_says_who_wrote_what(pack, officer):
    first = write(pack, officer)
    write(pack, officer, "Said anew.", version=first.number)

    assert list(DraftedSection.objects.order_by("number").values_list("number", "words")) == [
        (1, SAID),
        (2, "Said anew."),
    ]
    assert [one.words for one in drafted_of(pack)] == ["Said anew."]
    events = Event.objects.filter(kind="words drafted").order_by("id")
    assert [(one.by, one.details["version"]) for one in events] == [(officer.pk, 1), (officer.pk, 2)]


def test_whoever_looked_at_an_older_version_is_refused_and_told_who_wrote(pack, officer):
    write(pack, officer)

    with pytest.raises(ChangedSinceLooked, match="Performance Officer wrote other words for “Introduction”"):
        write(pack, officer, "Something else.", version=0)

    assert DraftedSection.objects.count() == 1


def test_only_the_performance_officer_writes_them(pack, officer, lead):
    with pytest.raises(RoleMissing):
        write(pack, lead)

    assert not DraftedSection.objects.exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (" ", "No words stand there, and none were given."),
        ("word " * (MOST_WORDS + 1), f"Use {MOST_WORDS} words or fewer; these are {MOST_WORDS + 1}."),
        ("A snowman \U0001f6f7 of words", "cannot be printed; use other words for it"),
    ],
)
def test_words_that_cannot_stand_are_refused_with_the_reason(pack, officer, words, why):
    with pytest.raises(InputRefused) as refused:
        write(pack, officer, words)

    assert why in str(refused.value)
    assert not DraftedSection.objects.exists()


def test_a_place_that_the_document_lacks_is_refused_with_those_it_has(pack, officer):
    with pytest.raises(PlaceUnknown, match="introduction, commentary, commentary:havering, commentary:newham"):
        write(pack, officer, place="afterword")


def test_a_proposed_list_has_no_commentary_and_a_councils_pack_none_on_another(measures):
    assert [one.key for one in places_of(wanted_at("2020-21-proposed-list", "joint-committee"))] == [
        "introduction",
        "next-steps",
    ]
    keys = [one.key for one in places_of(wanted_at("2019-20-q2", "section-151-havering"))]
    assert keys == ["introduction", "commentary", "next-steps"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("EXC01 is red.", "says that EXC01 for Havering is red, and it is green."),
        ("EXC01 fell from 97.0% to 98.1%.", "From 97.0% to 98.1% is no fall."),
        ("Two measures are red.", "says “Two measures are red”, and no measures of 2 are red."),
        ("All in all 3 of 2 are green.", "says “3 of 2 are green”, and 2 measures of 2 are green."),
        ("More is to come: ??", "holds words still to come"),
    ],
)
def test_what_the_words_say_of_figures_is_held_against_them(pack, officer, words, why):
    write(pack, officer, words)

    assert why in " ".join(found(pack))


@pytest.mark.parametrize(
    "words",
    [
        "EXC01 is green. Two measures are green.",
        "Last quarter 7 measures were red.",
        "Of Finance 3 measures are red.",
        "9 of the 1,733 invoices were disputed.",
        "EXC01 turned red last year.",
    ],
)
def test_what_may_speak_of_something_else_raises_no_alarm(pack, officer, words):
    write(pack, officer, words)

    assert found(pack) == []


def test_words_from_before_the_freeze_are_to_be_read_again(pack, officer):
    write(pack, officer, at=FROZEN - timedelta(days=1))

    assert "before these figures were frozen on 13 January 2020. Read it again." in " ".join(found(pack))


def test_words_still_to_come_keep_it_from_being_published(pack, officer):
    write(pack, officer, "The minute is ??.")

    with pytest.raises(InputRefused, match="stands for words still to come, in “In the officer's own words”"):
        publish_now(officer)


def test_words_that_change_while_it_is_typeset_stop_it(pack, officer, monkeypatch):
    write(pack, officer)
    document_of = operations.pack_document

    def meanwhile(*args, **kwargs):
        made = document_of(*args, **kwargs)
        write(pack, officer, "Other words.", version=1)
        return made

    monkeypatch.setattr(operations, "pack_document", meanwhile)
    with pytest.raises(WordsChanged):
        publish_now(officer)

    assert not Publication.objects.exists()


def test_words_written_after_publication_stand_in_the_correction_and_in_nothing_before(pack, officer):
    publish_now(officer)
    with pytest.raises(NothingCorrected):
        publish_now(officer, at=PUBLISHED + timedelta(days=1), replaces=JOINT, because="Said anew")
    write(pack, officer, at=PUBLISHED + timedelta(hours=1))

    corrected = publish_now(officer, at=PUBLISHED + timedelta(days=1), replaces=JOINT, because="Words were added")

    documents = dict(Publication.objects.values_list("public_id", "document"))
    assert b"Payroll moved" not in bytes(documents[JOINT])
    assert b"Payroll moved" in bytes(documents[corrected.publication.public_id])


def test_the_command_writes_prints_and_takes_out(command, pack, officer):
    which = ("--year", "2019-20", "--quarter", "Q2", "--audience", "joint-committee", "--by", "officer@example.org")
    at = ("--at", "2020-01-14")

    wrote = command("draft-words", *which, *at, "--place", "introduction", "--words", "EXC01 is red.")

    assert wrote.status == 0
    assert "version 1, Performance Officer, 14 January 2020" in wrote.out
    assert "says that EXC01 for Havering is red, and it is green." in wrote.err
    assert "no words" in command("draft-words", *which, *at, "--place", "introduction", "--take-out").out
    assert command("draft-words", *which, *at, "--words", "x").status == 2


def test_a_later_freeze_says_so(pack, officer, lead, frozen):
    write(pack, officer)
    freeze_again(frozen[0], officer=officer, lead=lead, at=PUBLISHED)

    assert "Read it again." in " ".join(found(pack))
