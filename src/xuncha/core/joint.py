"""Which bodies review together, which steps a unit must have taken: settings checked, written and read. (C06)"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from xuncha.core.errors import Reason, reason
from xuncha.core.permissions import GRANTS, ROLE_LABEL, Permission, Role
from xuncha.core.text import N_

MAY_OPINE: dict[Role, str] = {
    role: ROLE_LABEL[role]
    for role, granted in GRANTS.items()
    if Permission.RECT_OPINE in granted and role is not Role.OFFICE_DIRECTOR
}
"""Who writes an opinion in a joint review. The office, director and clerks alike, writes as its clerks."""
WHOLE = "全部"
NOBODY = "不联审"


def reasons_against_bodies(value: Any) -> list[Reason]:
    """Each body has a name of its own and somebody who writes for it; none at all is a setting too."""
    if not isinstance(value, list):
        return [reason("每行写一家；不联审的写「不联审」。", field="value")]
    wrong = [str(n) for n, row in enumerate(value, 1) if not _is_body(row)]
    if wrong:
        may = list(MAY_OPINE.values())
        return [reason("第 {rows} 行要写名称和由谁提意见：{may}。", field="value", rows=wrong, may=may)]
    names = [row["name"] for row in value]
    twice = sorted({name for name in names if names.count(name) > 1})
    return [reason("{names} 写了两次。", field="value", names=twice)] if twice else []


def _is_body(row: Any) -> bool:
    return isinstance(row, Mapping) and bool(row.get("name")) and row.get("role") in MAY_OPINE


def bodies_in_words(value: Sequence[Mapping[str, Any]]) -> str:
    """One body a line."""
    lines = [f"{r['name']}，{ROLE_LABEL[Role(r['role'])]}，{'/'.join(r['sees']) or WHOLE}" for r in value]
    return "\n".join(lines) or NOBODY


def body_from_words(n: int, cells: Sequence[str]) -> dict[str, Any]:
    """
    A line: name, who writes for it, the classes it sees.

    Raises:
        ValueError: nobody of that name writes opinions, or there is more in the line; its argument is the line.

    """
    name, role, part, *more = [*cells, "", ""]
    codes = {label: code.value for code, label in MAY_OPINE.items()}
    if any(more) or role not in codes:
        raise ValueError(n)
    sees = [] if part in ("", WHOLE) else [named.strip() for named in part.split("/") if named.strip()]
    return {"name": name, "role": codes[role], "sees": sees}


class Proof(StrEnum):
    """What a unit must have done, and shown, besides its plan and report. (domain §3.3 D7, D9, D10)"""

    PARTY = "party_proof"
    LIFE = "life_meeting"
    LIFE_PROOF = "life_proof"
    PRINCIPAL = "principal_report"


PROOF_LABEL: dict[Proof, str] = {
    Proof.PARTY: N_("党委（党组）会议纪要"),
    Proof.LIFE: N_("专题民主生活会"),
    Proof.LIFE_PROOF: N_("专题民主生活会材料"),
    Proof.PRINCIPAL: N_("主要负责人报告"),
}


def reasons_against_proofs(value: Any) -> list[Reason]:
    """Known steps, at least one."""
    if isinstance(value, list) and value and all(code in set(Proof) for code in value):
        return []
    return [reason("每行写一样，只能写这些：{words}。", field="value", words=list(PROOF_LABEL.values()))]


def proof_from_words(n: int, cells: Sequence[str]) -> str:
    """
    A line names one step.

    Raises:
        ValueError: it is not one of them; its argument is the line.

    """
    codes = {label: code.value for code, label in PROOF_LABEL.items()}
    if cells[0] not in codes or len(cells) > 1:
        raise ValueError(n)
    return codes[cells[0]]
