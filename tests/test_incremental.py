"""Every kind of edit: after it the equation holds (`tests.incremental`), and exactly the pages that it may touch are rendered.

Fields have a table of their own (`test_incremental_fields`), so have random sequences (`test_incremental_random`) and damage to what is
kept (`test_incremental_memory`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from sitegen import rewording
from tests.edits import Edit, both, change, delete, folder, link, move, put
from tests.incremental import Trial, put_back, tree
from tests.incremental_sites import THEME, chosen, copied, every_field, pages
from tests.pictures import PNG, png

WORDS = "content/news/2025-03-04-m.id.md"
TWIN = "content/news/2025-03-04-m.en.md"
PAGE = "content/pages/contact.id.md"
PICTURE = "content/news/foto.png"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as lying on the disk at once."""
    monkeypatch.setattr(os, "fsync", lambda descriptor: None)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built."""
    return every_field(tmp_path_factory.mktemp("base") / "site")


@pytest.fixture
def trial(built: Path, tmp_path: Path) -> Trial:
    """A copy of the site with its output folder and what was kept: nothing is stale."""
    return copied(built, tmp_path)


def theme(part: str) -> Edit:
    """Shadow a template of the default theme by a copy with a comment at its end: not a byte of any page is another."""
    return put(f"themes/default/{part}", (THEME / part).read_text() + "{# more #}\n")


HTML = "*.html !id/lama/* !id/mitra/lama/*"
FRAMED = f"{HTML} !404.html !index.html"
ARTICLES = "*/news/20??/?/* */berita/20??/?/*"
INDEXES = "*/news/index.html */news/20??/index.html */berita/index.html */berita/20??/index.html"
IT = "id/berita/2025/m/index.html id/feed.*"
"""The pages that show the words of the second article."""
KATA = "Kata [pertama](2026-11-01-n.id.md) dan kata.\n\n## Judul\n\n![](foto.png)\n"

EDITS: Mapping[str, tuple[Edit, str]] = {
    # words
    "words": (change(WORDS, "dan kata", "dan lain"), IT),
    "words of a page": (change(PAGE, "Alamat", "Kantor"), "id/contact/index.html"),
    "words of an event": (change("content/events/f.id.md", "Isi", "Tentang"), "*/2026/f/index.html"),
    "a heading": (change(WORDS, "## Judul", "## Lain"), IT),
    "a link more": (change(WORDS, "dan kata", "dan [kata](../partners/q.yaml)"), IT),
    "a link less": (change(WORDS, "[pertama](2026-11-01-n.id.md)", "pertama"), IT),
    "a picture described": (change(WORDS, "![]", "![Perahu]"), IT),
    "a line of words above its mistake": (change(WORDS, "Kata", "Kata\n\nKata"), IT),
    "a line of facts above its mistake": (change(WORDS, "title:", "# catatan\n\ntitle:"), ""),
    "an empty line less": (change(WORDS, "---\n\nKata", "---\nKata"), IT),
    "words and facts": (
        both(change(WORDS, "dan kata", "dan lain"), change(WORDS, "Berita kedua", "Lain")),
        f"{IT} id/berita/index.html id/berita/2025/index.html id/berita/2026/n/* id/index.html id/mitra/q/* id/peta-situs/* id/topik/u/*",
    ),
    "words of two items": (
        both(change(WORDS, "dan kata", "dan lain"), change(PAGE, "Alamat", "Kantor")),
        f"{IT} id/contact/index.html",
    ),
    "no words": (change(WORDS, KATA, ""), IT),
    # items
    "an article more": (
        put("content/news/2024-02-03-baru.id.md", "---\ntitle: Baru\n---\n\nIsi.\n"),
        f"id/berita/2024/* {INDEXES} */feed.* id/peta-situs/* en/site-map/* sitemap.xml ?d/index.html "
        "?n/index.html */2025/m/*",
    ),
    "a plain page more": (
        put("content/pages/baru.en.md", "---\ntitle: New\n---\n\nWords.\n"),
        "en/baru/* en/site-map/* sitemap.xml",
    ),
    "a draft": (put("content/news/2024-02-03-baru.id.md", "---\ntitle: Baru\ndraft: true\n---\n\nIsi.\n"), ""),
    "a translation more": (
        put("content/pages/contact.en.md", "---\ntitle: Contact\n---\n\nAddress.\n"),
        "en/contact/* id/contact/* en/site-map/* sitemap.xml",
    ),
    "a translation less": (
        delete(TWIN),
        "en/news/index.html en/news/2025/index.html en/news/2026/n/* en/index.html en/partners/q/* en/topics/u/* id/berita/2025/m/* "
        "*/feed.* en/site-map/* sitemap.xml",
    ),
    "moved into a sub-folder": (move(PAGE, "content/pages/lama/contact.id.md"), "id/contact/*"),
    "the form of a folder": (move(PAGE, "content/pages/contact/index.id.md"), "id/contact/*"),
    "another key": (move(PAGE, "content/pages/kontak.id.md"), "id/kontak/* id/peta-situs/* sitemap.xml"),
    "a folder in its place": (folder(PAGE), "id/peta-situs/* sitemap.xml"),
    "a link in its place": (link(PAGE, "about.id.md"), "id/peta-situs/* sitemap.xml"),
    # pictures
    "another picture": (
        put(PICTURE, png(shade=7)),
        f"{ARTICLES} !en/news/2025/m/* {INDEXES} !*/2025/index.html */feed.* ??/index.html */e/index.html */p/index.html */t/index.html",
    ),
    "a picture that nobody shows": (put("content/news/lain.png", PNG), ""),
    "a dotfile": (put("content/news/.lain", b"x"), ""),
    # words of the theme
    "a word of one page": (put("themes/default/strings/id.yaml", "news: {people: Orang}\n"), "id/berita/2026/n/*"),
    "a word of the foot": (put("themes/default/strings/en.yaml", "footer: {data: Facts}\n"), "en/*.html"),
    "a word that nobody says": (put("themes/default/strings/id.yaml", "nobody: {says: Kata}\n"), ""),
    "the same word": (put("themes/default/strings/en.yaml", "news: {people: In this article}\n"), ""),
    "words of a language that the site lacks": (put("themes/default/strings/ms.yaml", "news: {people: Orang}\n"), ""),
    # files of the theme
    "a static file": (put("themes/default/static/lain.css", "a {}\n"), HTML),
    "another style": (put("themes/default/static/style.css", "a {}\n"), HTML),
    "a colour of the site": (change("site.yaml", "timezone:", "colours: {brand: '#7a1f2b'}\ntimezone:"), HTML),
    "a colour of the theme": (
        put("themes/default/theme.yaml", "colours: {accent: {light: '#05a', dark: '#9cf'}}\n"),
        HTML,
    ),
    "the same colour": (
        put("themes/default/theme.yaml", "colours: {accent: {light: '#9c3d22', dark: '#f0a283'}}\n"),
        "",
    ),
    "a template that nobody asks for": (put("themes/default/templates/lain.html", "Lain\n"), ""),
    "a block of a template": (
        put(
            "themes/default/templates/article.html",
            '{% extends "default/article.html" %}{% block og_type %}x{% endblock %}',
        ),
        ARTICLES,
    ),
    "a theme of another name": (put("themes/lain/templates/base.html", "Lain\n"), ""),
    "the same template": (put("themes/default/templates/base.html", (THEME / "templates/base.html").read_bytes()), ""),
    "base.html": (theme("templates/base.html"), HTML),
    "parts.html": (theme("templates/parts.html"), HTML),
    "lists.html": (
        theme("templates/lists.html"),
        f"{HTML} !404.html !index.html !{ARTICLES.replace(' ', ' !')} !*/about/* !*/contact/* !*/site-map/* !*/peta-situs/* "
        "!*/map/* !*/peta/* !*/statistics/* !*/statistik/* !en/agreements/* !id/kerja-sama/*",
    ),
    "agreement-parts.html": (
        theme("templates/agreement-parts.html"),
        "*/partners/?/* */mitra/?/* en/agreements/* id/kerja-sama/*",
    ),
    "menu.html": (theme("templates/menu.html"), FRAMED),
    "footer.html": (theme("templates/footer.html"), FRAMED),
    "entrance.html": (theme("templates/entrance.html"), "404.html index.html"),
    "404.html": (theme("templates/404.html"), "404.html"),
    "chooser.html": (theme("templates/chooser.html"), "index.html"),
    "home.html": (theme("templates/home.html"), "id/index.html en/index.html"),
    "article.html": (theme("templates/article.html"), ARTICLES),
    "news-index.html": (theme("templates/news-index.html"), INDEXES),
    "event.html": (theme("templates/event.html"), "*/events/2026/?/*.html */agenda/2026/?/*.html"),
    "events-index.html": (
        theme("templates/events-index.html"),
        "*/events/index.html */events/2026/index.html */agenda/index.html */agenda/2026/index.html",
    ),
    "events-month.html": (
        theme("templates/events-month.html"),
        "*/events/2026/*/index.html */agenda/2026/*/index.html !*/2026/?/*",
    ),
    "partner.html": (theme("templates/partner.html"), "*/partners/?/* */mitra/?/*"),
    "partners-index.html": (
        theme("templates/partners-index.html"),
        "*/partners/* */mitra/* !*/partners/?/* !*/mitra/?/* !*/map/* !*/peta/* !id/mitra/lama/*",
    ),
    "partner-filters.html": (
        theme("templates/partner-filters.html"),
        "*/partners/* */mitra/* !*/partners/?/* !*/mitra/?/* !*/map/* !*/peta/* !id/mitra/lama/* "
        "*/site-map/* */peta-situs/*",
    ),
    "map.html": (theme("templates/map.html"), "en/partners/map/* id/mitra/peta/*"),
    "statistics.html": (theme("templates/statistics.html"), "en/statistics/* id/statistik/*"),
    "agreements.html": (theme("templates/agreements.html"), "en/agreements/* id/kerja-sama/*"),
    "topic.html": (theme("templates/topic.html"), "*/topics/* */topik/*"),
    "page.html": (theme("templates/page.html"), "*/about/* */contact/*"),
    "site-map.html": (theme("templates/site-map.html"), "en/site-map/* id/peta-situs/*"),
    "redirect.html": (theme("templates/redirect.html"), "id/lama/* id/mitra/lama/*"),
}
"""Edit → the pages that are rendered after it: exactly these."""


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_exactly_these_pages_are_rendered(trial: Trial, name: str) -> None:
    edit, rendered = EDITS[name]
    before, then = tree(trial.root), pages(trial)
    edit(trial.root)
    made = trial.build()
    assert made.report.published
    assert made.rendered == chosen(rendered, pages(trial))
    put_back(
        trial.root,
        {path: what for path, what in before.items() if not path.startswith(("output/", ".sitegen/"))},
        "output",
        ".sitegen",
    )
    back = trial.build()
    assert back.report.published
    assert back.rendered - back.flipped <= made.rendered
    assert back.rendered >= made.rendered & then
    assert not trial.build().rendered


def test_every_template_of_the_theme_is_in_the_table() -> None:
    """But for the search's, which is in `tests/test_search.py`: an index for each of these edits would take long."""
    assert {path.name for path in (THEME / "templates").iterdir()} - {"search.html"} <= EDITS.keys()


