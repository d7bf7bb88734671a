"""On what grounds something may be left out of a text that is disclosed. (domain §5.8)"""

from collections.abc import Mapping
from dataclasses import dataclass

from xuncha.core.text import N_

PUBLIC, BOTH = "public", "both"
OMITTED: dict[str, str] = {PUBLIC: N_("不向社会公开，党内通报"), BOTH: N_("党内、社会都不公开")}


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground, the regulation it rests on, and whether the matter may still be told inside the party."""

    label: str
    basis: str
    inside: bool


OPENNESS = N_("《中国共产党党务公开条例（试行）》：依照有关规定不宜公开的事项")
GROUNDS: Mapping[str, Ground] = {
    "secret": Ground(N_("涉及党和国家秘密"), N_("《中华人民共和国保守国家秘密法》"), inside=False),
    "case": Ground(N_("正在核查，或者已立案尚未公布"), OPENNESS, inside=False),
    "hype": Ground(N_("可能引起严重负面炒作"), OPENNESS, inside=True),
    "petition": Ground(N_("可能引发群体性信访"), OPENNESS, inside=True),
    "sensitive": Ground(N_("特别敏感的事项"), OPENNESS, inside=True),
}
"""By their stored code, which never changes."""
