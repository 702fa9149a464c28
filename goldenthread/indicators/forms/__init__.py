"""The register as people write it: one workbook, or one CSV file for each sheet."""
