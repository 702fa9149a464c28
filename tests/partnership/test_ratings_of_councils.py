"""A council's own words and colours for its ratings: told apart by everybody, or refused with what would do."""

from __future__ import annotations

import pytest

from goldenthread.audit.queries import history_of
from goldenthread.partnership.operations.ratings import StylesChanged, StylesRefused, style_ratings
from goldenthread.partnership.queries.ratings import STANDARD, Style, mark_of_styles, rating_styles
from goldenthread.partnership.rules import RoleMissing
from goldenthread.partnership.rules.ratings import problems_with_styles
from tests.at_browser import sign_in
from tests.world import NOW, make_council

pytestmark = pytest.mark.django_db
OWN = {
    "green": Style("On target", "#00594c"),
    "amber": Style("Near it", "#b35900"),
    "red": Style("Off target", "#a4161a"),
}
ADDRESS = "/partnership/havering/ratings"


def kept(said, *, by, council="havering", seen=None):
    held = mark_of_styles(rating_styles().get(council, {})) if seen is None else seen
    return style_ratings(council=council, said=said, seen=held, by=by, today=NOW.date(), at=NOW)


def typed(styles=OWN, **more):
    boxes = {f"{code}_label": style.label for code, style in styles.items()}
    return {**boxes, **{f"{code}_colour": style.colour for code, style in styles.items()}, "do": "save", **more}


def problems(**changed):
    said = {code: Style(*changed.get(code, (style.label, style.colour))) for code, style in OWN.items()}
    return [(one.rating, one.part, one.words) for one in problems_with_styles(said)]


@pytest.fixture(autouse=True)
def _havering():
    make_council("Havering")


def test_a_council_has_its_own_words_and_colours_until_everybodys_are_put_back(officer):
    assert rating_styles() == {}

    assert kept(OWN, by=officer) is True
    assert rating_styles() == {"havering": OWN}
    assert kept(OWN, by=officer) is False
    assert kept(None, by=officer) is True
    assert rating_styles() == {}


def test_what_changed_is_in_the_log(officer):
    kept(OWN, by=officer)

    (entry,) = history_of(subject="council", subject_id="havering")

    assert (entry.kind, entry.by) == ("labels and colours of ratings changed", officer.pk)
    assert entry.details["old"]["green"] == "Green, #1b7340"
    assert entry.details["new"]["green"] == "On target, #00594c"


def test_only_who_keeps_the_register_changes_them(lead):
    with pytest.raises(RoleMissing):
        kept(OWN, by=lead)


def test_a_form_that_was_open_meanwhile_is_refused(officer):
    seen = mark_of_styles({})
    kept(OWN, by=officer)

    with pytest.raises(StylesChanged):
        kept({**OWN, "red": Style("Late", "#a4161a")}, by=officer, seen=seen)


def test_a_pale_colour_is_refused_with_its_contrast_and_the_nearest_that_would_do(officer):
    with pytest.raises(StylesRefused) as refused:
        kept({**OWN, "amber": Style("Near it", "#ffbf00")}, by=officer)

    assert "is 1.7 to 1, and has to be 3 to 1 or more. The nearest that has it is #" in str(refused.value)
    nearest = str(refused.value).split("nearest that has it is ")[1][:7]
    assert problems(amber=("Near it", nearest)) == []


def test_everybodys_own_words_and_colours_are_fit():
    assert problems_with_styles(STANDARD) == ()
    assert problems() == []


def test_two_colours_that_look_alike_are_refused():
    ((rating, part, words),) = problems(red=("Off target", "#b35900"))

    assert (rating, part) == ("red", "colour")
    assert "“Near it”, #b35900, look alike at a glance" in words


def test_colours_that_look_alike_to_some_are_refused_and_it_is_said_to_whom():
    ((rating, _, words),) = problems(
        green=("On target", "#6f5f00"), amber=("Near it", "#1d4f9e"), red=("Off target", "#b3261e")
    )

    assert rating == "red"
    assert "look alike to people who see no green" in words


def test_the_grey_of_what_is_not_rated_is_no_ratings_colour():
    ((rating, _, words),) = problems(green=("On target", "#56616c"))

    assert rating == "green"
    assert "the grey of what is not rated" in words


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("", "Enter what red is called"),
        ("A long way off what was agreed", "Use 24 characters or fewer; these are 30"),
        ("On target", "“On target” is the word for green already"),
        ("on TARGET", "“on TARGET” is the word for green already"),
        ("Green", "“Green” is what everybody calls green"),
        ("!!!", "“!!!” is no word that can be read out"),
    ],
)
def test_a_word_that_does_not_tell_a_rating_is_refused(label, words):
    ((rating, part, said),) = problems(red=(label, "#a4161a"))

    assert (rating, part) == ("red", "label")
    assert words in said


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "rgb(0,0,0)", "#000000;}"])
def test_what_is_no_colour_is_refused(colour):
    ((_, part, words),) = problems(red=("Off target", colour))

    assert part == "colour"
    assert "is no colour" in words


# --- the page ---------------------------------------------------------------------------------------------------------


def test_the_page_saves_and_says_so(client, officer):
    sign_in(client, officer)

    answer = client.post(ADDRESS, typed(seen=mark_of_styles({}), green_colour="00594C"), follow=True)

    assert rating_styles() == {"havering": OWN}
    assert "The words and colours of ratings of Havering are saved." in answer.content.decode()


def test_the_page_shows_how_it_looks_without_keeping_it(client, officer):
    sign_in(client, officer)

    answer = client.post(ADDRESS, typed(do="look")).content.decode()

    assert 'fill="#00594c"' in answer
    assert "Off target" in answer
    assert rating_styles() == {}


def test_the_page_keeps_what_was_typed_and_says_everything_that_is_wrong(client, officer):
    sign_in(client, officer)

    answer = client.post(ADDRESS, typed(seen=mark_of_styles({}), amber_colour="#ffbf00", red_label=""))
    shown = answer.content.decode()

    assert answer.status_code == 422
    assert shown.count("too pale") == 2
    assert "Enter what red is called" in shown
    assert 'value="#ffbf00"' in shown
    assert rating_styles() == {}


def test_the_page_says_who_was_quicker_and_what_differs(client, officer):
    kept({**OWN, "red": Style("Late", "#a4161a")}, by=officer)
    sign_in(client, officer)

    answer = client.post(ADDRESS, typed(seen=mark_of_styles({})))
    shown = answer.content.decode()

    assert answer.status_code == 409
    assert "Performance Officer changed this" in shown
    assert "Late" in shown
    assert rating_styles()["havering"]["red"].label == "Late"


def test_the_page_puts_everybodys_back(client, officer):
    kept(OWN, by=officer)
    sign_in(client, officer)

    client.post(ADDRESS, {"do": "standard", "seen": mark_of_styles(OWN)})

    assert rating_styles() == {}


def test_there_is_no_page_of_a_council_that_is_none(client, officer):
    sign_in(client, officer)

    assert client.get("/partnership/nowhere/ratings").status_code == 404
