"""
Why no teams can be formed: a minimal set of rules that contradict each other, in words, with the records behind them.

First Hall's condition, kind by kind, in milliseconds; where it holds, the rows that the linear program blames; where
even that has a solution, everything. From that start each rule is left out in turn, and stays out where the rest still
contradicts itself. What remains is minimal: it is checked once more, by the integer solver, that the rest has no
formation and that without any one rule it has.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha.core.text import N_, Say, say
from xuncha.solving.budget import Budget
from xuncha.solving.programs import INFINITY, Program, Status, relaxed, solved
from xuncha.solving.teams.demands import EXPERIENCED, SIZE, Roster, kind_label
from xuncha.solving.teams.eligibility import BAR_LABELS, Bar, Eligibility, eligibility, told
from xuncha.solving.teams.hall import MOST_NAMED, Shortage, sentence, shortages
from xuncha.solving.teams.instance import Instance, Rank

ONCE, EMPLOYERS, KIN, PINNED = "once", "max_same_employer", "kin_pairs", "pinned"
RULE_OF_KIND = {SIZE: "size", Rank.LEADER: "leaders", Rank.DEPUTY: "deputies", EXPERIENCED: "experienced"}


@dataclass(frozen=True, slots=True)
class Clause:
    """One rule that can be left out: a demand (`kind`) or a pinned person of a team, a bar, or a rule for all teams."""

    rule: str
    team: int = -1
    kind: str = ""
    person: int = -1


@dataclass(frozen=True)
class Conflict:
    """
    Rules that contradict each other. `minimal`: verified by a solve that without any one of them they do not.

    `shortages` are the kinds that are short by themselves; empty where the rules fail only together.
    """

    clauses: Sequence[Clause]
    minimal: bool
    shortages: Sequence[Shortage]
    sentences: Sequence[Say]


def explain(instance: Instance, budget: Budget) -> Conflict:
    """The conflict of an instance without a formation; not minimal where the budget ends first."""
    roster, eligible = Roster(instance), eligibility(instance)
    short = shortages(roster, eligible)
    sentences = [sentence(roster, eligible, one) for one in short]
    clash = _Clash(roster, eligible, budget)
    start = clash.suspects(short)
    whole = clash.contradicts(start, whole=False) is False
    kept = clash.shrunk(start, whole=whole)
    return Conflict(kept, clash.verified(kept), short, sentences)


class _Clash:
    """Solves parts of the rules."""

    def __init__(self, roster: Roster, eligible: Eligibility, budget: Budget) -> None:
        self.roster, self.eligible, self.budget, self.instance = roster, eligible, budget, roster.instance

    def suspects(self, short: Sequence[Shortage]) -> list[Clause]:
        """Where to begin; what is dropped first, because it explains least, comes first."""
        bars = [Clause(bar) for bar in reversed(Bar)]
        for person, team in sorted(self.roster.pinned):
            if not self.eligible.admits(person, team):
                return [*bars, Clause(PINNED, team, person=person)]
        if short:
            first = min(short, key=lambda one: (len(one.teams), one.kind))
            demands = [Clause("demand", team, first.kind) for team in first.teams]
            return [*bars, Clause(ONCE), *demands]
        pins = [Clause(PINNED, team, person=person) for person, team in sorted(self.roster.pinned)]
        demands = [Clause("demand", demand.team, demand.kind) for demand in self.roster.demands]
        return [*bars, Clause(KIN), Clause(EMPLOYERS), Clause(ONCE), *pins, *demands]

    def shrunk(self, clauses: list[Clause], *, whole: bool) -> list[Clause]:
        """Without every rule that the contradiction does not need; halves first, then one by one."""
        width = len(clauses) // 2
        while width and not self.budget.over():
            position = 0
            while position < len(clauses):
                rest = clauses[:position] + clauses[position + width :]
                if self.contradicts(rest, whole=whole):
                    clauses = rest
                else:
                    position += width
            width //= 2
        return clauses

    def verified(self, clauses: Sequence[Clause]) -> bool:
        """By the integer solver: together they contradict each other, and without any one of them they do not."""
        if self.contradicts(clauses, whole=True) is not True:
            return False
        rest = ([other for other in clauses if other != one] for one in clauses)
        return all(self.contradicts(others, whole=True) is False for others in rest)

    def contradicts(self, clauses: Sequence[Clause], *, whole: bool) -> bool | None:
        """Whether these rules alone leave no formation, in whole people or also in parts; None: not known."""
        if not any(clause.team >= 0 for clause in clauses):
            return False
        program = self._program(clauses)
        answer = solved(program, self.budget) if whole else relaxed(program, self.budget)
        return None if answer.status is Status.UNKNOWN else answer.status is Status.INFEASIBLE

    def _program(self, clauses: Sequence[Clause]) -> Program:
        """The rules as rows, over the people who count for one of them."""
        rules = {clause.rule for clause in clauses}
        pinned = {(clause.person, clause.team) for clause in clauses if clause.rule == PINNED}
        asked: dict[int, set[str]] = {}
        for clause in clauses:
            if clause.team >= 0:
                asked.setdefault(clause.team, set()).update({clause.kind} - {""})
        program = Program()
        number: dict[tuple[int, int], int] = {}
        for team, kinds in asked.items():
            for person, own in enumerate(self.roster.kinds):
                if (own & kinds or (person, team) in pinned) and self._admitted(person, team, rules):
                    number[person, team] = program.variable((person, team) in pinned, 1)
        for person, team in pinned - number.keys():
            number[person, team] = program.variable(0, 0)
            program.row([(number[person, team], 1)], lower=1)
        self._demand_rows(program, number, clauses)
        self._shared_rows(program, number, rules)
        return program

    def _admitted(self, person: int, team: int, rules: set[str]) -> bool:
        return not any(ground.bar in rules for ground in self.eligible.grounds.get((person, team), ()))

    def _demand_rows(self, program: Program, number: dict[tuple[int, int], int], clauses: Sequence[Clause]) -> None:
        demands = {(demand.team, demand.kind): demand for demand in self.roster.demands}
        for clause in clauses:
            if clause.kind:
                demand = demands[clause.team, clause.kind]
                terms = [
                    (x, 1.0)
                    for (person, team), x in number.items()
                    if team == clause.team and clause.kind in self.roster.kinds[person]
                ]
                program.row(terms, demand.need, demand.need if demand.exact else INFINITY)

    def _shared_rows(self, program: Program, number: dict[tuple[int, int], int], rules: set[str]) -> None:
        most = self.instance.rules.max_same_employer
        groups: dict[tuple[str, int], list[tuple[int, float]]] = {}
        for (person, team), x in number.items():
            if ONCE in rules:
                groups.setdefault((ONCE, person), []).append((x, 1))
            if EMPLOYERS in rules:
                groups.setdefault((f"{EMPLOYERS} {self.instance.people[person].employer}", team), []).append((x, 1))
        for (rule, _), terms in groups.items():
            program.row(terms, upper=1 if rule == ONCE else most)
        if KIN in rules:
            for one, other in sorted(self.instance.kin_pairs):
                for team in range(len(self.instance.teams)):
                    if (one, team) in number and (other, team) in number:
                        program.row([(number[one, team], 1), (number[other, team], 1)], upper=1)


def entries(instance: Instance, conflict: Conflict) -> list[dict[str, object]]:
    """The conflict as the format `xuncha.teams-result/1` has it: rule, about, text."""
    roster, eligible = Roster(instance), eligibility(instance)
    asked: dict[int, set[str]] = {}
    for clause in conflict.clauses:
        if clause.team >= 0:
            asked.setdefault(clause.team, set()).add(clause.kind)
    return [_entry(roster, eligible, clause, asked) for clause in conflict.clauses]


def _entry(roster: Roster, eligible: Eligibility, clause: Clause, asked: dict[int, set[str]]) -> dict[str, object]:
    instance = roster.instance
    if clause.kind:
        team = instance.teams[clause.team]
        rule = RULE_OF_KIND.get(clause.kind, "skills")
        need = next(d for d in roster.demands if (d.team, d.kind) == (clause.team, clause.kind))
        template = N_("{team} 须恰有 {n} 名{kind}") if need.exact else N_("{team} 至少须有 {n} 名{kind}")
        about = [team.id] if rule != "skills" else [team.id, clause.kind]
        text = say(template, team=team.id, n=need.need, kind=kind_label(clause.kind))
    elif clause.rule == PINNED:
        team, person = instance.teams[clause.team], instance.people[clause.person]
        rule, about = PINNED, [team.id, person.id]
        text = say("{person} 指定在 {team}", person=person.id, team=team.id)
    elif clause.rule in tuple(Bar):
        rule = clause.rule
        records = _records(roster, eligible, Bar(clause.rule), asked)
        about = [person for person, _ in records]
        text = say(
            "{rule}：{records}{more}",
            rule=say(BAR_LABELS[Bar(clause.rule)]),
            records=[text for _, text in records[:MOST_NAMED]],
            more=say("等 {n} 人", n=len(records)) if len(records) > MOST_NAMED else "",
        )
    else:
        rule, about = clause.rule, []
        text = _of_all(instance, clause.rule)
    return {"rule": str(rule), "about": about, "text": str(text)}


def _records(roster: Roster, eligible: Eligibility, bar: Bar, asked: dict[int, set[str]]) -> list[tuple[str, Say]]:
    """The people of the kinds in question whom this rule keeps out of a team in question, with the record."""
    pinned = {person for person, team in roster.pinned if "" in asked.get(team, ())}
    found: dict[str, Say] = {}
    for (one, team), grounds in sorted(eligible.grounds.items()):
        if team in asked and (roster.kinds[one] & asked[team] or one in pinned):
            person = roster.instance.people[one]
            for ground in grounds:
                if ground.bar is bar:
                    found.setdefault(person.id, told(ground, person))
    return list(found.items())


def _of_all(instance: Instance, rule: str) -> Say:
    if rule == ONCE:
        return say("每人至多进一个组")
    if rule == KIN:
        return say("登记为亲属或上下级的人不得同组")
    return say("同组同一任职单位至多 {n} 人", n=instance.rules.max_same_employer)
