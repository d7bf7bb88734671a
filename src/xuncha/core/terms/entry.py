"""One entry of the glossary."""

from dataclasses import dataclass

from xuncha.core.text import N_

PLANNING = N_("计划与方式")
PEOPLE = N_("机构与人员")
PAPERS = N_("底稿与文书")
FOUND = N_("问题与整改")
SYSTEM = N_("平台用语")


@dataclass(frozen=True, slots=True)
class Term:
    """`identifier` is the name in code; `zh` what people say; `meaning` one Chinese sentence or two."""

    group: str
    identifier: str
    zh: str
    en: str
    meaning: str

    @property
    def haystack(self) -> str:
        """Everything a search looks through, in lower case."""
        return f"{self.identifier}\n{self.zh}\n{self.en}\n{self.meaning}".lower()
