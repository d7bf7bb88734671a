"""What people may read of jurisdictions and organisations."""

from xuncha.core.permissions import Permission as P
from xuncha.foundation.orgs.models import Jurisdiction
from xuncha.foundation.reach import Reach

JURISDICTIONS = Reach(Jurisdiction, "orgs.jurisdiction", "辖区", P.ORGS_READ, jurisdiction="pk")
