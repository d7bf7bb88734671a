"""Work that takes longer than a page may: queued in a table, done by a thread, seen and stopped by who asked."""
