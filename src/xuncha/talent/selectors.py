"""What people may read of the talent pools."""

from xuncha.core.permissions import Permission as P
from xuncha.foundation.reach import Reach
from xuncha.talent.models import Person, Tie

PEOPLE = Reach(Person, "talent.person", "人员", P.PEOPLE_READ, jurisdiction="jurisdiction_id", url_name="talent:person")
TIES = Reach(Tie, "talent.tie", "回避事项", P.PEOPLE_READ, jurisdiction="person__jurisdiction_id")
