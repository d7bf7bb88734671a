"""The record of a drill of recovery, printed, signed by who took part, and kept with the office's papers."""

from django.utils import timezone

from xuncha.foundation.documents.content import Block, Closing, Column, Document, Heading, Paragraph, Table
from xuncha.foundation.documents.language import in_chinese
from xuncha.foundation.documents.numerals import full_date
from xuncha.foundation.documents.profile import Issuer
from xuncha.foundation.sealing.models import Recovery
from xuncha.foundation.sealing.workflow import RECOVERY, RELEASE, RecoveryState, ReleaseState

STEPS = (
    "主持人确定一把不开任何材料的演练钥匙，系统把它拆成份额，分别封给各保管人。",
    "保管人各自登录，输入本人保密口令，向主持人当面或打电话核对八位核对码，交出本人份额。",
    "份额够数后，主持人输入演练口令合成钥匙，系统核对合成的钥匙与原钥匙一致。",
    "演练结束，交出的份额清空；本人的口令和真正的钥匙没有动用。",
)


@in_chinese
def drill_record(drill: Recovery, issuer: Issuer) -> Document:
    """Day, who took part and when they gave their share, the steps, the outcome, room for signatures."""
    panel, day = drill.deposit.panel, timezone.localdate(drill.created_at)
    rows = []
    for release in drill.releases.select_related("custodian"):
        given = release.state == ReleaseState.GIVEN
        moment = f"{timezone.localtime(release.state_since):%Y-%m-%d %H:%M}" if given else ""
        rows.append((str(release.custodian), RELEASE.states[ReleaseState(release.state)].label, moment, ""))
    outcome = {
        RecoveryState.ASKED: "演练尚未结束。",
        RecoveryState.RECOVERED: "演练通过：份额合成的钥匙与原钥匙一致。",
    }.get(RecoveryState(drill.state), f"演练{RECOVERY.states[RecoveryState.FAILED].label}。")
    blocks: list[Block] = [
        Paragraph(f"日期：{full_date(day)}"),
        Paragraph(f"主持人：{drill.owner}"),
        Paragraph(f"保管人 {len(rows)} 人，{panel.needed} 人共同才能恢复。"),
        Heading(1, "步骤"),
        *(Paragraph(f"{n}．{step}") for n, step in enumerate(STEPS, 1)),
        Heading(1, "参加人"),
        Table((Column("保管人", 2), Column("情况", 2), Column("交出时间", 3), Column("签名", 2)), tuple(rows)),
        Heading(1, "结果"),
        Paragraph(outcome),
        *([Paragraph(drill.told)] if drill.told else []),
    ]
    return Document("口令恢复演练记录", tuple(blocks), organ=issuer.office, closing=Closing(issuer.office, issuer.on))
