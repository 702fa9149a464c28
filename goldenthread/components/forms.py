"""How forms are drawn and read: a form is written once in Python, and stands on its page as GOV.UK Frontend draws it.

`Renderer` serves every form of the product, those that come with a package too. `PageForm` is the base of our own: it
asks for what is missing in its field's own words. A page shows `components/error_summary.html` before its heading.
"""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting

from goldenthread.components.drawing import drawn_select

_WIDGETS = "django/forms/widgets"
_INPUTS = ("text", "email", "number", "password", "search", "tel", "url", "date", "datetime", "time", "input")
_DRAWN_BY = {
    **{f"{_WIDGETS}/{kind}.html": "components/widgets/input.html" for kind in _INPUTS},
    f"{_WIDGETS}/password.html": "components/widgets/password.html",
    f"{_WIDGETS}/textarea.html": "components/widgets/textarea.html",
    f"{_WIDGETS}/file.html": "components/widgets/input.html",
    f"{_WIDGETS}/clearable_file_input.html": "components/widgets/input.html",
    f"{_WIDGETS}/checkbox.html": "components/widgets/input.html",
    f"{_WIDGETS}/radio.html": "components/widgets/radios.html",
    f"{_WIDGETS}/checkbox_select.html": "components/widgets/checkboxes.html",
}
_CLASSES = {
    **{f"{_WIDGETS}/{kind}.html": "govuk-input" for kind in _INPUTS},
    f"{_WIDGETS}/password.html": "govuk-input govuk-password-input__input govuk-js-password-input-input",
    f"{_WIDGETS}/textarea.html": "govuk-textarea",
    f"{_WIDGETS}/select.html": "govuk-select",
    f"{_WIDGETS}/file.html": "govuk-file-upload",
    f"{_WIDGETS}/clearable_file_input.html": "govuk-file-upload",
    f"{_WIDGETS}/checkbox.html": "govuk-checkboxes__input",
    "components/widgets/affixed.html": "govuk-input",
    "components/widgets/words.html": "govuk-textarea govuk-js-character-count",
}


