"""The page on screen: one file, no script, everything escaped, and as plain to a screen reader as to an eye."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from goldenthread.charts.palette import PALETTE, contrast_between
from goldenthread.publishing.cells import Detail, RatingMark
from goldenthread.publishing.checks import figure_count
from goldenthread.publishing.document import (
    BulletList,
    Column,
    Fact,
    FactList,
    Heading,
    Notice,
    NoticeKind,
    Panel,
    Paragraph,
    Section,
    Status,
    Table,
)
from goldenthread.publishing.screen import page_of
from tests.publishing.sample import sample_document, small_document

PACK = sample_document(measures=24)
EMPTY = {"meta", "br", "path", "use", "circle", "line", "rect"}


class Reader(HTMLParser):
    """Keeps each tag with its attributes and the words inside it, and whether every tag was closed in turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.unclosed: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)
            self.words.setdefault(tag, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.words[tag][-1] += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def html_of(document) -> str:
    return page_of(document).content.decode()


def read(document=PACK) -> Reader:
    return Reader(html_of(document))


def document_with(*blocks):
    return replace(small_document(), sections=(Section(title="Results", blocks=blocks),))


def test_every_tag_is_closed_in_its_turn():
    page = read()

    assert page.unclosed == []
    assert page.open == []


def test_the_page_needs_nothing_from_anywhere_else():
    page = read()

    fetched = [
        tag for tag, attributes in page.tags if {"src", "srcset"} & attributes.keys() or tag in ("link", "script")
    ]
    assert fetched == []
    assert all(attributes["href"].startswith("#") for attributes in page.named("a") + page.named("use"))
    assert "url(" not in page.words["style"][0]


def test_the_page_stands_under_a_strict_content_policy():
    page = page_of(PACK)
    style = Reader(page.content.decode())

    digest = base64.b64encode(hashlib.sha256(style.words["style"][0].encode()).digest()).decode()

    assert len(style.named("style")) == 1
    assert page.style_sha256 == f"sha256-{digest}"
    assert not any(
        "style" in attributes or any(name.startswith("on") for name in attributes) for _, attributes in style.tags
    )


def test_the_language_the_title_and_one_first_heading_are_given():
    page = read()

    assert page.named("html") == [{"lang": "en-GB"}]
    assert page.words["title"][0] == "Draft: oneSource Performance Indicators, Q2 2019/20 – oneSource Joint Committee"
    assert page.words["h1"] == ["oneSource Performance Indicators"]


def test_headings_go_down_one_level_at_a_time():
    levels = [int(tag[1]) for tag, _ in read().tags if re.fullmatch("h[1-6]", tag)]

    steps = [after - before for before, after in pairwise(levels)]

    assert levels[0] == 1
    assert max(steps) == 1


def test_the_first_link_skips_to_the_main_part():
    page = read()

    assert page.named("a")[0]["href"] == "#main"
    assert [attributes["id"] for attributes in page.named("main")] == ["main"]


def test_every_name_is_given_once_and_every_link_arrives():
    page = read()

    names = Counter(attributes["id"] for _, attributes in page.tags if "id" in attributes)
    targets = {attributes["href"][1:] for attributes in page.named("a") + page.named("use")}
    labels = {attributes["aria-labelledby"] for _, attributes in page.tags if "aria-labelledby" in attributes}

    assert max(names.values()) == 1
    assert targets | labels <= names.keys()


def test_one_heading_used_twice_is_linked_to_twice():
    heading = Heading(text="Background")

    page = read(document_with(heading, heading))

    assert [attributes.get("id") for attributes in page.named("h3")] == ["section-1-1", "section-1-2"]


def test_every_table_has_a_caption_and_each_header_says_what_it_heads():
    page = read()

    tables, rows = len(page.named("table")), len(page.named("tr"))
    scopes = Counter(attributes.get("scope") for attributes in page.named("th"))

    assert len(page.named("caption")) == tables
    assert scopes["row"] == rows - tables
    assert scopes.keys() == {"row", "col"}


def test_every_drawing_is_an_image_with_its_alternative_as_title():
    page = read()

    images = [attributes for attributes in page.named("svg") if attributes.get("role") == "img"]
    hidden = [attributes for attributes in page.named("svg") if attributes.get("aria-hidden") == "true"]
    titles = [words for words in page.words["title"][1:] if words.strip()]

    assert len(images) == len(titles) == figure_count(PACK)
    assert len(images) + len(hidden) == len(page.named("svg"))


def test_a_wide_table_scrolls_by_itself_and_a_keyboard_reaches_it():
    columns = (Column(title="Measure", share=1), *(Column(title=f"Q{n}") for n in range(1, 5)))
    page = read(document_with(Table(caption="Four quarters", columns=columns, rows=(("Calls", "1", "2", "3", "4"),))))

    boxes = [attributes for attributes in page.named("div") if attributes.get("tabindex") == "0"]

    assert boxes == [{"class": "scroll middling", "role": "group", "aria-labelledby": "table-1", "tabindex": "0"}]


def test_a_rating_keeps_its_word_beside_its_colour():
    table = Table(
        caption="Ratings",
        columns=(Column(title="Measure", share=1), Column(title="Rating")),
        rows=(("Savings", RatingMark(code="amber", word="At risk")),),
    )

    page = read(document_with(table))

    cells = [attributes for attributes in page.named("td") if attributes.get("data-rating") == "amber"]
    assert len(cells) == 1
    assert "At risk" in page.words["td"]


MARKUP = "<script>alert(1)</script> & \"quoted\" 'said' <b>bold</b>\nnext"


def test_what_was_typed_is_never_markup():
    blocks = (
        Paragraph(text=MARKUP, lead=MARKUP, number="1.1"),
        BulletList(items=(MARKUP,)),
        FactList(facts=(Fact(label=MARKUP, text=MARKUP),)),
        Notice(kind=NoticeKind.CORRECTION, title=MARKUP, paragraphs=(MARKUP,)),
        Heading(text=MARKUP),
        Panel(title=MARKUP, small=MARKUP, mark=RatingMark(code="red", word=MARKUP), blocks=()),
        Table(
            caption=MARKUP,
            columns=(Column(title=MARKUP, share=1),),
            rows=((Detail(text=MARKUP, small=MARKUP),),),
            notes=(MARKUP,),
        ),
    )

    page = read(
        replace(document_with(*blocks), title=MARKUP, illustrative_note=MARKUP, audience=MARKUP, subject=MARKUP)
    )

    assert page.named("script") == []
    assert page.named("b") == []
    assert page.unclosed == []


def test_a_line_break_in_a_text_is_kept():
    html = html_of(document_with(Paragraph(text="first\nsecond")))

    assert "<p>first<br>second</p>" in html


def test_a_draft_says_so_in_its_title_and_at_both_ends():
    page, html = read(), html_of(PACK)

    assert page.words["title"][0].startswith("Draft: ")
    assert html.count(">DRAFT</span>") == 2


def test_what_is_published_does_not_call_itself_a_draft():
    html = html_of(replace(PACK, status=Status.PUBLISHED))

    assert "This is a draft" not in html
    assert "Draft: " not in html


def test_the_illustrative_note_stands_at_both_ends():
    html = html_of(PACK)

    assert html.count(PACK.illustrative_note) == 2


def test_equal_documents_give_equal_pages():
    assert page_of(sample_document(measures=24)) == page_of(PACK)


@pytest.mark.parametrize("code", ["green", "amber", "red", "not-rated"])
def test_a_rating_shape_stands_out_from_the_page_and_from_its_own_tint(code):
    assert contrast_between(PALETTE[code], "#ffffff") >= 3
    assert contrast_between(PALETTE[code], PALETTE[f"{code}-tint"]) >= 3


@pytest.mark.parametrize("ground", ["#ffffff", *(PALETTE[name] for name in PALETTE if name.endswith("-tint"))])
def test_words_can_be_read_on_every_ground_that_they_stand_on(ground):
    assert contrast_between(PALETTE["ink"], ground) >= 4.5


@pytest.mark.parametrize("words", ["quiet", "accent", "ink"])
@pytest.mark.parametrize("ground", ["#ffffff", PALETTE["shade"], PALETTE["focus"]])
def test_quiet_words_and_headings_can_be_read(words, ground):
    assert contrast_between(PALETTE[words], ground) >= 4.5


def test_the_four_ratings_differ_without_colour():
    html = html_of(PACK)

    shapes = re.findall(
        r'<symbol id="shape-(green|amber|red|not-rated)" viewBox="0 0 8 8"><path [^>]*d="([^"]+)"', html
    )

    assert len({path for _, path in shapes}) == 4


def test_the_list_of_contents_is_folded_away_until_it_is_wanted():
    html = page_of(PACK).content.decode()

    contents = html[html.index("<nav") : html.index("</nav>")]
    assert "<details>\n<summary>Contents</summary>" in contents
    assert contents.index("<summary>") < contents.index("<a ")
    assert "<details open" not in contents
