"""OpenDocument 1.3: the report as text (ODT), its tables as a workbook (ODS)."""
