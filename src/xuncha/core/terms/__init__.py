"""
Glossary: one name per thing, in code, in Chinese and in English. (domain §1)

Names of models, states and use cases are taken from here; the glossary page of the product shows the same table.
"""

from xuncha.core.terms import found, papers, people, planning, system
from xuncha.core.terms.entry import Term

TERMS: tuple[Term, ...] = planning.TERMS + people.TERMS + papers.TERMS + found.TERMS + system.TERMS


def matching(words: str) -> list[Term]:
    """Terms in which every word of the query occurs: in the name, the English, the identifier or the definition."""
    wanted = words.lower().split()
    return [term for term in TERMS if all(word in term.haystack for word in wanted)]


__all__ = ["TERMS", "Term", "matching"]
