"""
`xuncha backup FILE` and `xuncha restore FILE`: one archive of a whole installation, and the way back.

A backup is made while people work. A restore goes into an empty installation only, compares everything with what was
counted when the backup was made, and leaves nothing behind when anything differs. Neither needs Django.
"""

import shutil
import tempfile
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xuncha import __version__
from xuncha.core.errors import RuleViolated
from xuncha.core.text import Say, say
from xuncha.site.archive import Manifest, measured, place_of, unpack, write
from xuncha.site.home import DEMO_CALENDAR, database_url, home
from xuncha.site.terminal import gettext as _
from xuncha.site.terminal import tell

if TYPE_CHECKING:
    from xuncha.site.databases import Contents, Database

SECRETS = "secrets"
FILES = "files"


def backup(arguments: Sequence[str]) -> int:
    """Write the archive; a damaged installation is refused, unless `--damaged` says that it is meant."""
    parser = ArgumentParser("xuncha backup", description=_("备份整个装置：数据库、原件、密钥，一个文件"))
    parser.add_argument("file", type=Path, help=_("备份文件；已有的文件不会覆盖"))
    parser.add_argument("--damaged", action="store_true", help=_("有损坏也照样备份，损坏之处记入清单"))
    given = parser.parse_args(arguments)
    folder, database = home(), _database()
    if database.is_empty():
        raise RuleViolated(say("这里还没有可以备份的数据库。"))
    with tempfile.TemporaryDirectory(prefix="backup-", dir=folder / "tmp") as staged:
        copy = Path(staged) / database.member
        held = database.dump(copy)
        members = {database.member: copy, **_beside_the_database(folder, held)}
        sizes = {name: measured(path) for name, path in members.items()}
        faults = faults_of(held, sizes)
        if faults and not given.damaged:
            raise RuleViolated(*faults, say("装置有损坏，没有备份。先按 xuncha check 修复，或加 --damaged 照样备份。"))
        manifest = Manifest(
            __version__, datetime.now(UTC).isoformat(timespec="seconds"), database.kind, held.tables,
            asdict(held.journal), [str(fault) for fault in faults], sizes,
        )  # fmt: skip
        try:
            write(given.file, manifest, members)
        except OSError as fault:
            raise RuleViolated(say("写不了 {file}：{fault}", file=given.file, fault=fault.strerror)) from None
    _summary(f"已备份到 {given.file}", manifest)
    tell("注意：这个文件里有全部案卷和本装置的密钥，谁拿到它就等于拿到了整个装置。")
    tell("它只有属主可读（0600）。请加密后离线存放，并把上面的末条校验值另外抄下。")
    return 0


def _database() -> "Database":
    from xuncha.site.databases import database_at

    return database_at(database_url())


def _beside_the_database(folder: Path, held: "Contents") -> dict[str, Path]:
    """Keys, the demo's calendar, and the stored files of the database's moment, as far as they are there."""
    members = {f"{SECRETS}/{path.name}": path for path in sorted((folder / SECRETS).glob("*"))}
    members[DEMO_CALENDAR] = folder / DEMO_CALENDAR
    for digest in held.digests:
        members[f"{FILES}/{digest}"] = folder / place_of(f"{FILES}/{digest}")
    return {name: path for name, path in members.items() if path.is_file()}


def faults_of(held: "Contents", members: Mapping[str, Sequence[Any]]) -> list[Say]:
    """What is damaged: the journal, and stored files that are missing or not what their digest says."""
    faults = []
    if not held.journal.intact:
        faults.append(
            say("操作记录第 {seq} 条不完好：{fault}。", seq=held.journal.broken_at, fault=say(held.journal.fault))
        )
    for digest in held.digests:
        member = members.get(f"{FILES}/{digest}")
        if member is None:
            faults.append(say("缺少原件 {digest}。", digest=digest))
        elif member[0] != digest:
            faults.append(say("原件 {digest} 与上传时不一致。", digest=digest))
    return faults


def restore(arguments: Sequence[str]) -> int:
    """Fill an empty data folder and an empty database from an archive: all of it, or nothing."""
    parser = ArgumentParser("xuncha restore", description=_("从备份恢复到空的数据目录和空的数据库"))
    parser.add_argument("file", type=Path)
    given = parser.parse_args(arguments)
    folder, database = home(), _database()
    _refuse_unless_empty(folder, database)
    with tempfile.TemporaryDirectory(prefix="restore-", dir=folder / "tmp") as staging:
        staged = Path(staging)
        manifest = unpack(given.file, staged, __version__)
        if manifest.database != database.kind:
            raise RuleViolated(
                say("这是 {made} 的备份，这里的数据库是 {here}。", made=manifest.database, here=database.kind)
            )
        try:
            for path in staged.iterdir():
                if path.name != database.member:
                    path.rename(folder / path.name)
            _compare(manifest, database.load(staged / database.member))
        except BaseException:
            database.clear()
            _empty(folder)
            raise
    _summary(f"已恢复到 {folder}", manifest)
    for fault in manifest.faults:
        tell(f"备份时就有的损坏：{fault}")
    tell("所有人需要重新登录。请运行 xuncha check，再启动服务。")
    return 0


def _refuse_unless_empty(folder: Path, database: "Database") -> None:
    if _belongings(folder):
        raise RuleViolated(say("数据目录 {folder} 不是空的。恢复只写入空目录，请换一个 XUNCHA_HOME。", folder=folder))
    if not database.is_empty():
        raise RuleViolated(say("数据库不是空的。恢复只写入空的数据库，请换一个 DATABASE_URL。"))


def _belongings(folder: Path) -> list[Path]:
    """What lies in the data folder, apart from temporary files."""
    return [path for path in folder.iterdir() if path.name != "tmp"]


def _empty(folder: Path) -> None:
    for path in _belongings(folder):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _compare(manifest: Manifest, found: "Contents") -> None:
    """What arrived is what was counted: every table, the journal to its last hash, and no new damage."""
    wrong = [
        say(
            "表 {table} 应有 {expected} 行，实有 {got} 行。",
            table=table,
            expected=expected,
            got=found.tables.get(table),
        )
        for table, expected in manifest.tables.items()
        if found.tables.get(table) != expected
    ]
    if asdict(found.journal) != manifest.journal:
        wrong.append(say("操作记录与清单不符。"))
    if [str(fault) for fault in faults_of(found, manifest.members)] != manifest.faults:
        wrong.append(say("原件与清单不符。"))
    if wrong:
        raise RuleViolated(*wrong, say("没有恢复任何内容。"))


def _summary(what: str, manifest: Manifest) -> None:
    rows, files = sum(manifest.tables.values()), sum(name.startswith(f"{FILES}/") for name in manifest.members)
    tell(f"{what}：{len(manifest.tables)} 张表 {rows} 行，原件 {files} 个，操作记录 {manifest.journal['count']} 条。")
    tell(f"末条校验值 {manifest.journal['count']}:{manifest.journal['head']}")
