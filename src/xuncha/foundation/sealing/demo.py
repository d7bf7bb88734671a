"""The passphrase of the demo's cast. It is shown on the page that asks for it, in the demo alone."""

PASSPHRASE = "山高月小水落石出"  # noqa: S105 - shown on the page, of invented people
