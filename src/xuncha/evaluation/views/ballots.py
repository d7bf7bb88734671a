"""Ballots on paper as the office keys them, and those of people who vote by account."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from xuncha.core.permissions import Permission as P
from xuncha.evaluation import services
from xuncha.evaluation.forms.runs import BallotForm, TallyForm
from xuncha.evaluation.models import Card, Subject, Tally
from xuncha.evaluation.rules.ballots import differences, told
from xuncha.evaluation.selectors import CARDS, SUBJECTS, TALLIES, panel_for
from xuncha.evaluation.services.voting import is_running, questions_of
from xuncha.evaluation.views.subjects import trail
from xuncha.foundation.http import SignedInRequest, page
from xuncha.foundation.reach import page_of
from xuncha.foundation.ui.pages import form_answer


@page(P.EVALUATION_WRITE, of=SUBJECTS, methods=("GET", "POST"))
def key(request: SignedInRequest, subject: Subject, group: str) -> HttpResponse:
    """Key the paper ballots of a group in."""
    panel = panel_for(subject, group)
    if panel is None:
        raise Http404
    form = TallyForm(request.POST or None, scheme=subject.run.scheme.scored)
    return form_answer(
        request,
        form,
        lambda act: services.key_tally(act, subject, group=group, **form.told),
        title=_("录纸质票：{group}").format(group=panel.label),
        done=_("已录入，请另一位同志复录"),
        crumbs=trail(subject),
        context={"say": _("应评 {n} 人。没有选的、选了两项的不计入任何选项。").format(n=panel.asked)},
    )


@page(P.EVALUATION_WRITE, of=TALLIES, methods=("GET", "POST"))
def key_again(request: SignedInRequest, tally: Tally) -> HttpResponse:
    """Key them a second time; the first keying is not shown."""
    form = TallyForm(request.POST or None, scheme=tally.subject.run.scheme.scored)
    return form_answer(
        request,
        form,
        lambda act: services.key_tally_again(act, tally, **form.told),
        title=_("复录纸质票：{pile}").format(pile=tally),
        done=lambda made: _("两次一致") if made.agreed else _("两次不一致，差异已列出，请拿纸质票核定"),
        crumbs=trail(tally.subject),
        context={"say": _("不看第一次录的内容，重新数、重新录，由系统比对。")},
    )


@page(P.EVALUATION_WRITE, of=TALLIES, methods=("GET", "POST"))
def settle(request: SignedInRequest, tally: Tally) -> HttpResponse:
    """Settle where both keyings differ."""
    scheme = tally.subject.run.scheme.scored
    form = TallyForm(request.POST or None, scheme=scheme, settling=True, initial={"sheets": tally.sheets})
    found = told(scheme, differences(tally.counts, tally.second or tally.counts))
    return form_answer(
        request,
        form,
        lambda act: services.settle_tally(act, tally, **form.told),
        title=_("核定纸质票：{pile}").format(pile=tally),
        done=_("已核定"),
        crumbs=trail(tally.subject),
        template="evaluation/settle.html",
        context={"say": _("对照纸质票再数一次，以这次为准。"), "differences": found},
    )


@page(P.EVALUATION_VOTE)
def votes(request: SignedInRequest) -> HttpResponse:
    """Where one is asked to vote by account: one's own alone."""
    cards = CARDS.visible_to(request.actor).select_related("panel__run__scheme", "panel__subject").order_by("-pk")
    today = localdate(request.now)
    rows = [(card, is_running(card.panel.run, today)) for card in cards]
    return render(request, "evaluation/votes.html", {"rows": rows})


@page(P.EVALUATION_VOTE, of=CARDS, methods=("GET", "POST"))
def vote(request: SignedInRequest, card: Card) -> HttpResponse:
    """Vote by account."""
    panel = card.panel
    form = BallotForm(request.POST or None, scheme=panel.run.scheme.scored, questions=questions_of(panel))
    running = is_running(panel.run, localdate(request.now))
    said = _("不记名：只记您已经评议，不记您怎么评的。每人只评一次，提交以后不能改。")
    if card.used or not running:
        said = _("您已经评议过。") if card.used else _("现在不在评议期内。")
        context = {"title": panel.run.title, "say": said, "card": card}
        return render(request, "evaluation/voted.html", context)
    return form_answer(
        request,
        form,
        lambda act: services.vote_by_account(act, card, answers=form.cleaned_data),
        title=panel.run.title,
        done=lambda _made: (_("已收到您的评议"), page_of(card)),
        crumbs=[(_("我的评议"), reverse("evaluation:votes"))],
        context={"say": said, "submit": _("提交评议")},
    )
