"""Whole lives of the record: rounds, what is published and issued of them, and the year that they make."""

from __future__ import annotations

from datetime import datetime

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from goldenthread.domain.periods import Quarter
from goldenthread.figures.forms.proposal import ProposalRow
from goldenthread.figures.operations.clearing import clear_figures
from goldenthread.figures.operations.closing import close_year
from goldenthread.figures.operations.proposing import propose_year
from goldenthread.figures.queries.proposals import carried_measures
from goldenthread.indicators.operations.agreeing import agree_list
from goldenthread.publishing.queries import current_publication, publications
from goldenthread.reports.issuing import issue_again, issue_pack
from goldenthread.reports.operations import publish_pack
from goldenthread.reports.releasing import release_pack
from goldenthread.reports.year_documents import PROPOSED_LIST, YEAR_END
from goldenthread.reports.yearly import publish_year_document
from tests.figures.quarter import LONDON
from tests.figures.year import YEAR
from tests.reports.record_changes import ChangesOfALife
from tests.reports.record_held import check_counts_of_year
from tests.reports.record_life import DAY
from tests.reports.record_rounds import WHICH, WHY
from tests.reports.record_world import DECIDED_ON, RATIO_REF

JOINT = "joint-committee"
# As much as a life may publish or issue at most: each takes a second or two to typeset.
MOST_RENDERED = 2
# Shrinking a life that fails takes minutes, and says little more than the life itself.
LIVES = settings(
    max_examples=4,
    stateful_step_count=40,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class LifeOfTheRecord(ChangesOfALife):
    """Everything that may happen to the figures of a year and a quarter, in any order."""

    def may_render(self) -> bool:
        return self.rendered < MOST_RENDERED

    # --- published, issued, released, cleared -------------------------------------------------------------------------

    @precondition(lambda self: self.may_render() and self.opened())
    @rule(which=WHICH, audience=st.sampled_from([JOINT, JOINT, "partner-council:havering"]))
    def publish(self, *, which: int, audience: str) -> None:
        """A pack, or its correction where one stands."""
        quarter = self.opened()[which % len(self.opened())]
        standing = current_publication(f"{_slug(quarter)}-{audience.replace(':', '-')}")
        done = self.attempt(
            "publish a correction" if standing else "publish",
            lambda: publish_pack(
                quarter=quarter,
                audience=audience,
                by=self.cast.officer,
                at=self.now,
                replaces=standing,
                because=WHY if standing else "",
            ),
        )
        if done:
            self.rendered += 1
            self.check_tells_nothing_withheld(publications()[0].public_id)
        self.end_of_day()

    @precondition(lambda self: self.may_render() and self.opened())
    @rule(which=WHICH, audience=st.sampled_from(["management-team", "section-151:havering"]))
    def issue(self, *, which: int, audience: str) -> None:
        """To the director, of a round as it stands or as it is frozen."""
        quarter = self.opened()[which % len(self.opened())]
        to = [self.cast.director.email]
        self.rendered += self.attempt(
            "issue",
            lambda: issue_pack(quarter=quarter, audience=audience, to=to, by=self.cast.officer, at=self.now),
        )
        self.end_of_day()

    @precondition(lambda self: self.published)
    @rule(which=WHICH)
    def issue_to_one_more(self, which: int) -> None:
        entry = publications()[which % len(publications())]
        to = [(self.cast.lead, self.cast.treasurer)[which % 2].email]
        done = self.attempt(
            "issue to one more", lambda: issue_again(entry.public_id, to=to, by=self.cast.officer, at=self.now)
        )
        assert entry.restricted or not done
        self.end_of_day()

    @precondition(lambda self: self.published)
    @rule(which=WHICH)
    def release(self, which: int) -> None:
        entry = publications()[which % len(publications())]
        done = self.attempt("release", lambda: release_pack(entry.public_id, by=self.cast.clerk, at=self.now))
        assert not (done and entry.restricted)
        if done:
            self.check_tells_nothing_withheld(entry.public_id)
        self.end_of_day()

    @precondition(lambda self: self.opened())
    @rule(which=WHICH, council=st.sampled_from(["havering", "newham"]))
    def clear(self, *, which: int, council: str) -> None:
        quarter = self.opened()[which % len(self.opened())]
        self.attempt(
            "clear", lambda: clear_figures(quarter=quarter, council=council, by=self.cast.treasurer, at=self.now)
        )
        self.end_of_day()

    # --- the year -----------------------------------------------------------------------------------------------------

    @precondition(lambda self: len(self.opened()) >= len(YEAR.quarters))
    @rule(because=st.sampled_from(["", WHY]))
    def close_the_year(self, because: str) -> None:
        self.attempt(
            "close the year again" if because else "close the year",
            lambda: close_year(year=YEAR, by=self.cast.officer, at=self.now, because=because),
        )
        check_counts_of_year(YEAR)
        self.end_of_day()

    @precondition(lambda self: self.may_render() and len(self.opened()) >= len(YEAR.quarters))
    @rule()
    def publish_the_year(self) -> None:
        standing = current_publication(f"{YEAR}-year-end-{JOINT}")
        self.rendered += self.attempt(
            "publish the year",
            lambda: publish_year_document(
                YEAR_END,
                year=YEAR,
                audience=JOINT,
                by=self.cast.officer,
                at=self.now,
                replaces=standing,
                because=WHY if standing else "",
            ),
        )
        self.end_of_day()

    @precondition(lambda self: len(self.opened()) >= len(YEAR.quarters) - 1)
    @rule(answers=st.lists(st.sampled_from(["keep", "keep", "change", "drop"]), min_size=5, max_size=5))
    def propose_the_next_year(self, answers: list[str]) -> None:
        rows = [
            ProposalRow(
                ref=one.due.ref,
                council="whole partnership" if one.due.council is None else one.due.council.name,
                answer=answer,
                new_target="" if answer != "change" else "41%" if one.due.ref in (RATIO_REF, "STR01") else "120",
                rationale="It has served",
            )
            for one, answer in zip(carried_measures(YEAR), answers, strict=False)
        ]
        self.attempt(
            "propose the next year",
            lambda: propose_year(rows, year=YEAR, file="proposal.xlsx", by=self.cast.officer, at=self.now),
        )
        self.end_of_day()

    @precondition(lambda self: self.may_render() and self.seen["propose the next year"])
    @rule()
    def publish_the_proposal(self) -> None:
        standing = current_publication(f"{YEAR.next}-proposed-list")
        self.rendered += self.attempt(
            "publish the proposal",
            lambda: publish_year_document(
                PROPOSED_LIST,
                year=YEAR.next,
                audience=JOINT,
                by=self.cast.officer,
                at=self.now,
                replaces=standing,
                because=WHY if standing else "",
            ),
        )
        self.end_of_day()

    @precondition(lambda self: len(self.opened()) >= len(YEAR.quarters) - 1)
    @rule(agreed=st.booleans())
    def agree_the_next_list(self, agreed: bool) -> None:
        decision = self.agrees if agreed else self.notes
        if self.seen["propose the next year"]:
            # The committee meets first: nothing is agreed by a decision that is still to come.
            self.now = max(self.now, datetime.combine(DECIDED_ON, self.now.time(), LONDON) + DAY)
        done = self.attempt(
            "agree the list",
            lambda: agree_list(year=YEAR.next, decision=decision, by=self.cast.officer, at=self.now),
        )
        assert agreed or not done
        self.end_of_day()


def _slug(quarter: Quarter) -> str:
    return str(quarter).lower().replace(" ", "-")
