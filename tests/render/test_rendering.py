"""What is wrong with a page is told at the line where its author wrote it, and never with a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.base.problems import Place
from sitegen.build import look
from sitegen.render import rendering
from sitegen.render.codes import Codes
from sitegen.render.compiling import QuickEnvironment
from sitegen.report import Options
from tests.build_site import TODAY, Built, build_site
from tests.sites import write_site

FRONT = "---\ntitle: Judul\nsummary: Ringkas.\n---\n"


def places(site: Built, code: str) -> list[Place]:
    return [problem.place for problem in site.problems if problem.code == code]


def article(body: str) -> dict[str, str | bytes]:
    return {"content/news/2026-11-01-a.id.md": FRONT + body}


def test_a_refused_link_is_told_at_its_line_of_the_file(tmp_path: Path) -> None:
    site = build_site(tmp_path, article("\nSatu.\n\nDua [x](javascript:alert(1)) tiga.\n"))
    (place,) = {problem.place for problem in site.problems if problem.severity == "error"}
    assert place == Place("content/news/2026-11-01-a.id.md", 8, 9)


def test_a_picture_without_a_description_is_told_once_though_feeds_show_it_too(tmp_path: Path) -> None:
    site = build_site(tmp_path, article("\n![](foto.png)\n") | {"content/news/foto.png": b"\x89PNG"})
    assert places(site, "alt-missing") == [Place("content/news/2026-11-01-a.id.md", 6, 5)]


def test_words_shown_in_both_languages_are_judged_in_their_own_file(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/events/e.yaml": "title: Acara\nstart: 2026-12-01\n",
        "content/events/e.id.md": "Isi [x](#tidak-ada).\n",
    }
    site = build_site(tmp_path, files)
    assert places(site, "broken-link") == [Place("content/events/e.id.md", 1, 9)]


TEMPLATE = "themes/default/templates/page.html"


@pytest.mark.parametrize(
    ("template", "line", "problem"),
    [
        ("{% extends 'base.html' %}\n{% block main %}\n{{ page.tidak_ada }}\n{% endblock %}", 3, "template.value"),
        ("{% extends 'base.html' %}\n{% block main %}\n{{ t('tidak.ada') }}\n{% endblock %}", 3, "template.value"),
        ("{% extends 'base.html' %}\n{% block main %}\n\n{% if %}\n{% endblock %}", 4, "template.syntax"),
        ("{% include 'tidak-ada.html' %}", 1, "template.missing"),
        ("{% include 'page.html' %}", 1, "template.loop"),
        ("a\n{{ 1 + 'a' }}", 2, "template.value"),
        ("a\nb\n{{ asset('tidak-ada.css') }}", 3, "template.value"),
        ("a\n{{ part('tidak_ada', 1) }}", 2, "template.value"),
    ],
)
def test_a_mistake_in_a_template_is_told_at_its_line(tmp_path: Path, template: str, line: int, problem: str) -> None:
    files: dict[str, str | bytes] = {"content/pages/p.id.md": "---\ntitle: P\n---\n\nIsi.\n", TEMPLATE: template}
    site = build_site(tmp_path, files)
    assert [(each.id, each.place.path, each.place.line) for each in site.problems if each.severity == "error"] == [
        (problem, TEMPLATE, line)
    ]


def test_templates_escape_whatever_their_name(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/pages/p.id.md": "---\ntitle: '<b>P</b>'\n---\n\nIsi.\n",
        TEMPLATE: "{% include 'part.txt' %}",
        "themes/default/templates/part.txt": "{{ page.title.text }}",
    }
    assert build_site(tmp_path, files).text("id/p/index.html") == "&lt;b&gt;P&lt;/b&gt;"


def test_what_only_jinja2_finds_is_shown_too(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "content/pages/p.id.md": "---\ntitle: P\n---\n\nIsi.\n",
        TEMPLATE: "{% set kinds = {'page': page.title.text} %}{{ kinds.page }}",
    }
    assert build_site(tmp_path, files).text("id/p/index.html") == "P"


LIST = "{% for card in page.articles %}{{ part('article', card) }}{{ part('article', card, 2) }}{% endfor %}"
ALIKE = "{{ part('article', page, 1) }}{{ part('article', page, true) }}"
PARTS = "{% macro article(card, level=3) %}{{ t('menu.news') }} {{ card.title.text }} {{ level }}.{% endmacro %}"


def test_a_part_is_that_of_its_values_in_each_language_and_theme(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "themes/default/templates/news-index.html": LIST,
        "themes/default/templates/lists.html": PARTS,
        "themes/default/templates/article.html": ALIKE,
        "themes/default/templates/home.html": "",
        "content/news/2026-11-01-a.id.md": "---\ntitle: Satu\n---\n",
        "content/news/2026-11-02-b.id.md": "---\ntitle: Dua & \n---\n",
        "content/news/2026-11-02-b.en.md": "---\ntitle: Dua & \n---\n",
    }
    site = build_site(tmp_path, files)
    for path in ("id/berita/index.html", "id/berita/2026/index.html"):
        assert site.text(path) == "Berita Dua &amp; 3.Berita Dua &amp; 2.Berita Satu 3.Berita Satu 2."
    assert site.text("en/news/index.html").startswith("News Dua &amp; 3.News Dua &amp; 2.News Satu 3.")
    assert site.text("en/news/2026/b/index.html") == "News Dua &amp; 1.News Dua &amp; True."


def test_templates_compiled_beforehand_are_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files: dict[str, str | bytes] = {
        "content/pages/p.id.md": "---\ntitle: P\n---\n\nIsi.\n",
        "themes/default/templates/unused.html": "{% if %}",
    }
    prepared, _ = look(write_site(tmp_path, files), Options(today=lambda zone: TODAY))
    assert prepared
    monkeypatch.setattr(rendering, "Codes", Codes)
    renderer = rendering.Renderer(prepared.theme)
    renderer.compile_templates()
    monkeypatch.setattr(QuickEnvironment, "compile", None)
    for path in prepared.plan.atlas.pages:
        assert renderer.render(prepared.plan.atlas.page(path))
