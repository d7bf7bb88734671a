"""No module over 400 lines, no function over 50: what is longer is split by use case, not squeezed."""

import ast

import pytest

from tests.conformance.source import ROOT, python_files, trees

MODULE_LINES, FUNCTION_LINES = 400, 50


def too_long(tree: ast.AST) -> list[str]:
    """Functions longer than allowed, their docstring and decorators not counted."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            says = node.body[0]
            is_docstring = isinstance(says, ast.Expr) and isinstance(says.value, ast.Constant)
            docstring = (says.end_lineno or says.lineno) - says.lineno + 1 if is_docstring else 0
            if node.end_lineno - node.lineno + 1 - docstring > FUNCTION_LINES:
                found.append(node.name)
    return found


@pytest.mark.parametrize(("module", "path"), python_files(), ids=lambda value: value if isinstance(value, str) else "")
def test_module_is_short(module, path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES


@pytest.mark.parametrize("path", sorted((ROOT / "tests").rglob("*.py")), ids=lambda path: str(path.relative_to(ROOT)))
def test_module_of_tests_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MODULE_LINES


@pytest.mark.parametrize("module", trees())
def test_functions_are_short(module):
    assert too_long(trees()[module]) == []


def test_a_long_function_is_seen():
    body = "\n".join(f"    x = {n}" for n in range(FUNCTION_LINES))
    assert too_long(ast.parse(f"def long():\n{body}")) == ["long"]
    assert too_long(ast.parse(f"def fine():\n{body[: body.rindex(chr(10))]}")) == []
