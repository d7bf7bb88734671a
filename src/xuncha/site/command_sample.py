"""`xuncha sample`: repeat a sample from its certificate. Needs no installation and no database."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from xuncha.site.terminal import gettext as _
from xuncha.site.terminal import tell


def run(arguments: Sequence[str]) -> int:
    """Repeat the sample and compare; refused (1) where anything in the certificate is not what comes out."""
    from xuncha.solving.reading import read_json
    from xuncha.solving.sampling import sample, verify

    parser = ArgumentParser("xuncha sample", description=_("按证书重做一遍抽样并核对"))
    parser.add_argument("--verify", type=Path, required=True, metavar=_("证书"), help=_("抽样证书文件"))
    data = read_json(parser.parse_args(arguments).verify)
    parts = verify(data)
    tell(_("重做一遍，{n} 份名单的结果都与证书一致").format(n=len(parts)))
    for part, drawn in zip(parts, sample(parts, data["seed"]), strict=True):
        tell(f"{part.title}\t{len(drawn)}/{len(part.entries)}")
    return 0
