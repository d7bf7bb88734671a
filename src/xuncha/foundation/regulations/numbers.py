"""Taking the next number of a series, without gaps, however many people ask at once."""

from django.db.models import F
from django.utils import timezone

from xuncha.core.numbering import number, place_name, stem
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.regulations.models import Series
from xuncha.foundation.regulations.selectors import parameter_in_force
from xuncha.foundation.usecases import Act


def take_number(act: Act, code: str, jurisdiction: Jurisdiction, **values: int | str) -> str:
    """
    The next number of a kind (`paper`, `finding`, …) made from the office's pattern in force today.

    See `take_numbers`.
    """
    return take_numbers(act, code, jurisdiction, 1, **values)[0]


def take_numbers(act: Act, code: str, jurisdiction: Jurisdiction, count: int, **values: int | str) -> list[str]:
    """
    The next `count` numbers of a kind, in order, taken at once.

    Call it inside a use case: counting up locks the series until the act is done, so others wait, and an act that is
    refused gives its number back. `values` fill the places of the pattern; `area`, `name` and `year` are filled when
    missing.

    Raises:
        RuleViolated: no pattern is in force.
        KeyError: the pattern has a place for which no value was given.

    """
    day = timezone.localdate(act.now)
    pattern = parameter_in_force(f"numbering.{code}", day, jurisdiction)
    filled = {"area": jurisdiction.code.upper(), "name": place_name(jurisdiction.name), "year": day.year, **values}
    last = count_up(code, stem(pattern, filled), count)
    return [number(pattern, filled, n) for n in range(last - count + 1, last + 1)]


def count_up(code: str, stem: str, count: int) -> int:
    """
    The last of the next `count` numbers of a series; others who ask wait until the act is done.

    For what is numbered alike for every office; `take_numbers` follows the office's pattern.
    """
    series = Series.objects.filter(code=code, stem=stem)
    if not series.update(last=F("last") + count):
        Series.objects.bulk_create([Series(code=code, stem=stem)], ignore_conflicts=True)
        series.update(last=F("last") + count)
    return series.values_list("last", flat=True).get()
