"""The record of a person: résumé, training, rank and dates, what is sealed. Kept by the organisation department."""