@pytest.mark.parametrize("view", rewording._types().values(), ids=rewording._types())
def test_every_view_that_shows_words_can_be_read_again(view: type) -> None:
    msgspec.json.Decoder(view)


BROKEN: Mapping[str, tuple[Edit, str]] = {
    "a link that leads nowhere": (change(WORDS, "dan kata", "dan [kata](../partners/zz.yaml)"), "broken-link"),
    "a picture less": (delete(PICTURE), "broken-link"),
    "an item less": (delete("content/partners/q.yaml"), "unknown-reference"),
    "a folder in the place of facts": (folder("content/partners/q.yaml"), "unknown-reference"),
    "no YAML": (put("content/partners/q.yaml", "name: ["), "yaml-syntax"),
    "no YAML in a list": (put("content/topics.yaml", "t: ["), "yaml-syntax"),
    "no YAML in the site": (put("site.yaml", "title: ["), "yaml-syntax"),
    "no YAML in words of the theme": (put("themes/default/strings/id.yaml", "a: ["), "yaml-syntax"),
    "no front matter": (change(WORDS, "---\n\nKata", "Kata"), "front-matter-open"),
    "no text": (put(WORDS, b"\xff\xfe"), "encoding"),
    "no template": (put("themes/default/templates/topic.html", "{% if %}"), "template"),
    "no word": (put("themes/default/templates/topic.html", "{{ nobody }}"), "template"),
    "no site": (delete("site.yaml"), "site-file"),
}
"""Edit → what is wrong then. Nothing is published, and when it is mended nothing need be rendered."""


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_and_mended_leaves_no_trace(trial: Trial, name: str) -> None:
    edit, code = BROKEN[name]
    before = tree(trial.root)
    edit(trial.root)
    for _ in range(2):
        made = trial.build()
        assert not made.report.published
        assert code in {problem.code for problem in made.report.problems}
    put_back(
        trial.root,
        {path: what for path, what in before.items() if not path.startswith(("output/", ".sitegen/"))},
        "output",
        ".sitegen",
    )
    back = trial.build()
    assert back.report.published
    assert not back.rendered
