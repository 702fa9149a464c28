"""Counts, differences, tasks and what happened."""

from __future__ import annotations

from django.template.loader import render_to_string

from goldenthread.components.lists import Count, Difference, Happening, Tag, Task
from goldenthread.components.marks import Rating


def test_every_count_leads_to_the_list_behind_it_and_states_its_base():
    counts = [
        Count(number="9", words="Red", address="/register?rating=red", base="of 120", rating=Rating("red", "Red"))
    ]

    html = render_to_string("components/counts.html", {"counts": counts})

    assert 'href="/register?rating=red"' in html
    assert [words for words in (">9<", ">Red<", ">of 120<") if words not in html] == []


def test_what_another_wrote_stands_beside_what_was_typed():
    differences = [Difference(name="Numerator", typed="1,924", now="1,913")]

    html = render_to_string(
        "components/changed_meanwhile.html", {"who": "The director", "when": "14:02", "differences": differences}
    )

    assert "The director changed this at 14:02" in html
    assert html.index("1,924") < html.index("1,913")


def test_a_task_that_cannot_begin_has_no_link_and_says_why():
    task = Task(words="Submit", key="submit", state=Tag(words="Cannot begin yet"), hint="Explain it first.")

    html = render_to_string("components/task_list.html", {"tasks": [task]})

    assert "<a " not in html
    assert "Explain it first." in html


def test_a_moment_is_told_in_words_and_as_machines_read_it():
    happening = Happening(what="Signed off", who="Director", when="17 January 2020", when_exactly="2020-01-17")

    html = render_to_string("components/timeline.html", {"happenings": [happening]})

    assert '<time datetime="2020-01-17">17 January 2020</time>, Director' in html
