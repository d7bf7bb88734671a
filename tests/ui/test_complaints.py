"""What a form says of a wrong value: by name, what it should be, and nothing that was typed is lost."""

import pytest
from django import forms

from xuncha.foundation.ui.forms import DayField, Form, LongText

OWN = "主持人要写全名。"


class Sample(Form):
    """A field of each kind; one says in its own words what is wrong."""

    chair = forms.CharField(label="主持人", error_messages={"required": OWN})
    note = LongText(label="说明", max_length=5)
    on = DayField(label="日期")
    amount = forms.DecimalField(label="金额", decimal_places=2, max_digits=9)
    persons = forms.IntegerField(label="人数", min_value=1, max_value=100)
    kind = forms.ChoiceField(label="种类", choices=[("a", "甲")])
    proof = forms.FileField(label="佐证")


def complaints(**typed: str) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in Sample(typed).errors.items()}


def test_what_is_missing_is_named():
    said = complaints()
    assert said.pop("chair") == [OWN]
    assert said.pop("kind") + said.pop("proof") == ["请选择「种类」。", "请选择「佐证」。"]
    assert said == {name: [f"请填写「{Sample.base_fields[name].label}」。"] for name in said}


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("note", "一二三四五六", "「说明」不超过 5 字，现在 6 字。"),
        ("on", "2022-13-45", "「日期」写成 2022-03-15 这样的日期。"),
        ("on", "9999-12-31", "「日期」的年份不对，请写 1900 到 2200 之间的年份。"),
        ("on", "0001-01-01", "「日期」的年份不对，请写 1900 到 2200 之间的年份。"),
        ("amount", "十二元", "「金额」只写数字，如 1200.50。"),
        ("persons", "3.5", "「人数」写整数，如 3。"),
        ("persons", "0", "「人数」不小于 1。"),
        ("persons", "101", "「人数」不大于 100。"),
        ("kind", "z", "「种类」请从列出的选项里选。"),
    ],
)
def test_a_wrong_value_is_answered_with_what_it_should_be(name, typed, sentence):
    form = Sample({name: typed})
    assert list(form.errors[name]) == [sentence]
    assert form[name].value() == typed
