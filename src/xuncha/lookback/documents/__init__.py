"""Plan, notice, certificate, second problem list and result report as official documents."""

from xuncha.lookback.documents.lists import result_report, second_list
from xuncha.lookback.documents.plans import notice, sample_certificate, visit_plan

__all__ = ["notice", "result_report", "sample_certificate", "second_list", "visit_plan"]
