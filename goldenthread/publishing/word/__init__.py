"""WordprocessingML: the report as a text for Microsoft Word (DOCX)."""
