"""
Working together with departments: agreements, conferences whose decisions are followed up, and joint checks.

A stage of its own because none of it belongs to one matter: an agreement lasts for years, a conference speaks of any
unit or of none, and a joint check accompanies an inspection, where a campaign (`supervision`) carries out items of
rectification. It stands beside `supervision` and writes nothing of other stages.
"""
