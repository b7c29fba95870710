"""Atom (RFC 4287) and JSON Feed 1.1, of the same entries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urljoin

from sitegen.plan.body import Body
from sitegen.plan.machines import FeedEntry, FeedView
from sitegen.render.absolute import absolute
from sitegen.render.formats import json
from sitegen.render.formats.xml import clean, document, element
from sitegen.render.markdown import Prose
from sitegen.render.words import Voice, Voices


def atom(view: FeedView, voices: Voices, prose: Callable[[Body], Prose]) -> bytes:
    """The feed as Atom. An entry in another language says so; its other versions are links of relation `alternate` (4.2.7.2)."""
    return document(_atom(view, voices(view.frame.lang), prose))


def _atom(view: FeedView, voice: Voice, prose: Callable[[Body], Prose]) -> Iterator[str]:
    lang = view.frame.lang
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{lang}">'
    yield "  " + element("id", view.id)
    yield "  " + element("title", voice.t("feed.title", site=view.frame.site_title))
    if view.frame.description:
        yield "  " + element("subtitle", view.frame.description.text)
    yield "  " + element("updated", view.updated.isoformat())
    yield from _author("  ", view.frame.campus.text)  # of every entry without one of its own (4.1.1)
    yield "  " + element("link", rel="self", type="application/atom+xml", href=view.url)
    yield "  " + element("link", rel="alternate", type="text/html", hreflang=lang, href=view.home)
    for entry in view.entries:
        yield "  <entry>" if entry.lang == lang else f'  <entry xml:lang="{entry.lang}">'
        yield from _atom_entry(entry, prose)
        yield "  </entry>"
    yield "</feed>"


def _atom_entry(entry: FeedEntry, prose: Callable[[Body], Prose]) -> Iterator[str]:
    yield "    " + element("id", entry.id)
    yield "    " + element("title", entry.title)
    yield "    " + element("link", rel="alternate", type="text/html", hreflang=entry.lang, href=entry.url)
    for other in entry.alternates:
        yield "    " + element("link", rel="alternate", type="text/html", hreflang=other.hreflang, href=other.url)
    yield "    " + element("published", entry.published.isoformat())
    yield "    " + element("updated", entry.updated.isoformat())
    for name in entry.authors:
        yield from _author("    ", name)
    for key, label in entry.topics:
        yield "    " + element("category", term=key, label=label.text)
    if entry.summary:
        yield "    " + element("summary", entry.summary)
    if entry.body:
        yield "    " + element("content", _content(entry, entry.body, prose), type="html")


def _author(indent: str, name: str) -> Iterator[str]:
    yield f"{indent}<author>"
    yield f"{indent}  {element('name', name)}"
    yield f"{indent}</author>"


def json_feed(view: FeedView, voices: Voices, prose: Callable[[Body], Prose]) -> bytes:
    """The feed as JSON Feed 1.1, with the ids of the Atom feed."""
    voice = voices(view.frame.lang)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": voice.t("feed.title", site=view.frame.site_title),
        "home_page_url": view.home,
        "feed_url": view.url,
        "description": view.frame.description.text if view.frame.description else None,
        "language": view.frame.lang,
        "authors": [{"name": view.frame.campus.text}],
        "items": [_json_item(entry, prose) for entry in view.entries],
    }
    return json.document(_without_none(feed))


def _json_item(entry: FeedEntry, prose: Callable[[Body], Prose]) -> dict[str, Any]:
    content = (
        {"content_html": _content(entry, entry.body, prose)}
        if entry.body
        else {"content_text": entry.summary or entry.title}
    )
    return _without_none(
        {
            "id": entry.id,
            "url": entry.url,
            "title": entry.title,
            "summary": entry.summary or None,
            "date_published": entry.published.isoformat(),
            "date_modified": entry.updated.isoformat(),
            "authors": [{"name": name} for name in entry.authors] or None,
            "tags": [label.text for _, label in entry.topics] or None,
            "language": entry.lang,
            "image": entry.image,
            **content,
        }
    )


def _content(entry: FeedEntry, body: Body, prose: Callable[[Body], Prose]) -> str:
    """The body with whole addresses: a reader shows it far from the site."""
    return clean(absolute(prose(body).html, lambda href: urljoin(entry.url, href)))


def _without_none(tree: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in tree.items() if value is not None}
