"""What the teams of a round find: papers, signatures, fact sheets, immediate rectifications, findings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from xuncha.core.permissions import Role
from xuncha.fieldwork.models import FactItem, WorkingPaper
from xuncha.fieldwork.rules import neutral_text
from xuncha.fieldwork.services import (
    Statement,
    UnitAnswer,
    Upload,
    add_evidence,
    answer_fact_sheet,
    approve_fact_sheet,
    ask_to_co_sign,
    check_paper,
    close_fact_sheet,
    co_sign_paper,
    create_fact_sheet,
    create_paper,
    file_paper,
    return_submitted_paper,
    send_fact_sheet,
    sign_paper,
    submit_paper,
)
from xuncha.findings.models import Finding
from xuncha.findings.services import (
    ImportedFinding,
    Part,
    accept_fix,
    answer_fix,
    confirm_finding,
    draft_fix,
    import_findings,
    issue_fix,
    merge_findings,
    raise_from_paper,
    split_finding,
)
from xuncha.foundation.accounts.models import User
from xuncha.foundation.regulations.models import Category, ChecklistItem
from xuncha.rounds.models import Inspection, Membership, Position, Round, Team
from xuncha.site.scenario.stage import Stage
from xuncha.site.scenario.standing import liaison_of
from xuncha.site.scenario.texts import Teller, bank

WEIGHTS = {"routine": 10, "special": 5, "upgraded": 9, "extended": 3, "pinpoint": 0}
VILLAGE_WEIGHT = 1
SECOND_PIECE = 4  # of so many papers one rests on two pieces of evidence, the others on one


@dataclass(frozen=True, slots=True)
class Hands:
    """Who does what in one team."""

    leader: User
    deputy: User
    liaison: User
    members: tuple[User, ...]


def hands_of(inspection: Inspection, teams: Mapping[int, Hands]) -> Hands:
    """Who does what at this unit."""
    if inspection.team_id is None:
        message = f"{inspection}: every inspection of a played round has a team"
        raise LookupError(message)
    return teams[inspection.team_id]


class Casework:
    """The findings of one round, told from the checklist."""

    def __init__(self, stage: Stage, batch: Round, told: dict[str, Any], teams: Iterable[Team]) -> None:
        self.stage, self.batch, self.told = stage, batch, told
        self.code = told["jurisdiction"]
        items = ChecklistItem.objects.filter(clue_only=False, checklist__jurisdiction__isnull=True)
        chosen = list(items.select_related("category__taxonomy").order_by("position", "code"))
        self.teller = Teller(stage.dice, chosen)
        self.hands = {team.pk: _hands(team) for team in teams}
        listed = batch.inspections.select_related("organisation", "round__term__jurisdiction").order_by("pk")
        self.inspections = list(listed)
        self.signed: dict[int, list[WorkingPaper]] = {}
        self.free: dict[int, list[User]] = {}  # inspection → who may work on it

    # In the field

    def in_field(self) -> None:
        """Papers, fixes and fact sheets, as many as the scenario says."""
        if self.told.get("import_findings"):
            self._fixes()
            return
        shares = self._shares(self.told.get("findings", 0) + self.told.get("merged", 0) - self.told.get("split", 0))
        for inspection, share in shares:
            for _ in range(share):
                self._walk_to(self._paper(inspection), "filed")
        for state, count in self.told.get("open_papers", {}).items():
            for n in range(count):
                self._walk_to(self._paper(self.inspections[n % len(self.inspections)], state), state)
        self._fixes()
        self._fact_sheets()

    def _shares(self, total: int) -> list[tuple[Inspection, int]]:
        """How many of the findings fall to each inspection: by weight, everything given out, the same every time."""
        weights = [self._weight(inspection) for inspection in self.inspections]
        whole = sum(weights) or 1
        shares = [total * w // whole for w in weights]
        order = sorted(range(len(weights)), key=lambda n: (-(total * weights[n] % whole), n))
        for n in order[: total - sum(shares)]:
            shares[n] += 1
        return [(i, s) for i, s in zip(self.inspections, shares, strict=True) if s]

    def _weight(self, inspection: Inspection) -> int:
        for team in self.told["teams"]:
            for unit in team["units"]:
                if unit["name"] == inspection.organisation.name and "weight" in unit:
                    return int(unit["weight"])
        if inspection.organisation.unit_type == "village":
            return VILLAGE_WEIGHT
        return 0 if inspection.type == "town_villages" else WEIGHTS.get(inspection.type, 5)

    def _hands_of(self, inspection: Inspection) -> Hands:
        return hands_of(inspection, self.hands)

    def _free(self, inspection: Inspection) -> list[User]:
        """The members of its team who are not recused from this unit; nobody's ties change while they are there."""
        if inspection.pk not in self.free:
            current = Membership.objects.filter(team=inspection.team_id, recused_from=inspection.organisation_id)
            recused = set(current.values_list("person__user_id", flat=True))
            self.free[inspection.pk] = [u for u in self._hands_of(inspection).members if u.pk not in recused]
        return self.free[inspection.pk]

    def _paper(self, inspection: Inspection, state: str = "filed") -> WorkingPaper:
        stage, entered = self.stage, inspection.entry_on or self.stage.today
        spread = ((inspection.withdraw_on or self.batch.field_to or stage.today) - entered).days
        last = min(entered + timedelta(days=max(2, spread - 6)), stage.today - timedelta(days=1))
        stage.go_to(entered + timedelta(days=stage.dice.randrange(1, max(2, (last - entered).days))))
        unit = inspection.organisation
        matter = self.teller.matter(unit.name, unit.unit_type, entered)
        handler, second = stage.dice.sample(self._free(inspection), 2)
        fields = dict(matter.fields)
        if state == "draft":
            fields = {name: fields[name] for name in ("title", "category", "checklist_item", "facts")}
        paper = create_paper(stage.by(handler), inspection, second_handler=second, **fields)
        if state == "draft":
            return paper
        told = [(kind, stage.dice.choice(bank()["evidence_bodies"])) for kind in matter.item.evidence.split("、")[:2]]
        many = 1 if paper.pk % SECOND_PIECE else 2
        for n, (kind, body) in enumerate(told[:many]):
            file = SimpleUploadedFile(f"{kind}.txt", f"{body}\n".encode())
            quote = matter.quote if n == 0 else ""
            upload = Upload(file, f"{kind}.txt", kind=kind, quote=quote, original_checked=True)
            add_evidence(stage.by(handler), paper, upload)
        return paper

    def _walk_to(self, paper: WorkingPaper, state: str) -> None:
        """Take a paper as far as it has come."""
        stage, hands = self.stage, self._hands_of(paper.inspection)
        opinions = bank()["opinions"]
        if state == "draft":
            return
        ask_to_co_sign(stage.by(paper.handler), paper)
        if state == "co_sign":
            return
        co_sign_paper(stage.by(paper.second_handler), paper)  # type: ignore[arg-type]  # a played paper has two handlers
        submit_paper(stage.by(paper.handler), paper)
        if state == "returned":
            return_submitted_paper(stage.by(hands.deputy), paper, reason=stage.dice.choice(bank()["returns"]))
        if state in {"submitted", "returned"}:
            return
        check_paper(stage.by(hands.deputy), paper, opinion=stage.dice.choice(opinions))
        if state == "checked":
            return
        sign_paper(stage.by(hands.leader), paper, opinion=stage.dice.choice(opinions))
        if state == "filed":
            file_paper(stage.by_role(Role.OFFICE_CLERK, self.code), paper)
        self.signed.setdefault(paper.inspection_id, []).append(paper)

    # Immediate rectification and facts

    def _fixes(self) -> None:
        for told in self.told.get("fixes", []):
            inspection = next(i for i in self.inspections if i.organisation.name == told["unit"])
            self._fix(inspection, told)
        open_round = self.told.get("state") == "in_field"
        for n in range(self.told.get("ordinary_fixes", 0)):
            inspection = self.inspections[(n * 5) % len(self.inspections)]
            title, demand, answer = bank()["fix_titles"][n % len(bank()["fix_titles"])]
            state = ("issued", "draft")[n % 2] if open_round else "accepted"
            self._fix(inspection, {"title": title, "demand": demand, "answer": answer, "state": state})

    def _fix(self, inspection: Inspection, told: dict[str, Any]) -> None:
        title, answer, state = told["title"], told.get("answer", ""), told.get("state", "accepted")
        rows = [{"what": what, "value": value, "unit": unit} for what, value, unit in told.get("quantities", [])]
        stage, hands = self.stage, self._hands_of(inspection)
        entered = inspection.entry_on or stage.today
        stage.go_to(min(entered + timedelta(days=stage.dice.randrange(8, 16)), stage.today - timedelta(days=2)))
        due = stage.moment.date() + timedelta(days=14)
        author = self._free(inspection)[0]
        fix = draft_fix(stage.by(author), inspection, title=title, demand=told["demand"], quantities=rows, due_on=due)
        if state == "draft":
            return
        issue_fix(stage.by(hands.leader), fix)
        if state == "issued":
            return
        stage.go_to(stage.moment.date() + timedelta(days=9))
        proof = SimpleUploadedFile("整改证明.txt", f"{answer}\n经办人签字齐全。\n".encode())
        answer_fix(stage.by(self._liaison_of(inspection)), fix, answer=answer, proof=[proof])
        if state == "accepted":
            accept_fix(stage.by(hands.leader), fix)

    def _liaison_of(self, inspection: Inspection) -> User:
        return liaison_of(self.stage, inspection.organisation, inspection.entry_on or self.stage.today)

    def _fact_sheets(self) -> None:
        with_papers = [i for i in self.inspections if len(self.signed.get(i.pk, [])) >= 2]
        open_round = self.told.get("state") == "in_field"
        for n in range(self.told.get("fact_sheets", 0)):
            if with_papers:
                self._fact_sheet(with_papers[n % len(with_papers)], leave_open=open_round)

    def _fact_sheet(self, inspection: Inspection, *, leave_open: bool) -> None:
        stage, hands = self.stage, self._hands_of(inspection)
        papers = self.signed[inspection.pk][:2]
        latest = max(p.state_since.date() for p in papers)
        stage.go_to(min(latest + timedelta(days=1), stage.today))
        statements = [Statement(text=neutral_text(p.facts)[:400], papers=(p,)) for p in papers]
        title = f"关于{inspection.organisation}有关事实的确认"
        sheet = create_fact_sheet(stage.by(hands.liaison), inspection, title=title, statements=statements)
        approve_fact_sheet(stage.by(hands.leader), sheet)
        reply_by = stage.moment.date() + timedelta(days=5)
        send_fact_sheet(stage.by(hands.liaison), sheet, reply_by=reply_by)
        if leave_open:
            return
        stage.go_to(stage.moment.date() + timedelta(days=3))
        answers = {
            1: UnitAnswer(FactItem.Answer.AGREED),
            2: UnitAnswer(FactItem.Answer.PARTLY, "其中一项已在巡察组进驻前改正，附有关材料。"),
        }
        answer_fact_sheet(stage.by(self._liaison_of(inspection)), sheet, answers=answers)
        close_fact_sheet(
            stage.by(hands.liaison), sheet, conclusion="单位补充的情况属实，已在底稿事实之外注明，问题成立。"
        )

    # After the field

    def after_field(self) -> None:
        """Findings out of the signed papers; some merged, some split; all confirmed."""
        if self.told.get("import_findings"):
            self._imported()
            return
        raised: dict[int, list[Finding]] = {}
        for inspection in self.inspections:
            for paper in self.signed.get(inspection.pk, []):
                act = self.stage.by(self._hands_of(inspection).liaison)
                raised.setdefault(inspection.pk, []).append(raise_from_paper(act, paper))
        self._merge(raised)
        self._split(raised)
        for inspection in self.inspections:
            leader = self._hands_of(inspection).leader
            for finding in raised.get(inspection.pk, []):
                confirm_finding(self.stage.by(leader), finding)

    def _merge(self, raised: dict[int, list[Finding]]) -> None:
        rich = [i for i in self.inspections if len(raised.get(i.pk, [])) >= 4]
        for n in range(self.told.get("merged", 0)):
            inspection = rich[n % len(rich)]
            first, second = raised[inspection.pk].pop(), raised[inspection.pk].pop()
            child = merge_findings(
                self.stage.by(self._hands_of(inspection).liaison),
                inspection,
                findings=[first, second],
                title=first.title,
                text=f"{first.text}\n{second.text}",
                reason="两份底稿反映同类问题，按报告要求归并。",
            )
            raised[inspection.pk].insert(0, child)

    def _split(self, raised: dict[int, list[Finding]]) -> None:
        rich = [i for i in reversed(self.inspections) if len(raised.get(i.pk, [])) >= 3]
        for n in range(self.told.get("split", 0)):
            inspection = rich[n % len(rich)]
            whole = raised[inspection.pk].pop()
            papers = tuple(whole.papers.all())
            halves = whole.text.split("。", 1)
            parts = [
                Part(f"{whole.title[:70]}（{m}）", text.strip() or whole.text, papers)
                for m, text in zip("一二", halves, strict=True)
            ]
            act = self.stage.by(self._hands_of(inspection).liaison)
            split_finding(act, whole, parts=parts, reason="一份底稿写了两件事，分开归类。")
            children = Finding.objects.filter(parent_links__parent=whole).order_by("pk")
            raised[inspection.pk].extend(children)

    def _imported(self) -> None:
        """Findings that a lower office hands in by workbook: confirmed there, without papers here."""
        for inspection, share in self._even_shares(self.told.get("findings", 0)):
            unit = inspection.organisation
            rows = []
            for _ in range(share):
                matter = self.teller.matter(unit.name, unit.unit_type, inspection.entry_on or self.stage.today)
                rows.append(
                    ImportedFinding(
                        title=matter.fields["title"],
                        text=matter.fields["facts"],
                        main=True,
                        amount=matter.fields["amount"],
                        categories=_one(matter.item.category),
                    )
                )
            import_findings(self.stage.by_role(Role.OFFICE_CLERK, self.code), inspection, rows=rows)

    def _even_shares(self, total: int) -> list[tuple[Inspection, int]]:
        villages = [i for i in self.inspections if i.organisation.unit_type == "village"] or self.inspections
        base, more = divmod(total, len(villages))
        return [(i, base + (n < more)) for n, i in enumerate(villages)]


def _hands(team: Team) -> Hands:
    """Leader, deputy, liaison and members of a team, as accounts."""
    by_position: dict[str, list[User]] = {}
    for member in team.memberships.filter(left_on__isnull=True).select_related("person__user").order_by("pk"):
        if member.person.user is not None:
            by_position.setdefault(member.position, []).append(member.person.user)
    members = tuple(by_position[Position.MEMBER])
    return Hands(
        by_position[Position.LEADER][0], by_position[Position.DEPUTY][0], by_position[Position.LIAISON][0], members
    )


def _one(category: Category | None) -> tuple[Category, ...]:
    return (category,) if category is not None else ()
