"""Small wrong changes to a module, one at a time: `changes(tree)` lists them, each can be made in place.

What people read and what only a type checker reads is left alone: docstrings, annotations, `__slots__`,
errors that are raised, faults, the text of f-strings, and `strict` of zip, which is a guard only.
"""

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
NEGATING = (ast.Eq, ast.NotEq, ast.In, ast.NotIn, ast.Is, ast.IsNot)
"""Where the comparison is the whole condition, swapping these is the same as negating the condition."""
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add,
    ast.RShift: ast.LShift,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
TEXT_ONLY = frozenset({"Fault", "InputErrors", "TypeVar", "cast"})
"""Calls whose arguments are read by people, or by nobody."""


class Change(NamedTuple):
    """One change: where it is, what it does, and how to make it in the tree it was found in."""

    line: int
    what: str
    make: Callable[[], None]


def changes(tree: ast.Module) -> list[Change]:
    """Every change to a module, always in the same order."""
    return list(_in_node(tree, None))


def _in_node(node: ast.AST, function: ast.FunctionDef | None) -> Iterator[Change]:
    if _is_left_alone(node):
        return
    if isinstance(node, ast.FunctionDef):
        function = node
    yield from _of_node(node, function)
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                yield from _in_node(child, function)


def _is_left_alone(node: ast.AST) -> bool:
    match node:
        case ast.Raise() | ast.JoinedStr() | ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__slots__" | "__all__")]):
            return True
        case ast.Call(func=ast.Name(id=name)):
            return name in TEXT_ONLY
        case ast.keyword(arg="strict"):
            return True
    return False


def _of_node(node: ast.AST, function: ast.FunctionDef | None) -> Iterator[Change]:
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BinOp(op=operator) if type(operator) in ARITHMETIC and not _is_a_type(node):
            yield _replaced(node, "op", ARITHMETIC[type(operator)]())
        case ast.AugAssign(op=operator) if type(operator) in ARITHMETIC:
            yield _replaced(node, "op", ARITHMETIC[type(operator)]())
        case ast.BoolOp(op=connective):
            yield _replaced(node, "op", ast.Or() if isinstance(connective, ast.And) else ast.And())
        case ast.Constant(value=value):
            yield from _constants(node, value)
        case ast.If() | ast.IfExp():
            yield from _negated(node)
        case ast.comprehension():
            yield from _conditions(node)
        case ast.Return(value=ast.expr() as value) if function is not None:
            yield from _returns(node, value, function)
    yield from _statements(node)
    yield from _without_not(node)


def _comparisons(node: ast.Compare) -> Iterator[Change]:
    for place, operator in enumerate(node.ops):
        swapped = [*node.ops[:place], COMPARISONS[type(operator)](), *node.ops[place + 1 :]]
        yield _replaced(node, "ops", swapped)


def _constants(node: ast.Constant, value: object) -> Iterator[Change]:
    if isinstance(value, bool):
        yield _replaced(node, "value", not value)
    elif isinstance(value, int):
        yield _replaced(node, "value", value + 1)
    elif isinstance(value, str):
        yield _replaced(node, "value", f"{value}!")


def _negated(node: ast.If | ast.IfExp) -> Iterator[Change]:
    if _is_worth_negating(node.test):
        negation = _not(node.test)
        what = f"if {_text(node.test)} -> if {_text(negation)}"
        yield Change(node.test.lineno, what, lambda: setattr(node, "test", negation))


def _conditions(node: ast.comprehension) -> Iterator[Change]:
    for place, condition in enumerate(node.ifs):
        if _is_worth_negating(condition):
            negation = _not(condition)
            what = f"if {_text(condition)} -> if {_text(negation)}"
            negated = [*node.ifs[:place], negation, *node.ifs[place + 1 :]]
            yield Change(condition.lineno, what, _setter(node, "ifs", negated))


def _is_worth_negating(condition: ast.expr) -> bool:
    """Not where another change to the condition is the same."""
    match condition:
        case ast.UnaryOp(op=ast.Not()):
            return False
        case ast.Compare(ops=[operator]):
            return not isinstance(operator, NEGATING)
    return True


def _returns(node: ast.Return, value: ast.expr, function: ast.FunctionDef) -> Iterator[Change]:
    """The plainest other value that the annotation allows."""
    if function.returns is None or isinstance(value, ast.Constant):
        return
    annotation = ast.unparse(function.returns)
    if "None" in annotation:
        yield _replaced(node, "value", ast.Constant(None))
    elif annotation == "int":
        yield _replaced(node, "value", ast.Constant(0))
    elif annotation == "bool":
        yield _replaced(node, "value", _not(value))
    elif annotation == "str":
        yield _replaced(node, "value", ast.Constant(""))
    elif annotation.startswith(("tuple[", "Sequence[", "Iterable[")) and _text(value) != "()":
        yield _replaced(node, "value", ast.Tuple([], ast.Load()))
    elif annotation.startswith("list["):
        yield _replaced(node, "value", ast.List([], ast.Load()))


def _statements(node: ast.AST) -> Iterator[Change]:
    """`continue` for `break`, in the bodies of a statement."""
    for name in ("body", "orelse"):
        body = getattr(node, name, None)
        if isinstance(body, list):
            for place, statement in enumerate(body):
                if isinstance(statement, ast.Continue):
                    broken = [*body[:place], ast.Break(), *body[place + 1 :]]
                    yield Change(statement.lineno, "continue -> break", _setter(node, name, broken))


def _without_not(node: ast.AST) -> Iterator[Change]:
    """Every `not` directly below a node taken out."""
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not):
            what = f"{_text(value)} -> {_text(value.operand)}"
            yield Change(value.lineno, what, _setter(node, name, value.operand))
        elif isinstance(value, list):
            for place, each in enumerate(value):
                if isinstance(each, ast.UnaryOp) and isinstance(each.op, ast.Not):
                    what = f"{_text(each)} -> {_text(each.operand)}"
                    bare = [*value[:place], each.operand, *value[place + 1 :]]
                    yield Change(each.lineno, what, _setter(node, name, bare))


def _is_a_type(node: ast.BinOp) -> bool:
    """`int | None` is read by type checkers only."""
    return (
        isinstance(node.op, ast.BitOr) and isinstance(node.right, ast.Constant) and node.right.value is None
    )


def _not(condition: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), condition)


def _replaced(node: ast.expr | ast.stmt, name: str, value: object) -> Change:
    before = _text(node)
    original = getattr(node, name)
    setattr(node, name, value)
    after = _text(node)
    setattr(node, name, original)
    return Change(node.lineno, f"{before} -> {after}", _setter(node, name, value))


def _setter(node: ast.AST, name: str, value: object) -> Callable[[], None]:
    return lambda: setattr(node, name, value)


def _text(node: ast.AST) -> str:
    """A piece of code in one line."""
    return " ".join(ast.unparse(node).split())
