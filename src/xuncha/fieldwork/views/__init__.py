"""Pages of fieldwork: papers, evidence, the checklist, fact sheets, and what the inspected unit sees."""