class Renderer(TemplatesSetting):
    """Draws Django's own fields and widgets with our templates; a widget's own classes are kept after GOV.UK's."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        widget = context.get("widget")
        if widget and template_name in _CLASSES:
            given = widget["attrs"].get("class", "")
            attrs = {**widget["attrs"], "class": f"{_CLASSES[template_name]} {given}".strip()}
            context = {**context, "widget": {**widget, "attrs": attrs}}
            if template_name == f"{_WIDGETS}/select.html":
                return drawn_select(context["widget"])
        drawn: str = super().render(_DRAWN_BY.get(template_name, template_name), context, request)
        return drawn


# Django's own words.
_NO_CHOICE = tuple(
    kind.default_error_messages["invalid_choice"] for kind in (forms.ChoiceField, forms.MultipleChoiceField)
)

# A label that is half a sentence is named as it stands.
_ASKING = ("Why ", "What ", "Which ", "Who ", "When ", "How ")


class PageForm(forms.Form):
    """A form of ours. What is missing is asked for by its label, unless the field says it better itself."""

    # A browser's own remarks are not read out, and say no more than "fill in this field".
    use_required_attribute = False

    def full_clean(self) -> None:
        # Here, and not when it is made: some forms add fields that depend on what they are of.
        for name, field in self.fields.items():
            # Django's own words are one object for all fields; what is another was written for this one.
            if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = asked_for(str(field.label or name.replace("_", " ")), field=field)
            _say_what_is_wrong(field, label=str(field.label or name.replace("_", " ")))
            # What is none of the choices was typed into an address: its code says nothing to anybody.
            if field.error_messages.get("invalid_choice") in _NO_CHOICE:
                field.error_messages["invalid_choice"] = "Choose one of those offered"
        super().full_clean()


class AffixedInput(forms.TextInput):
    """A box with what stands before or after the number typed in it: "£", "%", "days"."""

    template_name = "components/widgets/affixed.html"

    def __init__(self, *, prefix: str = "", suffix: str = "", attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-input--width-10", **(attrs or {})})
        self.prefix, self.suffix = prefix, suffix

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"] |= {"prefix": self.prefix, "suffix": self.suffix}
        return context


class WordsInput(forms.Textarea):
    """A box for so many words; where scripts run, it says how many are left."""

    template_name = "components/widgets/words.html"

    def __init__(self, *, most_words: int, rows: int = 5, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": rows, "cols": None, **(attrs or {})})
        self.most_words = most_words

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        widget = context["widget"]
        described = (widget["attrs"].get("aria-describedby", ""), f"{widget['attrs'].get('id', name)}-info")
        widget["attrs"] = {
            **{key: word for key, word in widget["attrs"].items() if word is not None},
            "aria-describedby": " ".join(filter(None, described)),
        }
        widget["most_words"] = self.most_words
        return context


class WordsField(forms.CharField):
    """Words of a limited number, counted as people count them: between spaces."""

    def __init__(self, *, most_words: int, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(widget=WordsInput(most_words=most_words, rows=rows), **kwargs)
        self.most_words = most_words

    def validate(self, value: Any) -> None:
        super().validate(value)
        used = len(str(value).split())
        if used > self.most_words:
            raise ValidationError(f"Use {self.most_words} words or fewer; these are {used}.")


class DayInput(forms.MultiWidget):
    """Three boxes for a day: nobody has to know in which order, and no calendar has to be pressed."""

    template_name = "components/widgets/day.html"
    use_fieldset = True
    parts: ClassVar[tuple[tuple[str, str, int], ...]] = (("day", "Day", 2), ("month", "Month", 2), ("year", "Year", 4))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(
                {"inputmode": "numeric", "class": f"govuk-date-input__input govuk-input--width-{width}"}
            )
            for name, _, width in self.parts
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[Any]:
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        for part, (_, heading, _) in zip(context["widget"]["subwidgets"], self.parts, strict=True):
            part["heading"] = heading
            part["attrs"]["class"] = f"govuk-input {part['attrs']['class']}"
        return context


class DayField(forms.Field):
    """A day in three boxes, as a date. What is missing or is no day of the calendar is said in one sentence."""

    widget = DayInput

    def clean(self, value: Any) -> date | None:
        typed = [str(part or "").strip() for part in value or ()]
        if not any(typed):
            self.validate(None)
            return None
        missing = [name for (name, _, _), part in zip(DayInput.parts, typed, strict=True) if not part]
        if missing:
            raise ValidationError(f"{self._called()} must include a {' and a '.join(missing)}")
        try:
            day, month, year = map(int, typed)
            return date(year, month, day) if len(typed[2]) == 4 else self._no_real_day()
        except (ValueError, OverflowError):  # more digits than a day has
            return self._no_real_day()

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = [str(part or "") for part in DayInput().decompress(initial)]
        return before != [str(part or "").strip() for part in data or ("", "", "")]

    def _no_real_day(self) -> date:
        raise ValidationError(f"{self._called()} must be a real date, such as 15 1 2020")

    def _called(self) -> str:
        return str(self.label or "The date")


def _say_what_is_wrong(field: forms.Field, *, label: str) -> None:
    """Several boxes of a form may be wrong at once: each is named where Django's own words name none."""
    called = label[:1].upper() + label[1:]
    called = (f"“{label}”" if label.endswith("?") else called).replace("%", "%%")
    if field.error_messages.get("invalid") is forms.IntegerField.default_error_messages["invalid"]:
        field.error_messages["invalid"] = f"{called} must be a whole number"
    for code, said in (
        ("max_length", f"{called} must be %(limit_value)d characters or fewer, and has %(show_value)d"),
        ("min_value", f"{called} must be %(limit_value)s or more"),
        ("max_value", f"{called} must be %(limit_value)s or less"),
    ):
        field.error_messages.setdefault(code, said)


def asked_for(label: str, *, field: forms.Field) -> str:
    """ "Enter the amount spent", "Choose the council", "Tick “I have checked it”", "Answer “Why?”"."""
    if isinstance(field, forms.BooleanField):
        return f"Tick “{label}”"
    if label.endswith("?"):
        return f"Answer “{label}”"
    if label.startswith(_ASKING) or label.endswith((" by", " on")):
        return f"Fill in “{label}”"
    verb = "Choose" if isinstance(field, forms.ChoiceField | forms.FileField) else "Enter"
    first = label.split(" ", 1)[0]
    # A name or an abbreviation keeps its capitals.
    small = label[:1].lower() + label[1:] if first[1:].islower() else label
    return f"{verb} {small}" if first.lower() in ("your", "the", "a", "an") else f"{verb} the {small}"
