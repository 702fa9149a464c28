"""The matters, papers and minutes of a record that is imported."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.utils.text import slugify

from goldenthread.audit.operations import Happening
from goldenthread.committee.forms import CommitteeRecord, PaperRecord
from goldenthread.committee.models import Committee, Matter, Minute, Paper
from goldenthread.committee.models.agenda import Access
from goldenthread.committee.operations.agenda import LONGEST_SLUG
from goldenthread.committee.operations.import_items import FiledItem
from goldenthread.committee.operations.import_work import Import, as_restricted, as_seen, is_same, shown_title
from goldenthread.domain.problems import InputRefused, Problem

Items = Sequence[FiledItem]


def put_matters(record: CommitteeRecord, *, committee: Committee, items: Items, work: Import) -> None:
    """Items are of the matters that the record names, each by its title; one that it names first is entered.

    Raises InputRefused for titles of which no address can be made.
    """
    nameless = [
        Problem(
            "Give the matter a title of letters or digits.",
            file=record.file,
            column=f"{one.reference}, matter",
            found=one.said.matter,
        )
        for one in items
        if one.said.matter and not slugify(one.said.matter)
    ]
    if nameless:
        raise InputRefused(nameless)
    held = {matter.slug: matter for matter in Matter.objects.filter(committee=committee)}
    slugs = {as_seen(matter.title): slug for slug, matter in held.items()}
    for filed in items:
        said, item = filed.said, filed.row
        if not said.matter:
            continue
        slug = slugs.get(as_seen(said.matter)) or _slug_of(said.matter)
        reference = f"{record.slug}/{slug}"
        if slug not in held:
            held[slug] = Matter.objects.create(committee=committee, slug=slug, title=said.matter)
            work.added.append(reference)
            work.happenings.append(Happening("matter entered", "matter", reference, {"title": said.matter}))
        if item.matter_id != held[slug].pk:
            item.matter = held[slug]
            item.save(update_fields=["matter"])
            changed = Happening("agenda item changed", "agenda item", filed.reference, {"matter": slug})
            work.happenings.append(changed)


def _slug_of(title: str) -> str:
    """A long title's end counts too."""
    slug = slugify(title)
    if len(slug) <= LONGEST_SLUG:
        return slug
    mark = hashlib.sha256(title.encode()).hexdigest()[:8]
    return f"{slug[: LONGEST_SLUG - 9].strip('-')}-{mark}"


def put_papers(record: CommitteeRecord, *, items: Items, work: Import, at: datetime) -> None:
    """Papers by item and title, each with type and size as they were published; their files are not held."""
    # Two papers of an item may share a title, as a correction and what it corrects.
    held: dict[tuple[int, str], list[Paper]] = defaultdict(list)
    places: dict[int, int] = {}
    for paper in Paper.objects.filter(item__meeting__committee__slug=record.slug).order_by("place"):
        held[paper.item_id, as_seen(shown_title(paper))].append(paper)
        places[paper.item_id] = paper.place
    for filed in items:
        item = filed.row
        for said in filed.said.papers:
            of_title = held[item.pk, as_seen(said.title)]
            there = of_title.pop(0) if of_title else None
            fields = _paper_fields(said, held=there)
            place = places.get(item.pk, 0) + 1
            made = work.put(
                Paper,
                subject="paper",
                reference=f"{filed.reference}/{said.title}"[:120],
                held=there,
                made=Paper(item=item, place=place, title=said.title, added_at=at, **fields),
                said=fields,
            )
            if made is not None:
                made.save()
                places[item.pk] = place


def _paper_fields(said: PaperRecord, *, held: Paper | None) -> dict[str, str]:
    """What the record says of a paper. Of one that is held here, or kept from the public, this database knows more."""
    if said.kept is not None:
        restricted = as_restricted(said.kept, title=said.title)
        return {name: value for name, value in {"kind": said.kind, **restricted}.items() if value}
    if held is not None and (held.access != Access.OPEN or held.attachment_id or held.publication_id):
        return {"kind": said.kind}
    fields = {"kind": said.kind, "type_name": said.type_name, "size_words": said.size}
    return {name: value for name, value in fields.items() if value}


def put_minutes(record: CommitteeRecord, *, items: Items, work: Import) -> None:
    """What was minuted of items. Raises InputRefused where minutes that were signed here say something else."""
    held = {one.item_id: one for one in Minute.objects.filter(item__meeting__committee__slug=record.slug)}
    signed = []
    for filed in items:
        said, item, of_item = filed.said, filed.row, filed.reference
        if not said.minute or not filed.is_open:
            continue
        there = held.get(item.pk)
        if there is not None and there.state == Minute.State.SIGNED and not is_same(there.words, said.minute):
            signed.append(
                Problem(
                    f"The minute {of_item} was signed with other words. A later meeting corrects it beside.",
                    file=record.file,
                )
            )
            continue
        made = work.put(
            Minute,
            subject="minute",
            reference=of_item,
            held=there,
            made=Minute(item=item, words=said.minute, state=Minute.State.AGREED),
            said={"words": said.minute},
        )
        if made is not None:
            made.save()
    if signed:
        raise InputRefused(signed)
