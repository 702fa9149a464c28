"""Reading figures with what hangs on them, each kind of thing once however many figures there are."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from goldenthread.accounts.models import User
from goldenthread.figures.models import EditedWords, EmailedSignOff, Figure, ReturnFile, Round, ValueWarning
from goldenthread.partnership.models import Council, Service


def load_figures(which: QuerySet[Figure]) -> list[Figure]:
    """The figures with value, words, measure, council, service, round, people and warnings, in order of id.

    What many figures share is read once and shared, which costs a fraction of reading it with each row;
    `asked` of each figure holds every warning that was ever raised about it, `edited` the newest edit of its words.
    """
    figures = list(which.select_related("measure", "value", "words", "override").order_by("pk"))
    if not figures:
        return []
    found = Round.objects.filter(figures__in=which.order_by()).distinct().prefetch_related("freezes__frozen_by")
    rounds = {one.pk: one for one in found}
    services = {service.pk: service for service in Service.objects.order_by("pk")}
    councils = {council.pk: council for council in Council.objects.order_by("pk")}
    people = User.objects.in_bulk(_people_in(figures))
    warnings: dict[int, list[ValueWarning]] = {}
    for warning in ValueWarning.objects.filter(figure__in=which.order_by().values("pk")).order_by("pk"):
        warnings.setdefault(warning.figure_id, []).append(warning)
    edits: dict[int, EditedWords] = {}
    edited = EditedWords.objects.filter(report__figure__in=which.order_by().values("pk"))
    for edit in edited.select_related("edited_by").order_by("pk"):
        edits[edit.report_id] = edit
    emailed = _emailed(figures)
    for figure in figures:
        figure.emailed = emailed.get(figure.signed_off_in_id or 0)
        figure.edited = _standing_edit(figure, edits)
        figure.round = rounds[figure.round_id]
        figure.service = services[figure.service_id]
        if figure.measure.council_id is not None:
            figure.measure.council = councils[figure.measure.council_id]
        if figure.submitted_by_id is not None:
            figure.submitted_by = people[figure.submitted_by_id]
        if figure.signed_off_by_id is not None:
            figure.signed_off_by = people[figure.signed_off_by_id]
        figure.asked = warnings.get(figure.pk, [])
    return figures


def _emailed(figures: Iterable[Figure]) -> dict[int, EmailedSignOff]:
    """Sign-offs that were given by e-mail, with who recorded them; no read where there is none."""
    ids = {one.signed_off_in_id for one in figures if one.signed_off_in_id is not None}
    if not ids:
        return {}
    # Never the bytes of the e-mail.
    found = EmailedSignOff.objects.filter(pk__in=ids).select_related("recorded_by", "email").defer("email__content")
    return {one.pk: one for one in found}


def _standing_edit(figure: Figure, edits: dict[int, EditedWords]) -> EditedWords | None:
    """The newest edit; one back to the author's own words is none."""
    words = figure.words
    edit = None if words is None else edits.get(words.pk)
    if words is None or edit is None:
        return None
    is_own = (edit.reasons, edit.back_on_track) == (words.reasons, words.back_on_track)
    return None if is_own else edit


def _people_in(figures: Iterable[Figure]) -> set[int]:
    return {
        person
        for figure in figures
        for person in (figure.submitted_by_id, figure.signed_off_by_id)
        if person is not None
    }


def sent_files(round_id: int) -> dict[int, tuple[str, str]]:
    """Name and SHA-256 of each file that was sent for the round, without its bytes."""
    rows = ReturnFile.objects.filter(round_id=round_id).order_by("pk").values_list("pk", "name", "sha256")
    return {pk: (name, sha256) for pk, name, sha256 in rows}
