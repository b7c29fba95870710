"""What Jinja2 makes of a template, with less to do at each value.

Jinja2 writes a Python function for a template. Ours does the same in the same order; it leaves out what a theme cannot need: every field
is asked for in two ways, every call asks whether the callee wants the context, every printed text becomes a `Markup` before it is joined
to the others, every piece of a page goes through a generator for each template that extends another. That was more than half of the time
of a page.

What ours print is what Jinja2's own would print. Where ours fail, Jinja2's own may not (`m.key` of a mapping), or would say it better:
whoever renders with a `QuickEnvironment` does it again without (`rendering.py`).
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import Environment, TemplateSyntaxError, nodes, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup

_escape_text: Callable[[Any], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)
"""Escapes a plain string and gives a plain string, where MarkupSafe has that apart."""


def text(value: Any) -> str:
    """A value as it is printed: `markupsafe.escape`, but a plain string where nobody asks again whether it is safe."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else markupsafe.escape(value)


class _Macro(Macro):
    """A macro with a shorter way for a call that gives positional arguments only.

    A call that comes without an evaluation context comes from generated code that escapes."""

    def __init__(self, environment: Environment, func: Any, name: str, arguments: list[str], *asks: bool) -> None:
        super().__init__(environment, func, name, arguments, *asks)
        self._default_autoescape = True
        self._is_plain = not any(asks[:3])
        func.__defaults__ = (missing,) * len(arguments)

    @pass_eval_context
    def __call__(self, *given: Any, **named: Any) -> str:
        if named or not self._is_plain or (given and type(given[0]) is EvalContext):
            return super().__call__(*given, **named)
        return str.__new__(Markup, self._func(*given))


class _Context(Context):
    def resolve(self, key: str) -> Any:
        """What a name stands for, or an undefined value: as Jinja2 gives it, with one call less."""
        if key in self.vars:
            return self.vars[key]
        return self.parent[key] if key in self.parent else self.environment.undefined(name=key)


class _Generator(CodeGenerator):
    """Writes the functions of a template: what is overridden here is all that is different."""

    _tried: nodes.Expr | None = None
    """The expression that a filter or a test is given."""

    def write_commons(self) -> None:
        """What the function of a template or of a block begins with."""
        self.writeline("resolve = context.resolve")
        self.writeline("undefined = environment.undefined")
        self.writeline("concat = environment.concat")
        self.writeline("cond_expr_undefined = Undefined")
        self.writeline("escape = environment.text")

    def enter_frame(self, frame: Frame) -> None:
        """Such a function collects what it prints."""
        super().enter_frame(frame)
        if frame.rootlevel or frame.block_frame:
            self.buffer(frame)

    def leave_frame(self, frame: Frame, with_python_scope: bool = False) -> None:
        """That of a template yields it, for it may go on with the template that it extends; that of a block returns an only piece."""
        if frame.rootlevel:
            self.writeline(f"yield concat({frame.buffer})")
        elif frame.block_frame:
            self.writeline(f"return (concat({frame.buffer}),)")
        super().leave_frame(frame, with_python_scope)

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:  # noqa: N802 — Jinja2's name
        """A block, as the only piece that it is."""
        if frame.toplevel and self.has_known_extends:
            return
        may_extend = frame.toplevel and self.extends_so_far > 0
        if may_extend:
            self.writeline("if parent_template is None:")
            self.indent()
        if node.required:
            self.writeline(f"context.blocks[{node.name!r}][1]")  # fails where there is no other
        context = self.derive_context(frame) if node.scoped else self.get_context_ref()
        self.simple_write(f"context.blocks[{node.name!r}][0]({context})[0]", frame, node)
        if may_extend:
            self.outdent()

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        """What is included without the context is left to Jinja2, which yields it past all that is collected here."""
        if node.with_context:
            super().visit_Include(node, frame)
        else:
            self.writeline("raise NotImplementedError")

    def visit_Name(self, node: nodes.Name, frame: Frame) -> None:  # noqa: N802
        """A name that was resolved is not missing, so that it need not be asked for that."""
        ref = frame.symbols.ref(node.name)
        load = frame.symbols.find_load(ref)
        if node.ctx == "load" and load and load[0] == VAR_LOAD_RESOLVE:
            self.write(ref)
        else:
            super().visit_Name(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """What is printed on a condition is nothing where that is false, not an undefined value with a story of its own."""
        if isinstance(node, nodes.CondExpr) and node.expr2 is None:
            node.expr2 = nodes.Const("", lineno=node.lineno)
        super()._output_child_pre(node, frame, finalize)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        """A call, as Python writes it. None of our globals asks for the context, and macros only need it where escaping may be off."""
        named = isinstance(node.node, nodes.Name | nodes.Getattr)  # of a call of a constant, Python itself would warn
        odd = forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(each.key) for each in node.kwargs)
        if odd or not named or frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        comma = "("
        for argument in (*node.args, *node.kwargs):
            self.write(comma)
            self.visit(argument, frame)
            comma = ", "
        self.write(")" if comma != "(" else "()")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        """A field, as Python writes it: not where it may be missing (`page.day | default(…)`), nor where there is another way alone."""
        odd = isinstance(node.node, nodes.Const) or iskeyword(node.attr) or not node.attr.isascii()
        if odd or node is self._tried or (isinstance(node.node, nodes.Name) and node.node.name == "self"):
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        """What a filter is given may be missing."""
        self._tried = node.node
        super().visit_Filter(node, frame)

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:  # noqa: N802
        """What is tested may be missing."""
        self._tried = node.node
        super().visit_Test(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.")
        super().macro_def(macro_ref, frame)


class QuickEnvironment(Environment):
    """Jinja2 with functions that do less."""

    code_generator_class: type[CodeGenerator] = _Generator
    context_class = _Context
    text = staticmethod(text)
    Macro = _Macro

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals as they are, not as a chain of mappings that is copied for each page in ten times the time."""
        return super().make_globals(d) if d else self.globals

    def compile(self, source: Any, name: Any = None, filename: Any = None, *more: Any, **named: Any) -> Any:
        """What is too much for Jinja2 or for Python (brackets in brackets, a number of 5,000 digits) is a mistake of the template, too."""
        try:
            return super().compile(source, name, filename, *more, **named)
        except (RecursionError, SyntaxError, MemoryError, ValueError) as error:
            raise TemplateSyntaxError("too long or too deeply nested", 1, name, filename) from error
