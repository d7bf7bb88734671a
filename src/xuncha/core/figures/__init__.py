"""
The figure dictionary: what every published number is called, means and counts. (domain §0 items 2 and 3)

The codes are those of the published yearly reports and never change. `insight.selectors` computes each of them; the
page, the command and the reference docs read their words from here.
"""

from xuncha.core.figures.after import AFTER
from xuncha.core.figures.before import BEFORE
from xuncha.core.figures.clueing import CLUEING
from xuncha.core.figures.cooperating import COOPERATING
from xuncha.core.figures.evaluating import EVALUATING
from xuncha.core.figures.hearing import HEARING
from xuncha.core.figures.kinds import BELOW_SCOPE, LEVEL_SCOPE, Figure, Whose, scope_code
from xuncha.core.figures.petitions import DIVISIONS, FEWEST, PETITIONS
from xuncha.core.figures.using import USING

FIGURES: dict[str, Figure] = {
    figure.code: figure
    for figure in (*BEFORE, *HEARING, *PETITIONS, *CLUEING, *AFTER, *COOPERATING, *EVALUATING, *USING)
}

__all__ = ["BELOW_SCOPE", "DIVISIONS", "FEWEST", "FIGURES", "LEVEL_SCOPE", "Figure", "Whose", "scope_code"]
