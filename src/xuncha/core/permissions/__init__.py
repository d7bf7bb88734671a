"""
Who may do what: one table. Menus, pages, the door, the published matrix and the tests all read it.

A grant in the database is (person, role, scope, from, to). This module says which permissions a role carries and
in which kind of scope the role is held. Default deny: what is not written here is not allowed. (domain §2.1, §2.2)
"""

from xuncha.core.permissions.leaving import REASONED, Leaving, is_reasoned, needed_to_take
from xuncha.core.permissions.names import AREA_LABEL, VERB_LABEL, Permission, Scope, permission_label
from xuncha.core.permissions.roles import (
    ADMINISTRATORS,
    CASE_CONTENT,
    GRANTS,
    ROLE_LABEL,
    ROLE_SCOPE,
    SEALED_AREAS,
    Role,
    can_hold_together,
    is_sealed,
    roles_with,
)

__all__ = [
    "ADMINISTRATORS",
    "AREA_LABEL",
    "CASE_CONTENT",
    "GRANTS",
    "REASONED",
    "ROLE_LABEL",
    "ROLE_SCOPE",
    "SEALED_AREAS",
    "VERB_LABEL",
    "Leaving",
    "Permission",
    "Role",
    "Scope",
    "can_hold_together",
    "is_reasoned",
    "is_sealed",
    "needed_to_take",
    "permission_label",
    "roles_with",
]
