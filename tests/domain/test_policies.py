from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from goldenthread.domain.problems import InputRefused
from goldenthread.domain.rating import (
    Status,
    compile_policy,
    gaps_in_words,
    policy_in_words,
    read_policy,
    shipped_policies,
)

LOCK = Path(__file__).with_name("policies.lock")
NAMED_IN_DOMAIN = {
    "havering-2013-14",
    "havering-2014-15",
    "havering-2015-16",
    "havering-2016-17",
    "havering-2017-18",
    "havering-2019-20",
    "havering-2024-25",
    "kent-floor-standard",
    "relative-tolerance",
    "own-tolerance",
    "on-off-track",
    "narrative-only",
}
SHIPPED = [pytest.param(policy, id=slug) for slug, policy in shipped_policies().items()]
MINIMAL = """
slug = "mine"
version = 1
title = "Mine"
effective_from = 2019-04-01
source = "https://example.gov.uk"
citation = "A council, a report"
"""
OTHERWISE = """
[[rule]]
rating = "red"
when = "otherwise"
"""


def locked() -> dict[tuple[str, int], str]:
    lines = [line.split() for line in LOCK.read_text().splitlines() if line and not line.startswith("#")]
    return {(slug, int(version)): sha256 for slug, version, sha256 in lines}


def test_every_published_rule_is_shipped():
    assert set(shipped_policies()) >= NAMED_IN_DOMAIN


@pytest.mark.parametrize("policy", SHIPPED)
def test_a_shipped_policy_changes_only_with_a_new_version(policy):
    assert locked().get((policy.slug, policy.version)) == policy.sha256, (
        f"{policy.slug} is not as it was published: raise its version, and add the line "
        f"'{policy.slug} {policy.version} {policy.sha256}' to {LOCK.name}; never edit a line that is there."
    )


def test_a_version_that_was_shipped_is_followed_by_a_higher_one():
    newest = {}
    for slug, version in locked():
        newest[slug] = max(version, newest.get(slug, 0))

    assert {slug: policy.version for slug, policy in shipped_policies().items()} == newest


@pytest.mark.parametrize("policy", SHIPPED)
def test_a_shipped_policy_names_its_source_and_its_gaps(policy):
    assert policy.source.startswith("https://")
    assert policy.citation
    assert policy.gaps
    assert bool(policy.council) == bool(policy.council_name)
    assert policy.effective_from >= date(2010, 4, 1)


@pytest.mark.parametrize("policy", SHIPPED)
def test_a_policy_keeps_the_text_that_it_was_read_from(policy):
    assert read_policy(policy.text) == policy
    assert policy.sha256 == hashlib.sha256(policy.text.encode()).hexdigest()


def test_a_policy_prints_itself_in_words():
    assert policy_in_words(shipped_policies()["havering-2024-25"]) == (
        "Green: the result is on the target or better, or within the band where the target is one.",
        "Amber: the result misses the target by no more than the measure's own tolerance.",
        "Red: otherwise.",
        "A figure without a target is not rated: it is reported in words only.",
        "Where a measure has no tolerance, that rule does not apply and the next one decides.",
    )
    assert policy_in_words(shipped_policies()["narrative-only"]) == ("Not rated: it is reported in words only.",)


def test_the_words_of_opposite_rules_are_opposite():
    words = [policy_in_words(shipped_policies()[slug])[:2] for slug in ("havering-2013-14", "relative-tolerance")]

    assert words == [
        (
            "Green: the result is on the target or better, or misses it by no more than 10% of the target.",
            "Amber: the result is better than that of the same period last year, or the same.",
        ),
        (
            "Green: the result is on the target or better, or within the band where the target is one.",
            "Amber: the result misses the target by no more than 5% of the target.",
        ),
    ]


@pytest.mark.parametrize("policy", SHIPPED)
def test_a_gap_is_printed_with_our_reading(policy):
    printed = gaps_in_words(policy)

    assert len(printed) == len(policy.gaps)
    assert all(gap.reading in words and gap.silent_on in words for gap, words in zip(policy.gaps, printed, strict=True))


@pytest.mark.parametrize("policy", SHIPPED)
def test_a_policy_is_compiled_once(policy):
    assert compile_policy(policy) is compile_policy(read_policy(policy.text))


