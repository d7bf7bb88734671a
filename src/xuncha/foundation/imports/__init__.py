"""Workbooks in: template, mapping, preview with an error per cell, all or nothing, report, undo."""
