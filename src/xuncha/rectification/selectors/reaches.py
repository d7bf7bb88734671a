"""How plans, items, extensions, questions and reports lie in the scopes. The unit sees its own from the feedback on."""

from xuncha.core.permissions import Permission as P
from xuncha.foundation.reach import M, Reach
from xuncha.rectification.models import Evidence, Extension, Item, Plan, Query, UnitReport


def _of_plan(model: type[M], kind: str, label: str, path: str, *find: str, url_name: str = "") -> Reach[M]:
    """A kind whose records hang on a plan: `path` leads from the record to the inspection."""
    return Reach(
        model,
        f"rectification.{kind}",
        label,
        P.RECT_READ,
        jurisdiction=f"{path}__round__term__jurisdiction_id",
        team=f"{path}__team_id",
        unit=f"{path}__organisation_id",
        inspected=f"{path}__organisation_id",
        around=(f"{path}__organisation", f"{path}__team", f"{path}__round__term__jurisdiction"),
        url_name=url_name,
        find=find,
    )


PLANS = _of_plan(
    Plan, "plan", "整改方案", "inspection", "inspection__organisation__name", url_name="rectification:plan"
)
ITEMS = _of_plan(Item, "item", "整改事项", "plan__inspection", "number", "title", url_name="rectification:item")
EVIDENCE = _of_plan(Evidence, "evidence", "整改佐证", "item__plan__inspection")
EXTENSIONS = _of_plan(Extension, "extension", "延期申请", "item__plan__inspection", url_name="rectification:extension")
QUERIES = _of_plan(Query, "query", "单位来问", "plan__inspection", url_name="rectification:query")
UNIT_REPORTS = _of_plan(
    UnitReport, "unit_report", "整改情况报告", "plan__inspection", url_name="rectification:unit-report"
)

__all__ = ["EVIDENCE", "EXTENSIONS", "ITEMS", "PLANS", "QUERIES", "UNIT_REPORTS"]
