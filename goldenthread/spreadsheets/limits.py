"""How much of a spreadsheet is taken in, and where each number comes from."""

from __future__ import annotations

# A return is under 1 MB and the whole register under 5 MB; 25 MB is what a council's mail lets through.
MOST_BYTES = 25_000_000

# Rows and columns past these are refused. The busiest import planned is 10,000 rows by 20 columns.
MOST_ROWS = 100_000
MOST_COLUMNS = 200
MOST_CELLS = 2_000_000

# A hundred quarters of a hundred services would still be one sheet each.
MOST_SHEETS = 200

MOST_MERGED_BLOCKS = 10_000

# The longest text that Excel or LibreOffice keeps in one cell.
MOST_CHARACTERS_IN_A_CELL = 32_767
# Text may be kept once in the file and shown in a million cells, so what is shown is counted too.
MOST_CHARACTERS = 50_000_000

# A workbook holds some tens of members: its sheets, styles, pictures.
MOST_MEMBERS = 2_000
MOST_DIRECTORY_BYTES = 1_000_000
MOST_UNPACKED_BYTES = 200_000_000
# Real sheets pack 5 to 60 times smaller; a bomb of one repeated byte about 1,000 times.
MOST_COMPRESSION = 300
# Below this a high compression is harmless: a nearly empty sheet may reach it.
UNPACKED_BYTES_ALWAYS_ALLOWED = 2_000_000

# The deepest element that a spreadsheet program writes is about 20 inside another.
MOST_DEPTH = 100

# What the child process that does the parsing may use.
CHILD_MEMORY_BYTES = 1_000_000_000
CHILD_SECONDS = 60

# How far down a sheet the row of headings is looked for.
ROWS_SEARCHED_FOR_HEADINGS = 30

# Past this many problems in one table the rest are counted, not listed.
MOST_PROBLEMS_LISTED = 1_000
