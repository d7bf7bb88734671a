"""What later stages do at the moment an opinion is fed back, without this stage knowing them."""

from collections.abc import Callable

from xuncha.feedback.models import Opinion
from xuncha.foundation.usecases import Act

Follower = Callable[[Act, Opinion], None]

AFTER_DELIVERY: list[Follower] = []
"""Called within the act of delivering, in its transaction; a later stage registers its own in `AppConfig.ready()`."""
