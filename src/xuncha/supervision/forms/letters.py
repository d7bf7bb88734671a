"""Drafting a letter, answering it, issuing it again, not following a suggestion."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from xuncha.core.signing import SIGNER_LENGTH
from xuncha.foundation.orgs.models import Organisation
from xuncha.foundation.ui.forms import DayField, FilesField, Form, LongText
from xuncha.supervision.rules.hints import REASON_LENGTH
from xuncha.supervision.rules.kinds import KINDS
from xuncha.supervision.rules.letters import OPINION_LENGTH, REPLY_LENGTH, TEXT_LENGTH, TITLE_LENGTH


class WordsForm(Form):
    """To whom a letter goes and what it demands."""

    addressee = forms.ModelChoiceField(Organisation.objects.none(), label=_("收函单位"))
    title = forms.CharField(label=_("标题"), max_length=TITLE_LENGTH)
    text = LongText(
        label=_("工作要求"),
        max_length=TEXT_LENGTH,
        rows=8,
        required=False,
        help_text=_("针对哪些问题由清单带出，这里只写要求；不写信访和线索的内容，不写来源。"),
    )

    def __init__(self, *args: Any, addressees: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(addressee=addressees)


class LetterForm(WordsForm):
    """A new letter."""

    kind = forms.ChoiceField(
        label=_("种类"),
        help_text=_("交办函请主管部门指导已反馈问题的整改；要别的部门直接办理的事，走“其他移交事项”，不发交办函。"),
    )
    field_order = ("kind", "addressee", "title", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(kind=[("", _("请选择")), *((k.code, _(k.label)) for k in KINDS.values() if not k.follows)])


class ReplyForm(Form):
    """The addressee's reply."""

    reply = LongText(
        label=_("回复内容"),
        max_length=REPLY_LENGTH,
        rows=12,
        help_text=_("逐项写明做了什么、做到哪一步、谁负责、何时完成。"),
    )
    proofs = FilesField(label=_("附件"), required=False, max_length=200)


class PaperReceiptForm(Form):
    """Who signed for a letter on paper."""

    signatory = forms.CharField(label=_("签收人"), max_length=SIGNER_LENGTH, help_text=_("回执上签字的人，写姓名。"))
    on = DayField(label=_("签收日期"), help_text=_("回执上写的日期。"))
    scans = FilesField(label=_("回执扫描件"), max_length=200)


class PaperReplyForm(Form):
    """The reply that came on paper."""

    reply = LongText(
        label=_("回复内容"),
        max_length=REPLY_LENGTH,
        rows=12,
        help_text=_("照纸质回复录入，不改动、不概括；篇幅长的录要点，全文见扫描件。"),
    )
    on = DayField(label=_("回复日期"), help_text=_("回复上落款的日期。"))
    scans = FilesField(label=_("回复扫描件和附件"), max_length=200)


class ReissueForm(Form):
    """By which kind a letter is issued again, and why."""

    kind = forms.ChoiceField(label=_("续发种类"))
    reason = LongText(label=_("续发理由"), max_length=OPINION_LENGTH, help_text=_("写哪些没有办到位，或者逾期多久。"))

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(kind=[(code, _(KINDS[code].label)) for code in kinds])


class DismissForm(Form):
    """Why a suggestion is not followed."""

    reason = LongText(label=_("不采纳的理由"), max_length=REASON_LENGTH)
