"""Terms, targets and the versions of their plans: every act on them."""

from collections.abc import Iterable
from datetime import date

from xuncha.core.errors import InvalidTransition, RuleViolated
from xuncha.core.permissions import Permission as P
from xuncha.core.text import say
from xuncha.foundation.orgs.models import Jurisdiction, Organisation
from xuncha.foundation.orgs.selectors import JURISDICTIONS
from xuncha.foundation.usecases import Act, use_case
