"""An opinion that repeats a petition goes on by a keeper's word alone; one that repeats nothing goes on at once."""

import pytest
from django.urls import reverse

from tests.feedback.conftest import Journey
from tests.intake.people import NAME, SECRET, Team, opened_mailbox, registered, team_with_keys
from tests.sealing.people import PASSPHRASE
from xuncha.core.errors import Denied, RuleViolated
from xuncha.core.permissions import Role
from xuncha.feedback import services
from xuncha.feedback.models import Opinion
from xuncha.foundation.leaks.models import SourceCheck
from xuncha.foundation.leaks.services import clear_source, refuse_source

CLERK = Role.OFFICE_CLERK


@pytest.fixture
def team(world, acting) -> Team:
    """The mailbox's keepers, and a signed letter in it."""
    keepers = team_with_keys(world, acting)
    registered(acting, keepers, opened_mailbox(world, acting, keepers))
    return keepers


def leaking(journey: Journey, overall: str = f"班子较好。{SECRET}。") -> Opinion:
    return services.word_opinion(
        journey.by(CLERK), journey.opinion(), base_version=None, overall=overall, demands="两个月内整改。"
    )


@pytest.mark.usefixtures("team")
def test_an_opinion_that_repeats_nothing_is_handed_in(journey: Journey) -> None:
    opinion = journey.opinion()
    assert services.ask_about_opinion(journey.by(CLERK), opinion) is None
    assert services.submit_opinion(journey.by(CLERK), opinion).state == "submitted"
    assert not SourceCheck.objects.exists()


@pytest.mark.usefixtures("team")
def test_every_text_that_the_unit_reads_is_compared(journey: Journey) -> None:
    opinion = journey.opinion(journey.finding(text=f"据{NAME}反映，泵站没有修好。"))
    with pytest.raises(RuleViolated, match="请先送核对"):
        services.submit_opinion(journey.by(CLERK), opinion)
    item = journey.items(opinion)[0]
    services.word_item(
        journey.by(CLERK), opinion, item=item, base_version=None, title=item.title, text="泵站没有修好。"
    )
    services.word_opinion(journey.by(CLERK), opinion, base_version=None, overall="较好", demands=f"向{NAME}致歉。")
    with pytest.raises(RuleViolated, match="请先送核对"):
        services.submit_opinion(journey.by(CLERK), opinion)


def test_it_waits_for_a_keeper_who_lets_it_pass(journey: Journey, team: Team, acting) -> None:
    opinion = leaking(journey)
    check = services.ask_about_opinion(journey.by(CLERK), opinion)
    assert check is not None
    with pytest.raises(RuleViolated, match="核对以后再提交"):
        services.submit_opinion(journey.by(CLERK), opinion)
    with pytest.raises(Denied):
        clear_source(journey.by(CLERK), check, reason="没有关系", by=team.leader)

    clear_source(acting(team.users[0]), check, reason="公开报道过", by=team.leader)
    assert services.ask_about_opinion(journey.by(CLERK), opinion) is None
    assert services.submit_opinion(journey.by(CLERK), opinion).state == "submitted"


def test_a_keeper_asks_for_other_words_and_the_page_says_so(journey: Journey, team: Team, people, at_desk) -> None:
    opinion = leaking(journey)
    where = reverse("feedback:opinion", args=[opinion.pk])
    clerk = at_desk(people[CLERK])
    told = clerk.post(reverse("feedback:opinion-step", args=[opinion.pk, "submit"]), follow=True).content.decode()
    assert "核对以后再提交" in told
    check = SourceCheck.objects.get()
    keeper = at_desk(team.users[0])
    keeper.post(reverse("sealing:unlock"), {"password": PASSPHRASE})
    shown = keeper.get(reverse("leaks:check", args=[check.pk])).content.decode()
    assert "石桥泵站去年底说修好了" in shown
    assert f'href="{where}' in shown or keeper.get(where).status_code in {403, 404}
    keeper.post(reverse("leaks:check-step", args=[check.pk, "refuse"]), {"reason": "换个说法"})
    assert "要求改写：换个说法" in at_desk(people[CLERK]).get(where).content.decode()
    with pytest.raises(RuleViolated, match="要求改写"):
        services.submit_opinion(journey.by(CLERK), opinion)
    services.word_opinion(journey.by(CLERK), opinion, base_version=None, overall="较好。", demands="两个月内整改。")
    assert services.submit_opinion(journey.by(CLERK), opinion).state == "submitted"


def test_refusing_is_the_keepers_alone(journey: Journey, team: Team, acting) -> None:
    check = services.ask_about_opinion(journey.by(CLERK), leaking(journey))
    assert check is not None
    with pytest.raises(RuleViolated, match="只有这个单位信访件的接收人"):
        refuse_source(acting(team.users[1]), check, reason="改", by=team.deputy)
