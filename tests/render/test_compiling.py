"""Our compiled templates print what Jinja2's own print, or fail."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from sitegen.build import look
from sitegen.render import rendering
from sitegen.render.codes import Codes
from sitegen.render.compiling import QuickEnvironment, text
from sitegen.render.formats import FORMATS
from sitegen.report import Options
from tests.build_site import TODAY


@given(st.one_of(st.text(), st.text().map(Markup), st.integers(), st.none(), st.booleans(), st.floats()))
def test_a_value_is_printed_as_markupsafe_escapes_it(value: object) -> None:
    assert text(value) == escape(value)
    assert isinstance(text(value), str)


class _Html:
    def __html__(self) -> str:
        return "<b>"


TEMPLATES = {
    "base": "<{% block a %}base a{% endblock %}|{% block b %}{{ x }}{% endblock %}|{{ self.a() }}>",
    "child": "{% extends 'base' %}{% set y = x ~ '&' %}{% block b %}{{ super() }}{{ y }}{% endblock %}out of blocks",
    "grandchild": "{% extends 'child' %}{% block a %}{{ super() }}{% block c %}c{% endblock %}{% endblock %}",
    "needs": "[{% block r required %}{% endblock %}]",
    "needed": "{% extends 'needs' %}{% block r %}r{% endblock %}",
    "maybe not": "{% if not x %}{% extends 'base' %}{% endif %}own{% block b %}{{ x }}!{% if q is defined %}{% set w = 1 %}{% endif %}"
    "{{ w is defined }}{{ q is defined }}{% endblock %}",
    "maybe": "{% if x %}{% extends 'base' %}{% endif %}own{% block b %}{{ x }}!{% endblock %}",
    "macros": "{% macro m(a, b='<', c=none) %}{{ a }}{{ b }}{{ c }}{% endmacro %}{% macro all() %}{{ varargs }}{{ kwargs }}"
    "{% endmacro %}{% macro around(n) %}[{{ caller(n) }}]{% endmacro %}{% macro own(caller=none) %}{{ caller }}{% endmacro %}",
    "calls": "{% import 'macros' as p %}{{ p.m('&') }}{{ p.m('&', x) }}{{ p.m(b=x, a=1) }}{{ p.m(1, 2, 3) }}{{ p.m() if not x }}"
    "{{ p.all(x, 2, class='k') }}{% call(n) p.around(x) %}{{ n }}{{ x }}{% endcall %}{{ p.own() }}{{ p.own(3) }}{{ p.m(*[1, 2]) }}"
    "{{ p.m(**{'a': x}) }}{{ p.m(p.m(x)) }}{{ p.m(x) ~ x }}{{ p.m(x) | length }}",
    "context": "{% from 'uses' import shown with context %}{{ shown() }}{% include 'uses' %}",
    "uses": "{% macro shown() %}{{ x }}{% endmacro %}{{ x }}",
    "unescaped": "{% macro m(a) %}{{ a }}{% endmacro %}{% autoescape false %}{{ x }}{{ m(x) }}{{ m(x) ~ x }}{% macro n(a) %}{{ a }}"
    "{% endmacro %}{{ n(x) ~ x }}{% endautoescape %}{{ m(x) ~ x }}",
    "loops": "{% for k in [1, [2, [3]]] recursive %}{{ loop.index }}{% if k is iterable %}({{ loop(k) }}){% else %}{{ k }}{% endif %}"
    "{{ loop.cycle('a', 'b') }}{% else %}none{% endfor %}{% set n = namespace(v=0) %}{% for i in range(3) %}{% set n.v = n.v + i %}"
    "{% endfor %}{{ n.v }}{% set j = joiner(', ') %}{% for i in [1, 2] %}{{ j() }}{{ i }}{% endfor %}{{ dict(a=x) }}",
    "scoped": "{% for i in [1, 2] %}{% block inner scoped %}{{ i }}{{ x }}{% endblock %}{% endfor %}",
    "captured": "{% set c %}<{{ x }}>{% endset %}{{ c }}{% set u | upper %}a{{ x }}{% endset %}{{ u }}{% filter upper %}a{{ x }}{% endfilter %}"
    "{% with z = x %}{{ z }}{% endwith %}",
    "values": "{{ html }}{{ none }}{{ 1.50 }}{{ x if false }}{{ x | safe }}{{ [x, html] | join('<') }}{{ x is defined }}{{ q is defined }}",
    "fields": "{% set m = {'class': 2} %}{{ m.items() | list }}{{ m.__class__.__name__ }}{{ ' a '.strip() }}{{ (x ~ 'a').upper() }}"
    "{{ m.none is defined }}{{ m.none | default(1) }}{{ m['class'] }}{{ [1].append(2) }}{{ range(9).start }}{{ 1.0.real }}",
    "fields of a mapping": "{% set m = {'k': {'n': 1}, 'class': 2, 'é': 3} %}{{ m.k.n }}{{ m.class }}{{ m.é }}",
    "included without the context": "a{% block b %}b{% include 'included' without context %}{% endblock %}c",
    "included": "i{{ x is defined }}",
    "empty": "",
    "undefined": "a\n{{ nothing }}",
    "undefined field": "a\n{% block b %}\n{{ x.nothing.more }}{% endblock %}",
    "undefined callee": "a\n{{ nothing(1) }}",
    "no callee": "a\n{{ none(1) }}",
    "too many": "{% macro m(a) %}{% endmacro %}\n\n{{ m(1, 2) }}",
    "too few": "{% macro m(a) %}\n{{ a }}{% endmacro %}\n\n{{ m() }}",
    "unknown name": "{% macro m(a) %}{% endmacro %}\n{{ m(1, b=2) }}",
    "no caller": "{% macro m() %}\n{{ caller() }}{% endmacro %}\n{{ m() }}",
    "in a macro": "{% macro m(a) %}\n{{ x }}\n{{ a + 'a' }}{% endmacro %}\n{{ x }}{{ m(1) }}",
    "in a loop": "{% for i in 1 %}{% endfor %}",
    "missing": "\n{% include 'absent' %}",
    "missing parent": "\n{% extends 'absent' %}",
    "itself": "{% include 'itself' %}",
}


def printed(environment: Environment, name: str) -> str | None:
    """What a template prints; None where it fails."""
    try:
        return environment.get_template(name).render(x="<x & 'y'>", html=_Html())
    except Exception:
        return None


LEFT_TO_JINJA = {"fields of a mapping", "included without the context"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_prints_what_it_prints_in_jinja2_or_fails(name: str) -> None:
    options: dict[str, Any] = {"loader": DictLoader(TEMPLATES), "autoescape": True, "undefined": StrictUndefined}
    of_jinja = printed(Environment(**options), name)
    assert printed(QuickEnvironment(**options), name) == (None if name in LEFT_TO_JINJA else of_jinja)


def test_the_default_theme_looks_the_same_as_from_jinja2(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared, _ = look(Path(__file__).parents[2], Options(today=lambda zone: TODAY))
    assert prepared
    pages = [page for page in map(prepared.plan.atlas.page, prepared.plan.atlas.pages) if page.template not in FORMATS]
    quick = rendering.Renderer(prepared.theme)
    monkeypatch.setattr(rendering, "CodeGenerator", None)  # so that nothing is rendered by Jinja2 after it failed
    quickly = [quick.render(page) for page in pages]
    monkeypatch.setattr(QuickEnvironment, "code_generator_class", CodeGenerator)
    monkeypatch.setattr(rendering, "Codes", Codes)
    slow = rendering.Renderer(prepared.theme)
    for page, data in zip(pages, quickly, strict=True):
        assert data == slow.render(page)
