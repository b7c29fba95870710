"""What is made once and shown on many pages is right on each of them, whichever page asked first."""

from __future__ import annotations

from pathlib import Path

from sitegen.plan.kinds.news import NewsIndexView
from sitegen.plan.kinds.topics import TopicView
from tests.build_site import build_site
from tests.plan.test_planning import demonstration

FILES: dict[str, str | bytes] = {
    "content/topics.yaml": "sama: {id: Topik, en: Topic}\n",
    "content/partners/sama.yaml": "name: {id: Mitra, en: Partner}\nkind: network\ntopics: [sama]\n",
    "content/events/sama.yaml": "title: {id: Acara, en: Event}\nstart: 2026-12-01\ntopics: [sama]\npartners: [sama]\n",
}


def test_records_of_one_key_in_four_kinds_are_not_mistaken_for_each_other(tmp_path: Path) -> None:
    article = {
        f"content/news/2026-11-01-sama.{lang}.md": f"---\ntitle: {title}\ntopics: [sama]\npartners: [sama]\n---\n\nIsi.\n"
        for lang, title in (("id", "Berita"), ("en", "News"))
    }
    site = build_site(tmp_path, {**FILES, **article, "content/pages/sama.id.md": "---\ntitle: Halaman\n---\n\nIsi.\n"})
    page = site.pages["/id/topik/sama/"].css_first("main")
    assert page is not None
    links = {link.attributes["href"]: link.text(strip=True) for link in page.css("a") if link.text(strip=True)}
    assert links["/id/mitra/sama/"] == "Mitra"
    assert links["/id/agenda/2026/sama/"] == "Acara"
    assert "Topik" in str(page.css_first("h1").text())  # type: ignore[union-attr]


def test_a_card_is_one_value_in_all_lists_of_a_language() -> None:
    atlas = demonstration().plan.atlas
    views = [atlas.page(path).view for path in atlas.pages]
    lists = [view for view in views if isinstance(view, NewsIndexView | TopicView)]
    shown = [(view.lang, card) for view in lists for card in view.articles]
    made = {(lang, card.href): card for lang, card in shown}
    assert len(shown) > len(made) > 0
    assert all(made[lang, card.href] is card for lang, card in shown)


def test_every_page_is_the_same_whichever_was_made_before_it() -> None:
    one, other = demonstration().plan.atlas, demonstration().plan.atlas
    forward = {path: one.page(path) for path in one.pages}
    assert {path: other.page(path) for path in reversed(list(other.pages))} == forward
