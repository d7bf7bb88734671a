"""Plain Python: rules, tables and arithmetic. No Django, no I/O, no clock."""
