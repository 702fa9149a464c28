"""Spreadsheets in, behind a guard, and out. Plain Python."""
