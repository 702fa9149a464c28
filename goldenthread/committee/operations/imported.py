"""The matters, papers and minutes of a record that is imported."""

from __future__ import annotations

from datetime import datetime

from django.utils.text import slugify

from goldenthread.audit.operations import Happening
from goldenthread.committee.forms import CommitteeRecord
from goldenthread.committee.models import AgendaItem, Committee, Matter, Minute, Paper
from goldenthread.committee.operations.agenda import LONGEST_SLUG
from goldenthread.committee.operations.import_work import Import, items_of, reference_in
from goldenthread.domain.problems import InputRefused, Problem

Items = dict[str, AgendaItem]


def put_matters(record: CommitteeRecord, *, committee: Committee, items: Items, work: Import) -> None:
    """Items are of the matters that the record names, each by its title; one that it names first is entered."""
    held = {matter.slug: matter for matter in Matter.objects.filter(committee=committee)}
    for meeting, said in items_of(record):
        if not said.matter:
            continue
        slug = slugify(said.matter)[:LONGEST_SLUG].strip("-")
        reference = f"{record.slug}/{slug}"
        if slug not in held:
            held[slug] = Matter.objects.create(committee=committee, slug=slug, title=said.matter)
            work.added.append(reference)
            work.happenings.append(Happening("matter entered", "matter", reference, {"title": said.matter}))
        of_item = f"{reference_in(record, meeting)}/{said.number}"
        item = items[of_item]
        if item.matter_id != held[slug].pk:
            item.matter = held[slug]
            item.save(update_fields=["matter"])
            work.happenings.append(Happening("agenda item changed", "agenda item", of_item, {"matter": slug}))


def put_papers(record: CommitteeRecord, *, items: Items, work: Import, at: datetime) -> None:
    """Papers by item and title, each with type and size as they were published; their files are not held."""
    held: dict[tuple[int, str], Paper] = {}
    places: dict[int, int] = {}
    for paper in Paper.objects.filter(item__meeting__committee__slug=record.slug).order_by("place"):
        held[paper.item_id, paper.title] = paper
        places[paper.item_id] = paper.place
    for meeting, item_said in items_of(record):
        of_item = f"{reference_in(record, meeting)}/{item_said.number}"
        item = items[of_item]
        for said in item_said.papers:
            fields = {"kind": said.kind, "type_name": said.type_name, "size_words": said.size}
            place = places.get(item.pk, 0) + 1
            made = work.put(
                Paper,
                subject="paper",
                reference=f"{of_item}/{said.title}"[:120],
                held=held.get((item.pk, said.title)),
                made=Paper(item=item, place=place, title=said.title, added_at=at, **fields),
                said=fields,
            )
            if made is not None:
                made.save()
                places[item.pk] = place


def put_minutes(record: CommitteeRecord, *, items: Items, work: Import) -> None:
    """What was minuted of items. Raises InputRefused where minutes that were signed here say something else."""
    held = {one.item_id: one for one in Minute.objects.filter(item__meeting__committee__slug=record.slug)}
    signed = []
    for meeting, said in items_of(record):
        if not said.minute:
            continue
        of_item = f"{reference_in(record, meeting)}/{said.number}"
        item = items[of_item]
        there = held.get(item.pk)
        if there is not None and there.state == Minute.State.SIGNED and there.words != said.minute:
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
