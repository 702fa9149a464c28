"""The form by which a workbook is sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from goldenthread.components.forms import PageForm

# A service's workbook has some 30 KB. It is put aside until it is confirmed.
MOST_BYTES = 2_000_000
_ENDINGS = (".xlsx", ".ods", ".csv")


class WorkbookForm(PageForm):
    """One file: xlsx, ods or csv. What is in it is looked at behind the guard, and nowhere else."""

    file = forms.FileField(
        label="Workbook",
        help_text="As .xlsx or .ods, from Excel or LibreOffice, or one sheet as .csv; at most 2 MB.",
        allow_empty_file=False,
        error_messages={
            "required": "Choose the workbook.",
            "missing": "Choose the workbook.",
            "empty": "This file is empty. Choose the workbook as it was saved.",
        },
        widget=forms.FileInput({"accept": ",".join(_ENDINGS)}),
    )

    def clean_file(self) -> Any:
        """The file; says where it is too big or none of the three kinds."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError("This file is larger than 2 MB. Take out pictures and sheets of your own.")
        if not file.name.casefold().endswith(_ENDINGS):
            raise ValidationError("Choose a file that ends in .xlsx, .ods or .csv.")
        return file
