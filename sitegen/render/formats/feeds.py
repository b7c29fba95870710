"""Atom (RFC 4287) and JSON Feed 1.1, of the same entries."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

from sitegen.plan.body import Body
from sitegen.plan.machines import FeedEntry, FeedView
from sitegen.render.absolute import absolute
from sitegen.render.formats.xml import XML_LANG, add, clean, document
from sitegen.render.markdown import Prose
from sitegen.render.words import Voices


def atom(view: FeedView, voices: Voices, prose: Callable[[Body], Prose]) -> bytes:
    """The feed as Atom. An entry in another language says so; its other versions are links of relation `alternate` (4.2.7.2)."""
    voice = voices(view.frame.lang)
    feed = Element("feed", {"xmlns": "http://www.w3.org/2005/Atom", XML_LANG: view.frame.lang})
    add(feed, "id", view.id)
    add(feed, "title", voice.t("feed.title", site=view.frame.site_title))
    if view.frame.description:
        add(feed, "subtitle", view.frame.description.text)
    add(feed, "updated", view.updated.isoformat())
    author = add(feed, "author")  # of every entry without one of its own (4.1.1)
    add(author, "name", view.frame.campus.text)
    add(feed, "link", rel="self", type="application/atom+xml", href=view.url)
    add(feed, "link", rel="alternate", type="text/html", hreflang=view.frame.lang, href=view.home)
    for entry in view.entries:
        feed.append(_atom_entry(entry, view.frame.lang, prose))
    return document(feed)


def _atom_entry(entry: FeedEntry, lang: str, prose: Callable[[Body], Prose]) -> Element:
    element = Element("entry", {} if entry.lang == lang else {XML_LANG: entry.lang})
    add(element, "id", entry.id)
    add(element, "title", entry.title)
    add(element, "link", rel="alternate", type="text/html", hreflang=entry.lang, href=entry.url)
    for other in entry.alternates:
        add(element, "link", rel="alternate", type="text/html", hreflang=other.hreflang, href=other.url)
    add(element, "published", entry.published.isoformat())
    add(element, "updated", entry.updated.isoformat())
    for name in entry.authors:
        add(add(element, "author"), "name", name)
    for key, label in entry.topics:
        add(element, "category", term=key, label=label.text)
    if entry.summary:
        add(element, "summary", entry.summary)
    if entry.body:
        add(element, "content", _content(entry, entry.body, prose), type="html")
    return element


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
    return (json.dumps(_without_none(feed), ensure_ascii=False, indent=1) + "\n").encode()


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
