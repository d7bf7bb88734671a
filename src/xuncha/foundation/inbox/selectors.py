"""A person's own drafts, and the history of a record in words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, Model, Q
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from xuncha.core.text import N_
from xuncha.foundation.accounts.actors import Actor
from xuncha.foundation.accounts.models import User
from xuncha.foundation.http import words
from xuncha.foundation.inbox.models import Draft
from xuncha.foundation.inbox.sources import SOURCES
from xuncha.foundation.journal.reading import records_about, who_acted
from xuncha.foundation.reach import KINDS, kind_of, with_related
from xuncha.foundation.ui.forms import shown
from xuncha.foundation.ui.labels import UNTOLD, field_label


def draft_of(user: User, code: str) -> Draft | None:
    """The person's unsent draft of this form."""
    return Draft.objects.filter(saved_by=user, code=code).first()


@dataclass(frozen=True, slots=True)
class Change:
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One journal record as the history shows it."""

    at: datetime
    actor_name: str
    label: str
    reason: str
    changes: list[Change]


def history_of(record: Model, limit: int = 100) -> list[Happening]:
    """What happened to the record, newest first."""
    reach = kind_of(type(record))
    if reach is None:
        return []
    return [_told(row, type(record)) for row in records_about(reach.kind, record.pk)[:limit]]


def _told(row: Any, model: type[Model]) -> Happening:
    body = json.loads(row.body)
    changes = [
        Change(field_label(name), value_in_words(model, name, old), value_in_words(model, name, new))
        for name, (old, new) in body["changes"].items()
        if name not in UNTOLD
    ]
    detail = body["detail"]
    return Happening(row.at, who_acted(row, detail), event_label(row.event), str(detail.get("reason", "")), changes)


def value_in_words(model: type[Model], name: str, value: Any) -> str:
    """A stored value in words: a choice by its label, a moment to the minute, the rest as it reads."""
    field = next((f for f in model._meta.concrete_fields if f.name == name), None)
    if field is not None and field.choices and value is not None:
        return words(str(dict(field.flatchoices).get(value, value)))
    if isinstance(field, DateTimeField) and value:
        return f"{localtime(datetime.fromisoformat(value)):%Y-%m-%d %H:%M}"
    return shown(value)


EVENT_LABELS: dict[str, Any] = {
    "delegation.made": N_("委托代办"),
    "delegation.ended": N_("结束委托"),
    "notice.read": N_("已阅"),
    "file.stored": N_("上传文件"),
    "documents.style_set": N_("设置公文样式"),
    "documents.style_changed": N_("修改公文样式"),
    "documents.style_ended": N_("公文样式到期"),
    "import.uploaded": N_("上传表格"),
    "import.mapped": N_("对应列名"),
    "import.previewed": N_("核对表格"),
    "import.applied": N_("确认导入"),
    "import.undone": N_("撤销导入"),
    "import.discarded": N_("放弃导入"),
    "job.asked": N_("提出任务"),
    "job.cancelled": N_("取消任务"),
    "job.stop_asked": N_("要求停止"),
    "orgs.jurisdiction_founded": N_("设立辖区"),
    "orgs.jurisdiction_renamed": N_("修改辖区名称"),
    "orgs.sector_created": N_("新增系统（板块）"),
    "orgs.organisation_created": N_("新增单位"),
    "orgs.organisation_changed": N_("修改单位信息"),
    "orgs.organisation_renamed": N_("更名"),
    "orgs.organisation_closed": N_("撤销单位"),
    "orgs.organisation_reopened": N_("恢复单位"),
    "regulations.rule_set": N_("设立时限规则"),
    "regulations.rule_ended": N_("规则失效"),
    "regulations.parameter_set": N_("设置参数"),
    "regulations.parameter_ended": N_("旧值失效"),
    "regulations.day_set": N_("改日历"),
    "regulations.day_cleared": N_("恢复平常安排"),
    "regulations.checklist_drafted": N_("起草清单"),
    "regulations.checklist_renamed": N_("清单改名"),
    "regulations.checklist_published": N_("发布清单"),
    "regulations.checklist_retired": N_("停用清单"),
    "regulations.draft_replaced": N_("整份替换草稿"),
    "regulations.draft_discarded": N_("丢弃草稿"),
    "regulations.item_created": N_("新增条目"),
    "regulations.item_changed": N_("修改条目"),
    "regulations.item_removed": N_("移出条目"),
    "regulations.taxonomy_drafted": N_("另立分类版本"),
    "regulations.taxonomy_ended": N_("分类版本失效"),
    "regulations.category_added": N_("新增类别"),
    "regulations.category_renamed": N_("类别改名"),
    "regulations.category_retired": N_("停用类别"),
    "regulations.categories_linked": N_("加对照"),
    "regulations.categories_unlinked": N_("去掉对照"),
    "denied": N_("被拒绝"),
    "account.opened": N_("开户"),
    "account.changed": N_("修改账号"),
    "account.switched_off": N_("停用账号"),
    "account.switched_on": N_("启用账号"),
    "account.password_reset": N_("重置口令"),
    "account.second_factor_reset": N_("重置第二步验证"),
    "account.unlocked": N_("解锁账号"),
    "account.password_changed": N_("更换口令"),
    "account.second_factor_enrolled": N_("启用第二步验证"),
    "account.preferences_kept": N_("改显示设置"),
    "account.password_accepted": N_("口令通过"),
    "account.code_accepted": N_("验证码通过"),
    "account.recovery_code_used": N_("用恢复码"),
    "account.sign_in_failed": N_("登录失败"),
    "account.unknown_name": N_("登录失败，没有这个账号"),
    "account.locked": N_("登录失败，账号锁定"),
    "account.signed_in": N_("登录"),
    "sealing.key_made": N_("设置保密口令"),
    "sealing.passphrase_changed": N_("更换保密口令"),
    "sealing.unlocked": N_("打开涉密材料"),
    "sealing.unlock_failed": N_("保密口令不对"),
    "sealing.circle_opened": N_("指定涉密材料保管人"),
    "sealing.circle_key_made": N_("启用新的保管密钥"),
    "sealing.circle_key_retired": N_("停用旧的保管密钥"),
    "sealing.admitted": N_("交给保管"),
    "sealing.left": N_("不再保管"),
    "sealing.lapsed": N_("授权到期，收回保管的材料"),
    "sealing.brought_along": N_("换到新的保管密钥"),
    "sealing.last_copy_stays": N_("无权再打开，因是最后一名保管人，钥匙留存待移交"),
    "sealing.key_given_up": N_("放弃忘记口令的钥匙"),
    "account.signed_out": N_("退出"),
    "grant.given": N_("授权"),
    "grant.ended": N_("收回授权"),
    "grant.already_ended": N_("收回授权，此前已结束"),
    "journal.verified": N_("校验操作记录"),
    "journal.exported": N_("导出操作记录"),
}
"""Events in words beyond the steps of the workflows: {"paper.created": N_("起草")}."""


def event_label(event: str) -> str:
    """What happened, in words. Steps of registered workflows say it themselves."""
    if event in EVENT_LABELS:
        return words(EVENT_LABELS[event])
    for source in SOURCES:
        for step in source.workflow.steps.values():
            if step.event == event:
                return words(step.label)
    verb = event.rsplit(".", 1)[-1]
    return {
        "created": _("建立"),
        "changed": _("修改"),
        "removed": _("移除"),
        "added": _("添加"),
        "imported": _("导入"),
    }.get(verb, _("办理"))


def readable(actor: Actor, named: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Model]:
    """The records among (kind, id) that the person may read; one query for each kind."""
    ids: dict[str, set[int]] = {}
    for kind, pk in named:
        if kind in KINDS and pk.isdigit():
            ids.setdefault(kind, set()).add(int(pk))
    shown = {source.reach.kind: source.related for source in SOURCES}
    return {
        (kind, str(record.pk)): record
        for kind, wanted in ids.items()
        for record in with_related(
            KINDS[kind].visible_to(actor).filter(pk__in=wanted), (*KINDS[kind].around, *shown.get(kind, ()))
        )
    }


def found_by(actor: Actor, text: str, limit: int = 8) -> list[tuple[str, list[Model]]]:
    """Records whose number or title contains the text, by kind, among those the actor may read."""
    hits = []
    for reach in KINDS.values():
        if reach.find and reach.url_name and actor.holds(reach.read):
            condition = Q()
            for path in reach.find:
                condition |= Q(**{f"{path}__icontains": text})
            rows = list(reach.visible_to(actor).filter(condition)[:limit])
            if rows:
                hits.append((reach.label, rows))
    return hits
