"""Composition root: settings, addresses, navigation, commands, demo scenarios. Knows every stage; no stage knows it."""
