"""The year-end pack for each audience, from the close to what is public, issued and known later."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from goldenthread.accounts.models import User
from goldenthread.domain.measures import YearEndRule
from goldenthread.figures.operations.closing import close_year
from goldenthread.indicators.models import Measure, Succession
from goldenthread.publishing.canonical import read_document
from goldenthread.publishing.document import EditableAs, ReportDocument, Status
from goldenthread.publishing.models import Issue, Publication, Release
from goldenthread.publishing.queries import publication_entry, stored_publication
from goldenthread.reports.audiences import audience_called
from goldenthread.reports.documents.age import in_whole_seconds
from goldenthread.reports.year_documents import YEAR_END, CouncilNotInTheYear, year_document
from tests.figures.quarter import make_due_measure
from tests.figures.year import JUNE, YEAR, lived
from tests.reports.reading import all_words, row_of, section_called, table_called
from tests.reports.test_withheld import told_in
from tests.reports.year_packs import (
    IN_TIME,
    NAME,
    clear,
    closed,
    freeze_again,
    issue,
    open_again,
    pack,
    publish,
    release,
    requires_clearance,
)
from tests.terminal_runs import Command
from tests.world import make_council, make_partnership

pytestmark = pytest.mark.django_db
PARTNER, TEAM, OFFICER = "partner-council:havering", "management-team", "section-151:havering"
CHAIR = "chairs-briefing"
EVERY = ("joint-committee", PARTNER, TEAM, CHAIR, OFFICER)


@pytest.fixture
def measures(lead: User, officer: User) -> dict[str, Measure]:
    return closed(lead=lead, officer=officer)


def document(audience: str) -> ReportDocument:
    return year_document(YEAR_END, year=YEAR, audience=audience_called(audience), at=IN_TIME).document


# --- what each holds --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("measures")
def test_a_partner_council_is_told_of_its_own_measures_by_its_own_policy_with_the_joint_rating_beside() -> None:
    made = document(PARTNER)

    table = table_called(next(s for s in made.sections if s.title.startswith("B. ")), "London Borough of Havering")
    titles = [column.title for column in table.columns]
    calls = dict(zip(titles, row_of(table, "Calls answered"), strict=True))
    assert (calls["Havering"], calls["Joint committee"]) == ("Red (off track)", "Amber")
    assert dict(zip(titles, row_of(table, "Letters"), strict=True))["Havering"] == "–"
    assert "Visits made" not in all_words(made)
    assert made.audience == "London Borough of Havering"


@pytest.mark.usefixtures("measures")
def test_counts_of_a_partner_council_never_mix_policies() -> None:
    table = table_called(section_called(document(PARTNER), "Summary for Havering"), "How the year of")

    assert [row_of(table, name)[1:] for name in ("By Havering's own", "The same", "Without a policy")] == [
        ["1", "0", "0", "0", "0", "0", "1"],
        ["0", "1", "0", "0", "0", "0", "1"],
        ["0", "0", "1", "0", "0", "1", "2"],
    ]


@pytest.mark.usefixtures("measures")
def test_what_is_withheld_is_in_the_packs_of_the_management_team_and_of_the_chair_alone_with_why() -> None:
    for audience in (TEAM, CHAIR):
        words = all_words(document(audience))
        assert "1 measure is withheld in public packs, and shown in this one." in words
        assert "So few people." in words
        assert (f"{NAME}-{audience}.csv", "61.234567") in told_in(document(audience), "61.234567")
    assert told_in(document(PARTNER), "61.234567", "61.2%") == set()


@pytest.mark.usefixtures("measures")
def test_a_section_151_officer_sees_which_quarters_are_cleared(treasurer: User) -> None:
    clear(treasurer, 1, 2)

    said = all_words(document(OFFICER))

    assert "that the year was closed from are not cleared for Q3 2019/20 and Q4 2019/20." in said
    table = table_called(section_called(document(OFFICER), "Clearance sheet"), "Clearances")
    assert row_of(table, "Q1 2019/20") == ["Q1 2019/20", "1", "Section 151 Officer", "15 June 2020", "–"]
    assert row_of(table, "Q4 2019/20")[2] == "nobody yet"


@pytest.mark.usefixtures("measures")
def test_a_council_without_a_measure_in_the_year_has_no_pack() -> None:
    make_council("Bexley")

    with pytest.raises(CouncilNotInTheYear, match="2019/20 has no measure of Bexley"):
        document("partner-council:bexley")


@pytest.mark.usefixtures("measures")
@pytest.mark.parametrize("audience", EVERY)
def test_every_section_goes_into_the_texts_or_into_the_workbooks(audience: str) -> None:
    made = document(audience)

    assert {section.editable_as for section in made.sections} == {EditableAs.TEXT, EditableAs.TABLES}
    assert made.sections[0].editable_as is EditableAs.TEXT
    assert made.sections[-1].editable_as is EditableAs.TABLES


@pytest.mark.parametrize("audience", EVERY)
def test_each_says_beside_a_measure_what_follows_it(audience: str, lead: User, officer: User) -> None:
    make_partnership()
    old, new = (make_due_measure(ref, year_end_rule=YearEndRule.MEAN, title=f"Calls {ref}") for ref in ("A1", "B2"))
    Succession.objects.create(
        indicator=old.indicator, successor=new.indicator, kind="replaced", starts_on=YEAR.next.first_day
    )
    lived({old: ["96"] * 4, new: ["96"] * 4}, lead=lead, officer=officer)
    close_year(year=YEAR, by=officer, at=JUNE)

    words = all_words(document(audience))

    assert "followed by “Calls B2” (B2) from 1 April 2020" in words
    assert "follows “Calls A1” (A1) from 1 April 2020" in words


# --- how it goes out --------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("measures")
def test_a_partner_council_s_pack_goes_from_pack_to_public_and_is_known_later(command: Command, tmp_path: Path) -> None:
    looked_at = pack(command, PARTNER, "--out", tmp_path / "before", "--json")
    published = publish(command, PARTNER)
    released = release(command, "partner-council-havering")
    again = pack(command, PARTNER, "--out", tmp_path / "after", "--json")

    assert [one.status for one in (looked_at, published, released, again)] == [0, 0, 0, 0], published.err
    assert json.loads(looked_at.out)["status"] == "FROZEN, NOT PUBLISHED"
    assert json.loads(again.out)["publication"] == f"{NAME}-partner-council-havering-1"
    assert command("verify", f"{NAME}-partner-council-havering-1").status == 0
    known = command(
        *("as-known", "--on", "2020-06-17", "--pack", "--year", "2019-20", "--document", "year-end"),
        *("--audience", PARTNER, "--out", tmp_path / "known"),
    )
    assert known.status == 0, known.err
    stored = {file.name: file.content for file in stored_publication(f"{NAME}-partner-council-havering-1").files}
    assert {path.name: path.read_bytes() for path in (tmp_path / "known").iterdir()} == stored
    assert {path.name: path.read_bytes() for path in (tmp_path / "after").iterdir()} == stored
    assert {name.rpartition(".")[2] for name in stored} == {
        *("pdf", "html", "csv", "json", "odt", "docx", "ods", "xlsx"),
    }


def test_what_was_published_of_a_year_is_known_whatever_is_closed_later(
    command: Command, measures: dict[str, Measure], lead: User, officer: User, tmp_path: Path
) -> None:
    publish(command, PARTNER)
    first = {file.name: file.content for file in stored_publication(f"{NAME}-partner-council-havering-1").files}
    later = JUNE + timedelta(days=10)
    freeze_again(measures["plain"], lead=lead, officer=officer, at=later)
    close_year(year=YEAR, by=officer, at=later, because="Corrected.")
    corrected = command(
        *("publish", "--year", "2019-20", "--document", "year-end", "--audience", PARTNER, "--by", officer.email),
        *("--at", "2020-06-26", "--replaces", f"{NAME}-partner-council-havering-1", "--because", "It was 97%."),
    )

    known = command(
        *("as-known", "--on", "2020-06-20", "--pack", f"{NAME}-partner-council-havering", "--out", tmp_path / "then")
    )

    assert (corrected.status, known.status) == (0, 0), corrected.err
    assert {path.name: path.read_bytes() for path in (tmp_path / "then").iterdir()} == first
    second = {file.name: file.content for file in stored_publication(f"{NAME}-partner-council-havering-2").files}
    assert b"It was 97%." in second[f"{NAME}-partner-council-havering.html"]


@pytest.mark.usefixtures("measures")
def test_what_is_not_published_says_so_in_the_folder_and_on_the_screen(command: Command, tmp_path: Path) -> None:
    outcome = pack(command, "joint-committee", "--out", tmp_path)

    assert "version 1 of the closed year, frozen and not published" in outcome.out
    assert "FROZEN, NOT PUBLISHED" in (tmp_path / f"{NAME}-joint-committee.html").read_text()


@pytest.mark.usefixtures("measures")
@pytest.mark.parametrize("audience", [TEAM, OFFICER])
def test_a_restricted_pack_is_issued_verified_and_known_later(
    command: Command, head: User, audience: str, tmp_path: Path
) -> None:
    name = f"{NAME}-{audience.replace(':', '-')}"

    issued = issue(command, audience, "head@example.org")
    twice = issue(command, audience, "head@example.org")
    looked_at = pack(command, audience, "--out", tmp_path / "pack", "--json")
    public = publish(command, audience)

    assert issued.status == 0, issued.err
    assert f"Issued as {name}-1" in issued.out
    assert (twice.status, public.status) == (1, 1)
    assert "was issued from the same figures" in twice.err
    assert json.loads(looked_at.out)["status"] == "RESTRICTED"
    assert command("verify", f"{name}-1").status == 0
    assert "Issued to Director" in command("as-known", "--on", "2020-06-17", "--pack", name).out
    assert Issue.objects.count() == 1
    assert not Release.objects.exists()
    assert read_document(stored_publication(f"{name}-1").document).status is Status.RESTRICTED


@pytest.mark.usefixtures("measures")
def test_a_pack_of_a_newer_close_replaces_the_one_that_was_issued(
    command: Command, measures: dict[str, Measure], lead: User, officer: User, head: User
) -> None:
    issue(command, TEAM, "head@example.org")
    freeze_again(measures["plain"], lead=lead, officer=officer)
    close_year(year=YEAR, by=officer, at=JUNE, because="Corrected.")

    outcome = issue(command, TEAM, "head@example.org")

    assert outcome.status == 0, outcome.err
    assert publication_entry(f"{NAME}-management-team-2").replaces == f"{NAME}-management-team-1"


def test_the_command_refuses_a_publication_and_a_year_together(command: Command) -> None:
    outcome = command("issue", "--publication", "x", "--document", "year-end", "--to", "a@example.org", "--by", "b@c.d")

    assert outcome.status == 2


# --- what keeps it back -----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("measures")
@pytest.mark.parametrize("audience", ["joint-committee", PARTNER])
def test_a_year_waits_until_each_of_its_quarters_is_cleared(command: Command, treasurer: User, audience: str) -> None:
    requires_clearance()
    clear(treasurer, 1, 2, 3)
    publish(command, audience)

    kept = release(command, audience.replace(":", "-"))
    clear(treasurer, 4)
    gone = release(command, audience.replace(":", "-"))

    assert kept.status == 1
    assert "Havering has not cleared its figures in version 1 of Q4 2019/20" in kept.err
    assert "Q3 2019/20" not in kept.err
    assert gone.status == 0, gone.err


def test_a_clearance_lapses_when_a_quarter_of_the_year_is_frozen_anew(
    command: Command, measures: dict[str, Measure], lead: User, officer: User, treasurer: User
) -> None:
    requires_clearance()
    clear(treasurer, 1, 2, 3, 4)
    freeze_again(measures["plain"], lead=lead, officer=officer)
    close_year(year=YEAR, by=officer, at=JUNE, because="Corrected.")
    publish(command)

    outcome = release(command)

    assert outcome.status == 1
    assert "in version 2 of Q4 2019/20" in outcome.err
    assert "That of version 1 lapsed" in outcome.err


@pytest.mark.usefixtures("measures")
def test_nothing_is_published_while_a_figure_of_the_year_is_open_again(
    command: Command, measures: dict[str, Measure], officer: User
) -> None:
    open_again(measures["plain"], officer=officer)

    outcome = publish(command)

    assert outcome.status == 1
    assert "Opened again since Q4 2019/20 was last frozen: EXC02" in outcome.err
    assert not Publication.objects.exists()


def test_nor_from_a_close_that_is_older_than_a_quarter(
    command: Command, measures: dict[str, Measure], lead: User, officer: User, head: User
) -> None:
    freeze_again(measures["plain"], lead=lead, officer=officer)

    published, issued = publish(command), issue(command, TEAM, "head@example.org")

    assert (published.status, issued.status) == (1, 1)
    assert "Frozen again since 2019/20 was closed: Q4 2019/20." in published.err
    assert "Close the year again" in issued.err
    assert not Publication.objects.exists()


def test_as_at_is_the_moment_of_the_close(measures: dict[str, Measure]) -> None:
    assert {document(audience).as_at for audience in EVERY} == {in_whole_seconds(JUNE)}
