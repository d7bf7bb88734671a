"""Why a finding or an immediate rectification may not be what somebody wants it to be. Plain functions, no database."""
