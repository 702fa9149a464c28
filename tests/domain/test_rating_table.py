from __future__ import annotations

import csv
import io
import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goldenthread.domain.problems import InputRefused
from goldenthread.domain.rating import compile_policy, shipped_policies
from goldenthread.domain.rating_columns import INPUT_COLUMNS, OUTPUT_COLUMNS
from goldenthread.domain.rating_remarks import Remarks
from goldenthread.domain.rating_table import rated_rows


def rated(text: str | bytes, *, policy="own-tolerance", remarks=None) -> list[dict[str, str]]:
    """The rows that come of a table, by heading."""
    content = text if isinstance(text, bytes) else text.encode()
    rate = compile_policy(shipped_policies()[policy])
    stream: io.BufferedReader = io.BufferedReader(io.BytesIO(content))
    names, *rows = rated_rows(stream, rate=rate, file="figures.csv", remarks=remarks or Remarks())
    return [dict(zip(names, row, strict=True)) for row in rows]


def refused(text: str | bytes) -> list[tuple[int | None, str, str]]:
    """Where and what each problem is: its row, its column and what was found."""
    with pytest.raises(InputRefused) as refusal:
        rated(text)
    return [(problem.row, problem.column, problem.found) for problem in refusal.value.problems]


def complaints(text: str | bytes) -> str:
    with pytest.raises(InputRefused) as refusal:
        rated(text)
    return str(refusal.value)


def test_a_row_keeps_what_it_held_and_gains_its_rating():
    (row,) = rated("ref,polarity,target,tolerance,actual\nEXC01,higher,95.0,5.0,92.1\n")

    assert row == {
        "ref": "EXC01",
        "polarity": "higher",
        "target": "95.0",
        "tolerance": "5.0",
        "actual": "92.1",
        "rating": "amber",
        "status": "rated",
        "variance": "-2.9",
        "variance_percent": "-3.052632",
        "travel_short": "not-stated",
        "travel_long": "not-stated",
        "reason": "Amber: 92.1% is 2.9 points below the target of 95.0%, within the tolerance of 5.0 points.",
    }


def test_ref_alone_is_a_table():
    (row,) = rated("ref\nEXC01\n")

    assert (row["rating"], row["status"]) == ("not-rated", "awaiting-data")


def test_every_column_may_be_given():
    cells = "X,lower,cumulative,days,1,10,,,14,20,percent,13,,,12,11,9,at risk"

    (row,) = rated(f"{','.join(INPUT_COLUMNS)}\n{cells}\n")

    assert tuple(row) == (*INPUT_COLUMNS, *OUTPUT_COLUMNS)
    assert row["reason"] == (
        "Red: 13.0 days is 3.0 days above the target of 10.0 days (lower is better), more than the tolerance of 20% "
        "(30.0%)."
    )
    assert (row["travel_short"], row["travel_long"]) == ("not-stated", "worse")


def test_an_empty_actual_is_made_of_numerator_and_denominator():
    text = "ref,unit,target,actual,numerator,denominator\nA,,85,,159,173\nB,ratio,1,,3,2\nC,,85,90,1,2\n"

    rows = rated(text, policy="on-off-track")

    assert [row["variance"] for row in rows] == ["6.907514", "0.5", "5"]


@pytest.mark.parametrize(
    ("actual", "status"),
    [
        ("", "awaiting-data"),
        ("-", "awaiting-data"),
        ("[x]", "awaiting-data"),
        ("n/a", "not-applicable"),
        ("[z]", "not-applicable"),
        ("0", "rated"),
        ("nil", "rated"),
        ("98.5% [p]", "rated"),
    ],
)
def test_what_stands_in_place_of_a_figure_says_why_it_is_not_rated(actual, status):
    (row,) = rated(f"ref,polarity,target,actual\nA,higher,95,{actual}\n")

    assert row["status"] == status


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        (",,,90,,", "no-target"),
        ("none,,95,90,,", "data-only"),
        (",text,,Good,,", "narrative-only"),
        (",,95,,0,0", "not-applicable"),
        (",,95,,5,0", "awaiting-data"),
        (",,95,,5,", "awaiting-data"),
        ("band,,,90,,", "no-target"),
    ],
)
def test_a_row_that_cannot_be_rated_says_why(cells, status):
    (row,) = rated(f"ref,polarity,unit,target,actual,numerator,denominator\nA,{cells}\n")

    assert (row["rating"], row["status"]) == ("not-rated", status)


