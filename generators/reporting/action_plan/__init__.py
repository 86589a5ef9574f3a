"""The annual action plan as one document, and as a workbook to filter and sort."""
