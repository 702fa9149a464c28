"""An xlsx workbook read as a stream: its sheets, the texts they share, its number formats."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field

from goldenthread.spreadsheets.number_formats import FormatMeaning, meaning_of_built_in, meaning_of_format
from goldenthread.spreadsheets.package import DAMAGED, Package
from goldenthread.spreadsheets.raw import RawWorkbook, refusal
from goldenthread.spreadsheets.text import unescaped
from goldenthread.spreadsheets.xlsx_sheet import SheetReader, WorkbookFacts
from goldenthread.spreadsheets.xml_stream import local_name

_TRUE = frozenset({"1", "true"})


@dataclass(frozen=True)
class _Relation:
    kind: str
    target: str


@dataclass
class _SheetEntry:
    name: str
    relation: str
    hidden: bool


@dataclass
class _Contents:
    """What workbook.xml says."""

    sheets: list[_SheetEntry] = field(default_factory=list)
    counts_from_1904: bool = False
    cached_values_are_stale: bool = False


def read_xlsx(package: Package, workbook: RawWorkbook) -> None:
    """Adds every worksheet of the package to the workbook; charts and macros are passed over."""
    start = _start_part(package)
    contents = _contents(package, part=start)
    if not contents.sheets:
        raise refusal(DAMAGED, file=package.file)
    relations = _relations(package, of=start)
    facts = WorkbookFacts(
        texts=_shared_texts(package, part=_part_of_kind(relations, "sharedStrings")),
        formats=_cell_formats(package, part=_part_of_kind(relations, "styles")),
        counts_from_1904=contents.counts_from_1904,
        cached_values_are_stale=contents.cached_values_are_stale,
    )
    for entry in contents.sheets:
        relation = relations.get(entry.relation)
        if relation is None:
            raise refusal(DAMAGED, file=package.file, sheet=entry.name)
        if relation.kind == "worksheet":
            reader = SheetReader(workbook, workbook.add_sheet(entry.name, hidden=entry.hidden), facts=facts)
            package.read_xml(relation.target, start=reader.start, end=reader.end, text=reader.text)
            reader.finish()


def _start_part(package: Package) -> str:
    for relation in _relations(package, of="").values():
        if relation.kind == "officeDocument":
            return relation.target
    raise refusal(DAMAGED, file=package.file)


def _relations(package: Package, *, of: str) -> dict[str, _Relation]:
    """The parts that a part names, by the id that it uses for them; nothing outside the package."""
    folder, name = posixpath.split(of)
    relations: dict[str, _Relation] = {}

    def start(element: str, attributes: dict[str, str]) -> None:
        if local_name(element) != "Relationship" or attributes.get("TargetMode") == "External":
            return
        target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "").replace("\\", "/")))
        kind = attributes.get("Type", "").rpartition("/")[2]
        relations[attributes.get("Id", "")] = _Relation(kind=kind, target=target.lstrip("/"))

    part = posixpath.join(folder, "_rels", f"{name}.rels")
    if part in package:
        package.read_xml(part, start=start)
    return relations


def _part_of_kind(relations: dict[str, _Relation], kind: str) -> str:
    return next((relation.target for relation in relations.values() if relation.kind == kind), "")


def _contents(package: Package, *, part: str) -> _Contents:
    contents = _Contents()

    def start(element: str, attributes: dict[str, str]) -> None:
        match local_name(element):
            case "workbookPr":
                contents.counts_from_1904 = attributes.get("date1904") in _TRUE
            case "calcPr":
                # Programs that write formulas without working them out ask for it in this way.
                contents.cached_values_are_stale = attributes.get("fullCalcOnLoad") in _TRUE
            case "sheet":
                relation = next((value for name, value in attributes.items() if name.endswith(" id")), "")
                hidden = attributes.get("state", "visible") != "visible"
                contents.sheets.append(_SheetEntry(attributes.get("name", ""), relation, hidden))

    package.read_xml(part, start=start)
    return contents


def _shared_texts(package: Package, *, part: str) -> list[str]:
    """The texts that cells refer to by number; the reading aid over Japanese text is left out."""
    if not part:
        return []
    texts: list[str] = []
    pieces: list[str] = []
    taking, aid_depth = False, 0

    def start(element: str, _: dict[str, str]) -> None:
        nonlocal taking, aid_depth
        name = local_name(element)
        if name == "rPh":
            aid_depth += 1
        elif name == "si":
            pieces.clear()
        taking = name == "t" and not aid_depth

    def end(element: str) -> None:
        nonlocal taking, aid_depth
        taking = False
        name = local_name(element)
        if name == "rPh":
            aid_depth -= 1
        elif name == "si":
            texts.append(unescaped("".join(pieces)))

    def text(characters: str) -> None:
        if taking:
            pieces.append(characters)

    package.read_xml(part, start=start, end=end, text=text)
    return texts


def _cell_formats(package: Package, *, part: str) -> list[FormatMeaning]:
    """What each cell style makes of a number, in the order in which cells refer to styles."""
    if not part:
        return []
    named: dict[int, FormatMeaning] = {}
    formats: list[FormatMeaning] = []
    in_cell_styles = False

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal in_cell_styles
        match local_name(element):
            case "numFmt":
                named[int(attributes.get("numFmtId", "0")[:9])] = meaning_of_format(attributes.get("formatCode", ""))
            case "cellXfs":
                in_cell_styles = True
            case "xf" if in_cell_styles:
                number = int(attributes.get("numFmtId", "0")[:9])
                formats.append(named.get(number) or meaning_of_built_in(number))

    def end(element: str) -> None:
        nonlocal in_cell_styles
        if local_name(element) == "cellXfs":
            in_cell_styles = False

    package.read_xml(part, start=start, end=end)
    return formats