def test_travel_is_stated_for_both_terms_at_the_decimals_of_the_measure():
    text = "ref,polarity,decimals,actual,previous,last_year\nA,higher,1,93.44,93.41,92\nB,lower,,93.44,93.41,93.44\n"

    rows = rated(text)

    assert [(row["travel_short"], row["travel_long"]) for row in rows] == [("same", "improved"), ("worse", "same")]


def test_a_band_without_a_polarity_is_a_band():
    rows = rated("ref,target_lower,target_upper,actual\nA,40,60,61\nB,40,60,60\n")

    assert [row["rating"] for row in rows] == ["red", "green"]


def test_headings_may_have_a_mark_before_them_odd_spaces_and_another_case():
    (row,) = rated(b"\xef\xbb\xbfRef,Target,Target  Lower , last-year,ACTUAL\nA,95,,,96\n", policy="on-off-track")

    assert row["rating"] == "green"
    assert list(row)[:5] == ["ref", "target", "target_lower", "last_year", "actual"]


@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_lines_end_in_any_of_the_three_ways(newline):
    text = newline.join(["ref,target,actual", "A,95,96", "", ",,", "B,95,94", ""])

    assert [row["ref"] for row in rated(text, policy="on-off-track")] == ["A", "B"]


def test_blank_columns_at_the_end_are_nothing():
    rows = rated("ref,target,actual,,\nA,95,96,,\nB,95,94,,,,\n", policy="on-off-track")

    assert [row["rating"] for row in rows] == ["green", "red"]


def test_a_cell_may_hold_commas_and_lines():
    (row,) = rated('ref,unit,target,actual\n"A, one\ntwo",gbp,"1,000","£1,001"\n')

    assert (row["ref"], row["variance"]) == ("A, one\ntwo", "1")


def test_everything_wrong_with_a_table_is_said_at_once_with_row_and_column():
    text = (
        "ref,polarity,target,colour,target,actual,decimals,tolerance\n"
        "A,upwards,95,,,96,1,\n"
        ",higher,about 95,,,96,1,-5\n"
        "C,higher,95\n"
        "D,higher,95,,,9.5E+01,11,5%\n"
    )

    assert refused(text) == [
        (1, "colour", "colour"),
        (1, "target", "target"),
        (2, "polarity", "upwards"),
        (3, "ref", ""),
        (3, "target", "about 95"),
        (3, "tolerance", "-5"),
        (4, "", "3"),
        (5, "decimals", "11"),
        (5, "actual", "9.5E+01"),
        (5, "tolerance_unit", "5%"),
    ]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "empty"),
        ("\n\n", "empty"),
        ("target\n95\n", "no column ref"),
        ("ref,colour\nA,red\n", "one of ref, polarity, measure_type"),
        ("ref,rating\nA,red\n", "written by the rating"),
        ("ref,target,Target\nA,1,1\n", "stands twice"),
        ("ref,,target\nA,1,1\n", "no heading"),
        ("ref;target\nA;1\n", "save the file with commas"),
        ("ref\ttarget\nA\t1\n", "save the file with commas"),
        ("ref,target\nA\n", "has 1 cell and the table 2 columns"),
        ("ref,target\nA,1,2\n", "has 3 cells and the table 2 columns"),
        ('ref,target\n"A,1\n', "cannot be read as CSV"),
        ('ref,target\n"A"x,1\n', "cannot be read as CSV"),
        ("ref,unit\nA,furlongs\n", "count, percentage"),
        ("ref,measure_type\nA,weekly\n", "period, cumulative"),
        ("ref,tolerance_unit\nA,per mille\n", "percent, points"),
        ("ref,stated\nA,fine\n", "on track, at risk or off track"),
        ("ref,target_lower,target_upper\nA,60,40\n", "ends below its start"),
        ("ref,target\nA,#N/A\n", "not a value"),
        (b"ref,target\nCaf\xe9,95\n", "not UTF-8"),
        (b"ref,target\nA\x00,95\n", "a NUL character"),
        (b"r\xe9f,target\nA,95\n", "not UTF-8"),
        ("ref,target\nA,95\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04rest", "workbook"),
        ("ref\n" + "A" * 1_100_000, "nothing after it was read"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_in_words(text, complaint):
    assert complaint in complaints(text)


def test_a_row_in_another_encoding_is_named():
    assert refused(b"ref,target\nA,95\nCaf\xe9,95\nB,95\n") == [(3, "", "Caf\N{REPLACEMENT CHARACTER}")]


def test_the_same_slip_in_two_rows_is_two_problems():
    assert refused("ref,polarity\nA,upwards\nB,upwards\n") == [(2, "polarity", "upwards"), (3, "polarity", "upwards")]


def test_a_band_may_be_one_point():
    rows = rated("ref,target_lower,target_upper,actual\nA,40,40,40\nB,40,40,41\n")

    assert [row["rating"] for row in rows] == ["green", "red"]


def test_one_unreadable_unit_is_one_problem():
    assert refused("ref,unit,target,actual\nA,quid,£5,£6\n") == [(2, "unit", "quid")]


def test_no_row_comes_after_a_problem():
    stream = io.BufferedReader(io.BytesIO(b"ref,target,actual\nA,95,96\nB,x,96\nC,95,96\n"))
    rows = rated_rows(
        stream, rate=compile_policy(shipped_policies()["on-off-track"]), file="figures.csv", remarks=Remarks()
    )

    came = [next(rows)[0], next(rows)[0]]

    assert came == ["ref", "A"]
    with pytest.raises(InputRefused):
        next(rows)


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("ref,target,actual\nA,95,96\nB,95,96\n", "Rows 2, 3: no polarity is given; higher was taken to be better."),
        (
            "ref,polarity,target,actual\nA,higher,95,0.92\n",
            "Row 2: a percentage below 1 was taken as it stands, 0.92 as 0.92% and not 92%.",
        ),
        (
            "ref,polarity,target,actual,numerator,denominator\nA,higher,95,92,159,173\n",
            "",
        ),
        (
            "ref,polarity,target,actual,numerator,denominator\nA,higher,95,92.9,159,173\n",
            "Row 2: actual is not what numerator and denominator make; actual was used.",
        ),
        ("ref,polarity,target,actual\nA,higher,95,0.92%\nB,lower,0.5,0.4\n", ""),
    ],
)
def test_what_looks_like_a_slip_is_remarked_on_and_stops_nothing(text, remark):
    remarks = Remarks()

    rated(text, remarks=remarks)

    assert remarks.in_words() == ((remark,) if remark else ())


