"""Scans: what they find, that they find the same again, only look at what changed, and keep decisions."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from tests.conftest import NOW
from tests.hints.conftest import RULES
from tests.rectification.conftest import days, yuan
from xuncha.core.errors import Denied, OutOfReach, RuleViolated
from xuncha.core.permissions import Role
from xuncha.core.signals import Signal
from xuncha.core.text import unpacked
from xuncha.foundation.jobs.registry import Run
from xuncha.foundation.jobs.worker import Worker
from xuncha.foundation.journal.models import JournalRecord
from xuncha.foundation.regulations.models import Parameter
from xuncha.hints import services
from xuncha.hints.models import Hint, PhotoLook, Scan
from xuncha.hints.services.scanning import scan_in_background
from xuncha.rectification import services as rectification
from xuncha.rectification.models import Item
from xuncha.rectification.workflow import ItemState

STATEMENT = "对三个项目逐一补充审计，追回多付价款十二万元，修订小额工程管理办法，分管领导约谈经办人员并全局通报。"


def said(hint: Hint) -> str:
    return str(unpacked(hint.words))


def jpeg(*, seed: int = 0, quality: int = 90, software: str = "", taken: str = "") -> bytes:
    """A picture with something in it; another seed is another picture."""
    image = Image.linear_gradient("L").rotate(37 * seed).convert("RGB")
    image.paste((255, 255, 255), (20 + 40 * seed, 60, 90 + 40 * seed, 200))
    exif = Image.Exif()
    exif[305], exif[306] = software, taken
    out = BytesIO()
    image.save(out, "JPEG", quality=quality, exif=exif)
    return out.getvalue()


def hand_in(rect, item, content: bytes, name: str = "现场.jpg", **said) -> None:
    upload = rectification.Upload(ContentFile(content, name), name, kind="photo", **said)
    rectification.add_evidence(rect.unit(), item, upload)


def test_a_scan_finds_explains_and_links(hint, rect):
    assert said(hint) == f"{rect.item().number}共 1 条措施，全部是建章立制，没有一条纠正已经发生的问题。"
    assert hint.rows == [["rectification.item", rect.item().pk, str(rect.item())]]
    assert (hint.state, hint.created_by) == ("open", rect.clerk)
    assert JournalRecord.objects.filter(event="hint.found", subject_id=str(hint.pk)).exists()


def test_a_problem_that_the_office_withdrew_is_not_looked_at(hint, rect, scan):
    Item.objects.filter(pk=rect.item().pk).update(state=ItemState.ANNULLED)
    looked = scan(whole=True)
    assert (looked.items, looked.found, looked.lapsed) == (0, 0, 1)


def test_the_same_records_give_the_same_hints(hint, scan):
    again = scan(whole=True)
    assert (again.whole, again.items, again.found, again.lapsed) == (True, 1, 0, 0)
    assert list(Hint.objects.values_list("pk", "digest")) == [(hint.pk, hint.digest)]


def test_only_what_changed_is_looked_at_again(rect, scan):
    rect.accepted()
    assert (scan().items, scan().items) == (2, 0)
    rectification.report_progress(rect.unit(), rect.item(), text="已完成补充审计。", on=NOW.date())
    after = scan()
    assert (after.whole, after.plans, after.items) == (False, 1, 2)


def test_a_day_that_passes_is_looked_at(rect, scan):
    rect.accepted()
    scan()
    late = scan(days(80))
    assert (late.plans, late.found) == (1, 1)
    assert Hint.objects.get().signal == Signal.MEETINGS


def test_another_setting_means_everything_anew(rect, hint, scan):
    Parameter.objects.create(
        jurisdiction=rect.world.city, code="hints.signals", value={"rules": 0}, valid_from=NOW.date(), version=1
    )
    after = scan()
    hint.refresh_from_db()
    assert (after.whole, after.lapsed, hint.state) == (True, 1, "lapsed")
    Parameter.objects.filter(jurisdiction=rect.world.city).update(value={"rules": 1})
    assert scan().found == 1
    hint.refresh_from_db()
    assert hint.state == "open", "the same facts: the same hint"


def test_what_was_dismissed_stays_so_until_its_facts_change(rect, scan):
    rect.accepted("拆分发包规避招标", measures=RULES)
    scan()
    hint = Hint.objects.get()
    services.dismiss_hint(rect.office(), hint, reason="反馈的就是没有制度。")
    rectification.report_progress(rect.unit(), rect.item(), text="正在起草。", on=NOW.date())
    assert scan().found == 0
    rectification.add_measure(rect.unit(), rect.item(), draft=RULES[0])
    scan()
    old, new = Hint.objects.order_by("pk")
    assert (old.state, new.state) == ("dismissed", "open")
    assert "共 2 条措施" in said(new)


def test_an_open_hint_follows_the_facts(rect, hint, scan):
    rectification.add_measure(rect.unit(), rect.item(), draft=RULES[0])
    assert scan().renewed == 1
    hint.refresh_from_db()
    assert "共 2 条措施" in said(hint)


def test_money_that_is_wanting(rect, scan):
    item = rect.under_way(money_due=yuan("100"))
    rect.declared(item)
    scan()
    found = Hint.objects.get(signal=Signal.MONEY)
    assert "还差 100.00 元" in said(found)
    rectification.judge_shortfall(rect.office(), rect.item(), verdict="accepted")
    scan()
    found.refresh_from_db()
    assert found.state == "lapsed", "somebody else accepted the reason"


def test_the_same_words_for_two_items(rect, scan):
    rect.accepted()
    for n in (0, 1):
        done = rect.done(rect.item(n), now=NOW + timedelta(hours=n))
        rectification.declare_done(rect.unit(NOW + timedelta(hours=n)), done, statement=STATEMENT)
    scan()
    found = Hint.objects.get(signal=Signal.ALIKE)
    assert found.item == rect.item(1)
    assert found.rows[0][:2] == ["rectification.item", rect.item(0).pk]
    rectification.resume_item(rect.unit(), rect.item(0), reason="写得不对")
    rectification.declare_done(
        rect.unit(days(1)), rect.item(0), statement="经重新核实，退回租金差额，完善台账，组织学习有关规定。" + "补" * 30
    )
    scan()
    found.refresh_from_db()
    assert found.state == "lapsed", "its model says something else now"


def test_photos_used_twice_changed_and_misdated(rect, scan):
    rect.accepted()
    first = jpeg()
    hand_in(rect, rect.item(0), first)
    hand_in(rect, rect.item(1), first)
    hand_in(rect, rect.item(1), jpeg(quality=40), "压缩.jpg")
    hand_in(rect, rect.item(1), jpeg(seed=3, software="Adobe Photoshop", taken="2022:04:01 10:00:00"), "改.jpg",
            formed_on=NOW.date())  # fmt: skip
    done = scan()
    assert done.photos == 3
    found = {hint.signal: hint for hint in Hint.objects.filter(item=rect.item(1))}
    assert set(found) == {Signal.REUSED, Signal.RESEMBLING, Signal.EDITED, Signal.TAKEN}
    assert "1 张照片先前已经用作另外 1 个问题的佐证" in said(found[Signal.REUSED])
    assert "最多相差 39 天" in said(found[Signal.TAKEN])
    assert not Hint.objects.filter(item=rect.item(0)).exists()


def test_a_broken_photo_stops_nothing(rect, scan, monkeypatch):
    rect.accepted()
    hand_in(rect, rect.item(), jpeg())
    monkeypatch.setattr("xuncha.hints.services.scanning.looks", lambda paths: [None] * len(paths))
    assert scan().photos == 1
    assert PhotoLook.objects.get().bits == ""
    assert scan().photos == 0, "nobody looks again"


def test_progress_is_told_and_can_stop(rect):
    rect.accepted()
    run = Run()
    outcome = scan_in_background(rect.office(), run, office=rect.world.city.pk, whole=True)
    assert (run.done, run.total, outcome.result["items"]) == (1, 1, 2)
    with pytest.raises(OutOfReach):
        scan_in_background(rect.office(), run, office=999_999, whole=True)


def test_asked_for_by_who_may_run_it(rect, acting):
    job = services.ask_for_scan(rect.office(), rect.world.city, whole=True)
    assert job.arguments == {"office": rect.world.city.pk, "whole": True}
    for role in (Role.SECRETARY, Role.UNIT_LIAISON, Role.INSPECTOR):
        with pytest.raises(Denied):
            services.ask_for_scan(acting(role), rect.world.city)


def test_every_night_every_office(rect):
    rect.accepted("拆分发包规避招标", measures=RULES)
    assert (services.scan_everywhere(NOW), services.scan_everywhere(NOW)) == (1, 0)
    assert Scan.objects.first().created_by is None


def test_the_worker_looks_every_night(rect):
    rect.accepted("拆分发包规避招标", measures=RULES)
    now = {"day": NOW}
    worker = Worker(lambda: now["day"])
    worker.begin_day()
    now["day"] = days(1)
    worker.begin_day()
    assert list(Scan.objects.order_by("pk").values_list("created_by", "found")) == [(None, 1), (None, 0)]


def test_a_decision_needs_a_reason_and_the_right(rect, hint, acting):
    with pytest.raises(RuleViolated):
        services.confirm_hint(rect.office(), hint, reason=" ")
    with pytest.raises(Denied):
        services.confirm_hint(acting(Role.DISCIPLINE), hint, reason="看过")
    with pytest.raises(Denied):
        services.dismiss_hint(acting(Role.UNIT_LIAISON), hint, reason="看过")
    with pytest.raises(OutOfReach):
        services.confirm_hint(acting(Role.OFFICE_CLERK, which=1), hint, reason="看过")
    decided = services.confirm_hint(rect.office(), hint, reason="方案确实没有纠正措施。")
    assert (decided.state, decided.decided_by, decided.decision) == ("confirmed", rect.clerk, "方案确实没有纠正措施。")
    item = rect.item()
    assert item.state == "in_progress", "nothing of the item changes by it"