def test_a_policy_in_words_says_by_less_than_where_the_edge_does_not_count():
    rule = '[[rule]]\nrating = "green"\nwhen = "within-points-of-target"\npoints = 1\nedge = "within"\n'

    words = policy_in_words(read_policy(MINIMAL + rule + OTHERWISE))

    assert words[0] == "Green: the result is on the target or better, or misses it by less than 1 point."


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("slug = ", "not TOML"),
        (MINIMAL, "at least one"),
        (MINIMAL + '[[rule]]\nrating = "green"\nwhen = "target-met"\n', "otherwise"),
        (MINIMAL + OTHERWISE + OTHERWISE, "otherwise"),
        (MINIMAL + '[[rule]]\nrating = "blue"\nwhen = "otherwise"\n', "one of green, amber, red"),
        (MINIMAL + '[[rule]]\nrating = "red"\nwhen = "nearly"\n' + OTHERWISE, "one of target-met"),
        (MINIMAL + '[[rule]]\nrating = "red"\nwhen = "target-met"\npercent = 5\n' + OTHERWISE, "not known here"),
        (MINIMAL + '[[rule]]\nrating = "green"\nwhen = "within-percent-of-target"\n' + OTHERWISE, "0 or more"),
        (
            MINIMAL + '[[rule]]\nrating = "green"\nwhen = "within-percent-of-target"\npercent = -5\n' + OTHERWISE,
            "0 or more",
        ),
        (
            MINIMAL + '[[rule]]\nrating = "green"\nwhen = "within-points-of-target"\npoints = true\n' + OTHERWISE,
            "0 or more",
        ),
        (MINIMAL + '[[rule]]\nrating = "green"\nwhen = "improved"\n' + OTHERWISE, "since"),
        (MINIMAL + '[[rule]]\nrating = "green"\nwhen = "stated-by-owner"\n' + OTHERWISE, "stated"),
        (MINIMAL + '[[rule]]\nrating = "not-rated"\nwhen = "otherwise"\n', "status"),
        (MINIMAL + '[[rule]]\nrating = "not-rated"\nwhen = "otherwise"\nstatus = "rated"\n', "must say why"),
        (
            MINIMAL
            + '[[rule]]\nrating = "amber"\nwhen = "floor-met"\n[[rule]]\nrating = "green"\nwhen = "target-met"\n'
            + OTHERWISE,
            "could rate worse",
        ),
        (MINIMAL.replace("version = 1", "version = 0") + OTHERWISE, "whole number"),
        (MINIMAL.replace("version = 1", "version = true") + OTHERWISE, "whole number"),
        (MINIMAL.replace("2019-04-01", '"April"') + OTHERWISE, "date"),
        (MINIMAL.replace('"mine"', '"My policy"') + OTHERWISE, "small letters"),
        (MINIMAL + 'colour = "green"\n' + OTHERWISE, "not known here"),
        (MINIMAL + "rule = 3\n", "at least one"),
        (MINIMAL + "rule = [3]\n", r"under \[\[rule\]\]"),
        (MINIMAL + "gap = [3]\n" + OTHERWISE, r"under \[\[gap\]\]"),
        (MINIMAL + "labels = 3\n" + OTHERWISE, r"under \[labels\]"),
        (MINIMAL + OTHERWISE + '[labels]\ngreen = "=1+1"\n', "starts with a letter"),
        (MINIMAL + OTHERWISE + '[labels]\nblue = "Blue"\n', "not known here"),
        (MINIMAL + 'without_target = "green"\n' + OTHERWISE, "not one that is known"),
    ],
)
def test_a_policy_that_cannot_be_right_is_refused_in_words(text, complaint):
    with pytest.raises(InputRefused, match=complaint):
        read_policy(text, file="mine.toml")


def test_everything_wrong_with_a_policy_is_said_at_once():
    text = 'version = 0\nslug = "Mine"\n[[rule]]\nrating = "blue"\nwhen = "nearly"\n'

    with pytest.raises(InputRefused) as refusal:
        read_policy(text, file="mine.toml")

    assert len(refusal.value.problems) >= 7
    assert {problem.file for problem in refusal.value.problems} == {"mine.toml"}


def test_a_policy_may_treat_a_missing_target_as_its_council_does():
    assert shipped_policies()["havering-2024-25"].without_target is Status.NARRATIVE_ONLY
    assert shipped_policies()["havering-2017-18"].without_target is Status.NO_TARGET


def test_what_is_missing_is_not_said_to_be_found():
    with pytest.raises(InputRefused) as refusal:
        read_policy('slug = "mine"\n' + OTHERWISE, file="mine.toml")

    missing = [
        problem for problem in refusal.value.problems if problem.column in ("title", "version", "effective_from")
    ]
    assert missing
    assert {problem.found for problem in missing} == {""}


def test_true_is_told_as_the_file_says_it():
    with pytest.raises(InputRefused) as refusal:
        read_policy(MINIMAL.replace("version = 1", "version = true") + OTHERWISE, file="mine.toml")

    assert [problem.found for problem in refusal.value.problems] == ["true"]


def test_an_endless_whole_number_is_told_in_words():
    with pytest.raises(InputRefused) as refused:
        read_policy(f"version = {'1' * 5000}")

    (problem,) = refused.value.problems
    assert problem.message == "This is not TOML that can be read: a number in it has too many digits."
