"""Official documents are Chinese, whatever language the person at the screen has chosen."""

import functools
from collections.abc import Callable
from typing import ParamSpec

from django.utils import translation

from xuncha.foundation.documents.content import Document

A = ParamSpec("A")


def in_chinese(make: Callable[A, Document]) -> Callable[A, Document]:
    """Mark a function that makes a document: labels inside it come out in the source language."""

    @functools.wraps(make)
    def run(*args: A.args, **kwargs: A.kwargs) -> Document:
        with translation.override("zh-hans"):
            return make(*args, **kwargs)

    return run
