"""Five-year coverage and annual plans: targets, versions, amendments."""
