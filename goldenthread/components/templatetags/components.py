"""What templates may ask of a form."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms, template

register = template.Library()


@dataclass(frozen=True)
class Problem:
    """What is wrong, and the address of the box to mend it in; none where it is no one box's."""

    words: str
    address: str


@register.filter
def problems(form: forms.BaseForm | None) -> list[Problem]:
    """Everything that is wrong with a form, in the order of its fields; of an unbound form, or none, nothing."""
    if form is None or not form.is_bound:
        return []
    general = [Problem(str(words), "") for words in form.non_field_errors()]
    return general + [
        Problem(str(words), f"#{_first_box(field)}") for field in form for words in field.errors
    ]  # fmt: skip


def _first_box(field: forms.BoundField) -> str:
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label or field.auto_id
