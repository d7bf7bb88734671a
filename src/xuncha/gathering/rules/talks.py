"""When a talk may be planned, held, handed in and confirmed: always by two, none of them recused. (feature B01)"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from xuncha.core.errors import Reason, reason
from xuncha.rounds.workflow import RoundState

OVER = frozenset({RoundState.CLOSED, RoundState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Hands:
    """Who acts, and who holds the talk."""

    actor: int
    lead: int
    recorder: int
    also: frozenset[int] = frozenset()

    @property
    def there(self) -> frozenset[int]:
        """Everybody who holds the talk."""
        return self.also | {self.lead, self.recorder}


def reasons_against_hands(hands: Hands, names: Mapping[int, str], team: Collection[int]) -> list[Reason]:
    """Two people at least, all of the team now and none recused; `names` is everybody named, `team` who may."""
    found = []
    if hands.lead == hands.recorder:
        found.append(reason("谈话至少由两人进行：主谈人和记录人不能是同一个人。", "recorder", "#id_recorder"))
    found += [
        reason("{name}现在不在本组，或者对这家单位回避，不能参加谈话。", "lead", "#id_lead", name=names[one])
        for one in sorted(hands.there)
        if one not in team
    ]
    return found


def reasons_against_talk(name: str, round_state: RoundState) -> list[Reason]:
    """A talk is with somebody, in a round that is going on."""
    found = []
    if not name.strip():
        found.append(reason("请写谈话对象姓名。", "name", "#id_name"))
    if round_state in OVER:
        found.append(reason("本轮已经结束，不再安排谈话。"))
    return found


def reasons_not_to_hold(hands: Hands, *, on: date, today: date, place: str) -> list[Reason]:
    """A talk is registered by one who held it, on a day that has come, with its place."""
    found = reasons_not_there(hands)
    if on > today:
        found.append(reason("谈话日期不能晚于今天。", "on", "#id_on"))
    if not place.strip():
        found.append(reason("请写谈话地点。", "place", "#id_place"))
    return found


def reasons_not_there(hands: Hands) -> list[Reason]:
    """What is done about a talk is done by those who hold it."""
    return [] if hands.actor in hands.there else [reason("只有参加谈话的人可以办理。")]


def reasons_not_to_arrange(hands: Hands, *, planned_by: int, leads: bool) -> list[Reason]:
    """A planned talk is changed or given up by who planned it, who is to hold it, or who leads the team."""
    return [] if leads or hands.actor == planned_by else reasons_not_there(hands)


def reasons_not_to_hand_in(hands: Hands, *, answers: int, read_over: str) -> list[Reason]:
    """The recorder hands in a record that says something, and says whether the person has read it."""
    found = []
    if hands.actor != hands.recorder:
        found.append(reason("记录由记录人交核对。"))
    if not answers:
        found.append(reason("记录还没有一条回答。", "answer_1", "#answers"))
    if not read_over:
        found.append(reason("请选谈话对象是否核对签名。", "read_over", "#read_over"))
    return found


def reasons_not_to_confirm(hands: Hands, written_by: int | None) -> list[Reason]:
    """Another one who was there confirms: nobody confirms what they wrote themselves."""
    if hands.actor == written_by:
        return [reason("记录要由参加谈话的另一个人核对，写的人不能自己核对。")]
    return reasons_not_there(hands)


def reasons_against_reading(*, valid_from: date, valid_to: date, today: date, may: bool, named: bool) -> list[Reason]:
    """Somebody who may read records at all, from today on, to a day."""
    found = []
    if not may:
        found.append(reason("这个人没有查阅谈话记录的权限，或者对这家单位回避。", "reader", "#id_reader"))
    if named:
        found.append(reason("这个人已经可以查阅这份记录。", "reader", "#id_reader"))
    if valid_from < today:
        found.append(reason("起日要不早于今天。", "valid_from", "#id_valid_from"))
    if valid_to < valid_from:
        found.append(reason("止日要不早于起日。", "valid_to", "#id_valid_to"))
    return found
