"""What every stage stands on: the use-case door, people, journal, regulations, files, documents, interface."""
