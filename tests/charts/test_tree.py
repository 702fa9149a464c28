"""The tree as a picture: words that fit, shapes beside colours, the same every time."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from goldenthread.charts.tree import LAYERS, Branch, tree_drawing

SVG = "{http://www.w3.org/2000/svg}"
LEAF = Branch(words="EXC05 Council Tax collection", state="93.0%, Amber, Q2 2019/20", mark="amber")
DEEP = Branch(words="One", branches=(Branch(words="Two", branches=(LEAF, Branch(words="Four <b>", branches=(LEAF,)))),))


def drawn(root: Branch) -> ElementTree.Element:
    return ElementTree.fromstring(tree_drawing(root, alt="A tree", more="The list has the same.").svg)


def words_in(root: Branch) -> list[str]:
    return [one.text or "" for one in drawn(root).iter(f"{SVG}text")]


def test_it_is_named_and_described_and_every_box_stands_inside_it():
    picture = drawn(DEEP)

    assert [one.tag for one in picture][:2] == [f"{SVG}title", f"{SVG}desc"]
    assert picture.findtext(f"{SVG}desc") == "The list has the same."
    boxes = list(picture.iter(f"{SVG}rect"))
    assert len(boxes) == 4
    assert {one.get("x") for one in boxes} == {"4", "340", "676"}
    assert all(int(one.attrib["y"]) + int(one.attrib["height"]) <= int(picture.attrib["height"]) for one in boxes)
    assert all(int(one.attrib["x"]) + int(one.attrib["width"]) <= int(picture.attrib["width"]) for one in boxes)


def test_what_lies_deeper_than_three_layers_is_left_to_the_list():
    assert LAYERS == 3
    assert words_in(DEEP).count("EXC05 Council Tax collection") == 1
    assert "Four <b>" in words_in(DEEP)


def test_words_go_on_in_a_second_line_and_are_cut_there():
    long = "That every resident who needs help with their housing costs gets it within the time that was promised them"

    first, second = words_in(Branch(words=long))

    assert first == "That every resident who needs"
    assert second.startswith("help with their housing")
    assert second.endswith("…")
    assert max(len(first), len(second)) <= 31
    assert all(len(line) <= 31 for line in words_in(Branch(words="x" * 90)))


def test_a_rated_box_has_a_shape_beside_its_word():
    shapes = [one for one in drawn(LEAF).iter(f"{SVG}path") if one.get("fill-rule") == "evenodd"]

    assert len(shapes) == 1
    assert not re.search(r"fill-rule", tree_drawing(Branch(words="One", state="Two"), alt="A", more="B").svg)
