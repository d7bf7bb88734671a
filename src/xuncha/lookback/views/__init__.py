"""Pages of visits: the plan, the sample, the spot, what follows, the ledgers of earlier terms, the portal."""
