"""
`xuncha journal verify` and `xuncha journal export`.

Verifying an exported file needs neither Django nor a database: a third party can do it with this package alone.
"""

import json
import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path

from xuncha.core import chain
from xuncha.site.terminal import gettext as _
from xuncha.site.terminal import prepare


def run(arguments: Sequence[str]) -> int:
    """Verify the journal or an exported file, or export it."""
    given = _parser().parse_args(arguments)
    return _verify(given) if given.act == "verify" else _export(given.file, sealed=given.sealed)


def _parser() -> ArgumentParser:
    parser = ArgumentParser("xuncha journal", description=_("校验或导出操作记录"))
    acts = parser.add_subparsers(dest="act", required=True)
    verify = acts.add_parser("verify", help=_("逐条校验；有一条不对即停下，退出码 1"))
    verify.add_argument("--file", type=Path, help=_("导出的文件；不写则校验数据库"))
    verify.add_argument(
        "--anchor",
        type=_anchor,
        action="append",
        default=[],
        metavar=_("序号:校验值"),
        help=_("先前记下的校验值，可写多个"),
    )
    verify.add_argument("--json", action="store_true")
    verify.add_argument("--sealed", action="store_true", help=_("涉密事项的操作记录"))
    export = acts.add_parser("export", help=_("导出全部记录，供第三方校验"))
    export.add_argument("file", type=Path)
    export.add_argument("--sealed", action="store_true", help=_("涉密事项的操作记录"))
    return parser


def _anchor(text: str) -> tuple[int, str]:
    seq, _, digest = text.partition(":")
    if not seq.isdigit() or len(digest) != len(chain.GENESIS):
        raise ArgumentTypeError("写成 序号:校验值，校验值是 64 位十六进制数")
    return int(seq), digest.lower()


def _verify(given: Namespace) -> int:
    anchors = dict(given.anchor)
    verdict = _verify_file(given.file, anchors) if given.file else _verify_database(anchors, sealed=given.sealed)
    if verdict is None:
        print(f"打不开文件 {given.file}")
        return 1
    if given.json:
        told = {
            "intact": verdict.intact,
            "count": verdict.count,
            "head": verdict.head,
            "broken_at": verdict.broken_at,
            "fault": verdict.fault,
        }
        print(json.dumps(told, ensure_ascii=False))
    elif verdict.intact:
        print(f"完好：{verdict.count} 条，末条校验值 {verdict.head}")
    else:
        print(f"不完好：第 {verdict.broken_at} 条，{verdict.fault}；此前 {verdict.count} 条完好")
    return 0 if verdict.intact else 1


def _verify_file(path: Path, anchors: Mapping[int, str]) -> chain.Verdict | None:
    try:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
            return chain.verify_export(lines, anchors)
    except OSError:
        return None


def _verify_database(anchors: dict[int, str], *, sealed: bool) -> chain.Verdict:
    prepare()
    from xuncha.foundation.journal.selectors import verify_stored

    return verify_stored(anchors, sealed=sealed)


def _export(path: Path, *, sealed: bool) -> int:
    """Write a whole chain; an existing file is never overwritten, an unfinished one never left under the name."""
    prepare()
    from xuncha.foundation.journal.selectors import stored_links

    if path.exists():
        print(f"文件 {path} 已存在，请换一个名字")
        return 1
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("x", encoding="utf-8", newline="\n") as file:
            count = sum(1 for line in chain.export(stored_links(sealed=sealed)) if file.write(f"{line}\n")) - 1
        unfinished.rename(path)
    except OSError as fault:
        unfinished.unlink(missing_ok=True)
        print(f"写不了文件 {path}：{fault.strerror}")
        return 1
    print(f"已导出 {count} 条到 {path}")
    return 0
