"""What the office answers a unit in its rectification is compared with petitions; what the unit wrote, it knows."""

from xuncha.core.text import N_
from xuncha.foundation.leaks.selectors import CHECKED, Checked
from xuncha.rectification.models import Dispute, Extension, Item, Plan, Query, Suspension, UnitReport
from xuncha.rectification.selectors.disputing import DISPUTES
from xuncha.rectification.selectors.reaches import EXTENSIONS, ITEMS, PLANS, QUERIES, UNIT_REPORTS
from xuncha.rectification.selectors.stopping import SUSPENSIONS
from xuncha.rounds.selectors.checking import checked_in

OPINION, REMARK, ANSWER, NEW_WORDS = N_("审核意见"), N_("退回意见"), N_("答复"), N_("更正后的表述")


def _plan(plan: Plan) -> Checked:
    return checked_in(plan.inspection, [], (plan.overall,))


def _item(item: Item) -> Checked:
    return checked_in(item.plan.inspection, [], (item.title, item.text, item.statement))


def _dispute(dispute: Dispute) -> Checked:
    item = dispute.item
    return checked_in(item.plan.inspection, [], (item.title, item.text, dispute.grounds))


def _asked(asked: Extension | Suspension) -> Checked:
    return checked_in(asked.item.plan.inspection, [], (asked.item.title, asked.item.text, asked.reason))


def _query(query: Query) -> Checked:
    return checked_in(query.plan.inspection, [], (query.text,))


def _report(report: UnitReport) -> Checked:
    return checked_in(report.plan.inspection, [], (report.text,))


CHECKED |= {
    PLANS.kind: _plan,
    ITEMS.kind: _item,
    DISPUTES.kind: _dispute,
    EXTENSIONS.kind: _asked,
    SUSPENSIONS.kind: _asked,
    QUERIES.kind: _query,
    UNIT_REPORTS.kind: _report,
}
