"""The organisation department keeps the record; nothing sealed leaves its page unseen (A11)."""

import json
from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.dossier.test_rules import BORN, NUMBER
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.dossier import services
from xuncha.dossier.models import Identity
from xuncha.dossier.selectors import identity_of, service_then
from xuncha.foundation.journal.models import JournalRecord
from xuncha.rounds.models import Membership
from xuncha.talent.models import Person, RelationKind, TieKind
from xuncha.talent.services import add_person

pytestmark = pytest.mark.django_db
ORG, CLERK = Role.ORGANISATION, Role.OFFICE_CLERK
TELEPHONE = "13800001234"


@pytest.fixture
def person(acting, world) -> Person:
    return add_person(acting(CLERK), world.city, code="R-01", name="何某", pool="staff", entered_on=date(2022, 1, 1))


def at(name: str, record) -> str:
    return reverse(f"dossier:{name}", kwargs={"pk": record.pk})


def test_the_record_is_kept_by_the_organisation_department_alone(acting, world, person):
    services.keep_dossier(acting(ORG), person, born_on=BORN, rank="正科", rank_since=date(2021, 6, 1))
    person.refresh_from_db()
    assert (person.rank, person.born_on) == ("正科", BORN)
    for role in (CLERK, Role.OFFICE_DIRECTOR, Role.DISCIPLINE):
        with pytest.raises(Denied):
            services.keep_dossier(acting(role), person, rank="副处")
    with pytest.raises(OutOfReach):
        services.keep_dossier(acting(ORG, which=1), person, rank="副处")
    with pytest.raises(RuleViolated, match="不晚于今天"):
        services.keep_dossier(acting(ORG), person, rank_since=date(2023, 1, 1))


def test_what_is_sealed_stands_nowhere_in_the_clear(acting, person):
    services.identify(acting(ORG), person, number=NUMBER.lower(), telephone=TELEPHONE)
    held = Identity.objects.get()
    assert NUMBER not in f"{held.number}{held.number_print}"
    assert TELEPHONE not in held.telephone
    assert not [body for body in JournalRecord.objects.values_list("body", flat=True) if NUMBER[6:14] in body]
    assert identity_of(person)["number"].endswith(NUMBER[-4:])
    assert NUMBER[:-4] not in identity_of(person)["number"]
    services.identify(acting(ORG), person, number=NUMBER, telephone="")
    held.refresh_from_db()
    assert (held.telephone, held.version) == ("", 2)


def test_a_number_belongs_to_one_person(acting, world, person):
    services.identify(acting(ORG), person, number=NUMBER, telephone="")
    other = add_person(acting(CLERK), world.city, code="R-02", name="林某", pool="staff")
    with pytest.raises(RuleViolated, match="另一人名下") as caught:
        services.identify(acting(ORG), other, number=NUMBER, telephone="")
    assert NUMBER not in str(caught.value)
    services.identify(acting(ORG), other, number="", telephone=TELEPHONE)


def test_the_full_number_is_shown_for_a_purpose_that_is_journaled(acting, at_desk, person):
    services.identify(acting(ORG), person, number=NUMBER, telephone=TELEPHONE)
    client = at_desk(ORG)
    page = client.get(reverse("talent:person", kwargs={"pk": person.pk})).content.decode()
    assert NUMBER not in page
    assert NUMBER[-4:] in page
    refused = client.post(at("identity-reveal", person), {"purpose": " ", "_key": uuid4()})
    assert refused.status_code == 422
    assert NUMBER not in refused.content.decode()
    shown = client.post(at("identity-reveal", person), {"purpose": "办理备案", "_key": uuid4()})
    assert NUMBER in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
    body = json.loads(JournalRecord.objects.get(event="person.revealed").body)
    assert body["detail"] == {"reason": "办理备案"}
    with pytest.raises(Denied):
        services.reveal_identity(acting(CLERK), person, purpose="看看")


def test_posts_are_ties_by_themselves(acting, world, person):
    unit, other = world.units
    post = services.add_post(acting(ORG), person, organisation=unit, title="科长", since=date(2018, 1, 1))
    services.add_post(
        acting(ORG), person, organisation=other, title="科员", since=date(2012, 1, 1), until=date(2017, 12, 31)
    )
    services.add_post(
        acting(ORG), person, organisation=None, elsewhere="外省某局", title="科员", since=date(2010, 1, 1)
    )
    assert {(t.organisation, t.kind, t.until) for t in person.ties.all()} == {
        (unit, TieKind.EMPLOYED, None),
        (other, TieKind.FORMER, date(2017, 12, 31)),
    }
    services.change_post(acting(ORG), post, until=date(2022, 5, 1))
    assert person.ties.get(organisation=unit).ended_on == date(2022, 5, 1)
    with pytest.raises(RuleViolated, match="只填一处"):
        services.change_post(acting(ORG), post, elsewhere="别处")


def test_two_people_are_related_until_it_is_over(acting, world, person):
    other = add_person(acting(CLERK), world.city, code="R-02", name="林某", pool="staff")
    made = services.relate(acting(CLERK), person, other=other, kind=RelationKind.KIN)
    with pytest.raises(RuleViolated, match="已经登记"):
        services.relate(acting(CLERK), other, other=person, kind=RelationKind.KIN)
    with pytest.raises(RuleViolated, match="写明理由"):
        services.end_relation(acting(CLERK), made, reason=" ")
    services.end_relation(acting(CLERK), made, reason="登记有误")
    with pytest.raises(RuleViolated, match="已经解除"):
        services.end_relation(acting(CLERK), made, reason="再次")


def test_where_somebody_served_says_what_they_were_then(acting, world, person):
    services.keep_dossier(acting(ORG), person, born_on=BORN, rank="正科", rank_since=date(2021, 6, 1))
    Membership.objects.create(team=world.teams[0], person=person, position="inspector")
    person.refresh_from_db()
    [(service, then)] = service_then(person)
    assert (service.round_name, then) == ("八届市委第一轮", ["36 周岁", "年轻干部", "新提拔"])


def test_the_pages_of_the_record(at_desk, world, person, acting):
    client = at_desk(ORG)

    def send(name, record, **data):
        assert client.get(at(name, record)).status_code == 200
        return client.post(at(name, record), {**data, "_key": uuid4()}).status_code

    assert send("dossier", person, rank="正科", rank_since="2021-06-01", born_on="1985-05-10") == 302
    assert send("post-new", person, organisation=world.units[0].pk, title="科长", since="2018-01-01") == 302
    post = person.posts.get()
    assert (
        send("post", post, organisation=world.units[0].pk, title="科长", since="2018-01-01", until="2021-01-01") == 302
    )
    assert send("training-new", person, title="巡察业务培训", on="2022-03-01", hours="16") == 302
    assert send("identity", person, number="123", telephone="") == 422
    assert send("identity", person, number=NUMBER, telephone=TELEPHONE) == 302
    other = add_person(acting(CLERK), world.city, code="R-02", name="林某", pool="staff")
    assert send("relation-new", person, other=other.pk, kind="superior") == 302
    page = client.get(reverse("talent:person", kwargs={"pk": person.pk})).content.decode()
    for told in ("正科", "科长", "巡察业务培训", "林某", "查看全部"):
        assert told in page
    assert send("relation", person.relations.get(), reason="调离") == 302
    page = at_desk(Role.DISCIPLINE).get(reverse("talent:person", kwargs={"pk": person.pk})).content.decode()
    assert "巡察业务培训" not in page
