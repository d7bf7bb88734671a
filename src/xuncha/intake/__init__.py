"""Petitions and tips: the public form, the register, triage, routing, the reply. What people confide lies sealed."""