def test_a_remark_on_many_rows_names_the_first_few():
    remarks = Remarks()

    rated("ref,target,actual\n" + "".join(f"{row},95,96\n" for row in range(1200)), remarks=remarks)

    assert remarks.in_words() == (
        "Rows 2, 3, 4, 5, 6 and 1,195 more: no polarity is given; higher was taken to be better.",
    )
    assert dict(remarks.ratings) == {"green": 1200}


CELLS = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "95", "95.0%", "-3", "(1.5)", "n/a", "[x]", "higher", "band", "percent", "at risk", "0", "1e5"]
    ),
)


@given(
    st.lists(st.sampled_from(INPUT_COLUMNS), min_size=1, max_size=6, unique=True).flatmap(
        lambda names: st.tuples(st.just(names), st.lists(st.lists(CELLS, min_size=len(names), max_size=len(names))))
    )
)
def test_any_table_is_rated_whole_or_refused_whole(table):
    names, rows = table
    written = io.StringIO()
    csv.writer(written).writerows([names, *rows])

    try:
        came = rated(written.getvalue().encode("utf-8", "replace"))
    except InputRefused as refusal:
        assert all(str(problem) for problem in refusal.problems)
        assert all(problem.row for problem in refusal.problems)
    else:
        filled = [row for row in rows if "".join(row).strip()]
        assert [[row[name] for name in names] for row in came] == filled
        assert all(row["reason"] for row in came)


def test_memory_does_not_grow_with_the_table():
    held = 0

    class Endless(io.RawIOBase):
        """A table of which nothing is kept: it counts how far the reading ran ahead of the rating."""

        def __init__(self):
            self.given = 0

        def readable(self):
            return True

        def readinto(self, buffer):
            line = b"ref,target,actual\n" if not self.given else b"A,95,96\n"
            self.given += 1
            buffer[: len(line)] = line
            return len(line)

    source = Endless()
    rows = rated_rows(
        io.BufferedReader(source),
        rate=compile_policy(shipped_policies()["on-off-track"]),
        file="figures.csv",
        remarks=Remarks(),
    )
    for taken, _ in zip(range(5000), rows, strict=False):
        held = max(held, source.given - taken)

    assert held < 2000


@given(seed=st.integers(0, 2**32))
def test_the_variance_written_is_actual_minus_target(seed):
    draw = random.Random(seed)
    target, actual = (Decimal(draw.randint(-(10**6), 10**6)).scaleb(-3) for _ in range(2))

    (row,) = rated(f"ref,polarity,target,actual\nA,lower,{target},{actual}\n")

    assert Decimal(row["variance"]) == actual - target
    assert (row["variance_percent"] == "") == (target == 0)


def test_headings_divided_by_semicolons_are_the_only_problem_of_a_table():
    assert refused("ref;target;actual\nA;95;94,5\nB;95;94\n") == [(1, "", "ref;target;actual")]
