"""Acronyms that a paper explains, and those that it does not."""

from __future__ import annotations

import pytest

from tests.reports.papers.made_up import codes_of, found_in, with_detail


def test_an_acronym_is_found_once_where_it_first_stands():
    (finding,) = found_in(with_detail("NNDR collection is a measure. NNDR is collected by all."))

    assert finding.what == "“NNDR” is never explained."
    assert str(finding.where) == "line 36, 1.2"


@pytest.mark.parametrize(
    "words",
    [
        "National Non-Domestic Rates (NNDR) are collected. NNDR is a measure.",
        "The NNDR (national non-domestic rates) are collected.",
        "Key performance indicators (KPIs) are set. Each KPI has an owner.",
        "London Borough of Northgate (“LBN”) agreed, and LBN pays.",
        "The IT team saved a PDF with VAT and HR figures for the UK.",
        "This must NOT be read ALONE, although alone it may stand.",
        "Indicators COL01 and EXC-02 are new; see Schedule IV and part XII.",
        "THE REPORT OF THE SPCB IS IN CAPITALS.",
    ],
)
def test_an_acronym_that_is_explained_or_none_is_left_alone(words):
    assert codes_of(words) == []


def test_an_explanation_that_comes_later_is_one_all_the_same():
    assert codes_of("NNDR is a measure. National Non-Domestic Rates (NNDR) are collected.") == []
