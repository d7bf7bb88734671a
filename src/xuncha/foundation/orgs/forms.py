"""What is asked of a person who keeps the directory."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.orgs.models import Jurisdiction, Level, Organisation, UnitType, VillageRisk
from xuncha.foundation.orgs.selectors import parents_for, sectors
from xuncha.foundation.ui.forms import DayField, Form, LongText

CODE_HINT = _("字母、数字和短横，定了不改，例如 TC-U01。")


class JurisdictionForm(Form):
    """A jurisdiction below another one."""

    code = forms.CharField(label=_("编码"), max_length=32, help_text=_("小写字母、数字和短横，定了不改。"))
    name = forms.CharField(label=_("辖区名称"), max_length=60)
    office_name = forms.CharField(label=_("巡察机构名称"), max_length=60, help_text=_("印在文书上的全称。"))
    level = forms.ChoiceField(label=_("层级"), choices=Level.choices)


class JurisdictionNameForm(Form):
    """What a jurisdiction and its office are called."""

    name = forms.CharField(label=_("辖区名称"), max_length=60)
    office_name = forms.CharField(label=_("巡察机构名称"), max_length=60, help_text=_("印在文书上的全称。"))


class SectorForm(Form):
    """A sector."""

    code = forms.SlugField(label=_("编码"), max_length=32, help_text=_("小写字母，例如 education。"))
    name = forms.CharField(label=_("系统（板块）名称"), max_length=40)


class DetailsForm(Form):
    """What is known of an organisation beside its code and legal name."""

    short_name = forms.CharField(label=_("简称"), max_length=40, required=False, help_text=_("列表和底稿里显示它。"))
    unit_type = forms.ChoiceField(
        label=_("单位类型"), choices=UnitType.choices, help_text=_("决定用哪份清单、计入哪类覆盖。")
    )
    sector = forms.ModelChoiceField(label=_("系统（板块）"), queryset=sectors(), required=False)
    village_risk = forms.ChoiceField(
        label=_("风险等次"),
        choices=[("", "—"), *VillageRisk.choices],
        required=False,
        help_text=_("只有村（社区）才填。"),
    )
    parent = forms.ModelChoiceField(
        label=_("上级单位"), queryset=Organisation.objects.none(), required=False, help_text=_("例如村的上级是乡镇。")
    )

    def __init__(self, *args: Any, actor: Actor, jurisdiction: Jurisdiction, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(parent=parents_for(actor, jurisdiction))


class OrganisationForm(DetailsForm):
    """A new organisation."""

    code = forms.CharField(label=_("编码"), max_length=40, help_text=CODE_HINT)
    name = forms.CharField(label=_("全称"), max_length=100, help_text=_("批准设立的法定全称。"))
    since = DayField(label=_("名称启用日期"), required=False, help_text=_("不清楚可以不填。"))
    field_order = ("code", "name", "since", "short_name", "unit_type", "sector", "village_risk", "parent")


class RenameForm(Form):
    """A new legal name."""

    name = forms.CharField(label=_("新的全称"), max_length=100)
    on = DayField(label=_("启用日期"), help_text=_("这一天起用新名；之前的文书仍显示旧名。"))


class CloseForm(Form):
    """The end of an organisation."""

    on = DayField(label=_("撤销日期"), help_text=_("这一天起不再列入，已有记录都保留。"))
    reason = LongText(label=_("原因"), max_length=200, required=False)
