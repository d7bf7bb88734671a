"""What must hold before departments agree, meet, decide and check together."""

from datetime import date

from xuncha.cooperation.rules import (
    NEEDED,
    ChecksFacts,
    Frame,
    Part,
    is_due_for_renewal,
    reasons_not_to_accept,
    reasons_not_to_add_partners,
    reasons_not_to_approve,
    reasons_not_to_close,
    reasons_not_to_decide,
    reasons_not_to_draft,
    reasons_not_to_finish,
    reasons_not_to_give_view,
    reasons_not_to_hold,
    reasons_not_to_plan_checks,
    reasons_not_to_plan_conference,
    reasons_not_to_renew,
    reasons_not_to_report,
    reasons_not_to_submit,
)

MAY, JUNE, JULY = date(2022, 5, 10), date(2022, 6, 1), date(2022, 7, 1)


def fields(reasons) -> list[str]:
    return [why.field or why.mend or str(why.text) for why in reasons]


def test_an_agreement_says_what_is_done_together_and_lasts():
    assert reasons_not_to_draft("机制", "通报", MAY, None) == []
    assert reasons_not_to_draft("机制", "通报", MAY, JUNE) == []
    assert fields(reasons_not_to_draft("", " ", MAY, MAY)) == ["title", "matters", "until"]
    assert reasons_not_to_add_partners([]) == []
    assert fields(reasons_not_to_add_partners(["审计局"])) == ["organisations"]
    assert reasons_not_to_approve(own=False) == []
    assert len(reasons_not_to_approve(own=True)) == 1


def test_a_form_is_complete_with_those_without_whom_it_would_be_none():
    assert reasons_not_to_submit(Frame.DEPARTMENT, [Part.OTHER]) == []
    for frame, needed in NEEDED.items():
        assert reasons_not_to_submit(frame, [*needed, Part.OTHER]) == []
        assert fields(reasons_not_to_submit(frame, [])) == ["#partners"]
    [why] = reasons_not_to_submit(Frame.CORE, [Part.DISCIPLINE, Part.OTHER])
    told = why.text.render(str)
    assert "组织部门" in told
    assert "审计机关" in told
    assert "纪检监察机关" not in told
    assert len(reasons_not_to_submit(Frame.TIERS, [Part.DISCIPLINE])) == 1


def test_renewing_makes_it_last_longer():
    assert reasons_not_to_renew(JULY, JUNE, MAY) == []
    assert reasons_not_to_renew(JULY, None, MAY) == []
    assert reasons_not_to_renew(None, JUNE, MAY) == []
    assert fields(reasons_not_to_renew(None, None, MAY)) == ["until"]
    assert fields(reasons_not_to_renew(JUNE, JUNE, MAY)) == ["until"]
    assert fields(reasons_not_to_renew(MAY, None, JUNE)) == ["until"]
    assert is_due_for_renewal(MAY, JUNE)
    assert not is_due_for_renewal(JUNE, JUNE)
    assert not is_due_for_renewal(None, JUNE)


def test_a_conference_has_matters_and_somebody_who_comes():
    assert reasons_not_to_plan_conference("会商", "口径", invited=1) == []
    assert fields(reasons_not_to_plan_conference("", "", invited=0)) == ["title", "agenda", "invited"]
    assert reasons_not_to_hold("核对", MAY, MAY) == []
    assert fields(reasons_not_to_hold("", JUNE, MAY)) == ["minutes", "minutes"]
    assert reasons_not_to_give_view("同意") == []
    assert fields(reasons_not_to_give_view("")) == ["view"]


def test_what_was_decided_is_done_by_somebody_who_was_there():
    assert reasons_not_to_decide("提供文件", JUNE, MAY, invited=True) == []
    assert fields(reasons_not_to_decide("", MAY, JUNE, invited=False)) == ["text", "owner", "due_on"]
    assert reasons_not_to_finish("已提供", JUNE, MAY, JUNE, own=True) == []
    assert fields(reasons_not_to_finish("", MAY, JUNE, JUNE, own=True)) == ["result", "done_on"]
    assert fields(reasons_not_to_finish("已提供", JULY, MAY, JUNE, own=True)) == ["done_on"]
    assert "承办部门" in fields(reasons_not_to_finish("", MAY, JUNE, JUNE, own=False))[0]
    assert reasons_not_to_close([]) == []
    assert fields(reasons_not_to_close([1, 3])) == ["#decisions"]


def test_a_unit_is_checked_for_the_same_once_by_a_department_of_the_place():
    assert reasons_not_to_plan_checks(ChecksFacts(2, (), known_department=True), MAY, MAY, "") == []
    wrong = reasons_not_to_plan_checks(ChecksFacts(0, ["水利局"], known_department=False), JUNE, MAY, "长" * 1001)
    assert fields(wrong) == ["task", "inspections", "inspections", "department", "to_on"]
    assert reasons_not_to_report("查出两笔", MAY, MAY) == []
    assert fields(reasons_not_to_report("", JUNE, MAY)) == ["text", "text"]
    assert reasons_not_to_accept(own=False) == []
    assert len(reasons_not_to_accept(own=True)) == 1
