"""What a page says of itself in schema.org's words, as JSON-LD for its head.

Texts are those of the page; addresses are whole. Dates carry the visible day, with the zone's offset where an hour is known.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urljoin

from markupsafe import Markup

from sitegen.plan.front import HomeView
from sitegen.plan.kinds.events import EventsIndexView, EventView
from sitegen.plan.kinds.news import ArticleView, NewsIndexView
from sitegen.plan.kinds.partners import PartnersIndexView, PartnerView
from sitegen.plan.parts import Frame, Image, Said, View
from sitegen.render.jsonld_events import at, event
from sitegen.render.jsonld_things import Thing, all_known, document, known
from sitegen.render.words import Voice

_PARTNER_TYPES = {
    "university": "CollegeOrUniversity",
    "polytechnic": "CollegeOrUniversity",
    "institute": "CollegeOrUniversity",
    "school": "School",
    "research": "ResearchOrganization",
    "company": "Corporation",
    "government": "GovernmentOrganization",
    "nonprofit": "NGO",
    "hospital": "Hospital",
}
"""Partner type → schema.org type; the others are an `Organization`."""

_ESCAPED = {character: f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
"""Inside a script element `</` and `<!--` end or change it (HTML 13.2.5.4); U+2028 and U+2029 end a line of script."""


def script(view: View, voice: Voice) -> Markup:
    """The text of a `<script type="application/ld+json">` for a page."""
    things = all_known([*_breadcrumbs(view, voice), *_about(view)])
    data = document(things)
    for character, escaped in _ESCAPED.items():
        data = data.replace(character, escaped)
    return Markup(data)  # noqa: S704 — nothing in it can leave the script element


def _about(view: View) -> list[Thing]:
    """What the page is about, by the type of its view."""
    describe = _DESCRIBERS.get(type(view))
    return describe(view) if describe else []


def _article(view: ArticleView) -> list[Thing]:
    frame = view.frame
    campus = _campus(frame)
    published = at(view.day, view.time, view.timezone)
    versions = {
        each.hreflang: each.url for each in view.head.alternates if each.hreflang not in (view.lang, "x-default")
    }
    return [
        {
            "@type": "NewsArticle",
            "@id": view.head.url,
            "url": view.head.url,
            "headline": view.title.text,
            "description": view.summary.text if view.summary else None,
            "datePublished": published,
            "dateModified": view.updated.isoformat() if view.updated and view.updated > view.day else published,
            "inLanguage": view.lang,
            "dateline": view.place.text if view.place else None,
            "author": all_known({"@type": "Person", "name": name} for name in view.authors) or campus,
            "publisher": campus,
            "image": _whole(frame, view.image),
            "about": all_known(
                {"@type": "Event", "name": card.title.text, "url": frame.origin + card.href} for card in view.events
            ),
            "mentions": all_known(
                {"@type": "Organization", "name": each.text.text, "url": frame.origin + each.href}
                for each in view.partners
            ),
            "keywords": [topic.text.text for topic in view.topics if topic.text.text],
            "workTranslation": all_known(
                {"@id": url, "@type": "NewsArticle", "inLanguage": lang} for lang, url in versions.items()
            ),
        }
    ]


def _event(view: EventView) -> list[Thing]:
    return [{**event(view), "image": _whole(view.frame, view.image)}] if view.card.start else []


def _partner(view: PartnerView) -> list[Thing]:
    card, frame = view.card, view.frame
    addresses = [address for _, _, address in view.ids if address]
    return [
        {
            "@type": _PARTNER_TYPES.get(card.type, "Organization"),
            "@id": view.head.url,
            "name": card.name.text,
            "legalName": view.official.text if view.official else None,
            "alternateName": [
                name
                for name in (
                    card.short,
                    card.local and card.local.text,
                    *view.other_names,
                    *(name for name, _ in view.former_names),
                )
                if name
            ],
            "description": view.summary.text if view.summary else None,
            "url": view.website or view.head.url,
            "sameAs": addresses,
            "identifier": all_known(
                {"@type": "PropertyValue", "propertyID": scheme, "value": shown} for scheme, shown, _ in view.ids
            ),
            "address": known(
                {
                    "@type": "PostalAddress",
                    "addressLocality": card.city and card.city.text,
                    "addressRegion": view.region and view.region.text,
                    "addressCountry": card.country,
                }
            ),
            "logo": _whole(frame, view.logo),
        }
    ]


def _home(view: HomeView) -> list[Thing]:
    site = {"@type": "WebSite", "url": view.head.url, "name": view.frame.site_title, "inLanguage": view.lang}
    return [{**site, "publisher": _campus(view.frame)}]


def _news_list(view: NewsIndexView) -> list[Thing]:
    return [_list(view, [(card.href, card.title) for card in view.articles], view.total, view.first)]


def _event_list(view: EventsIndexView) -> list[Thing]:
    cards = [*view.running, *view.upcoming, *(card for _, cards in view.past for card in cards)]
    return [_list(view, [(card.href, card.title) for card in cards], view.total)]


def _partner_list(view: PartnersIndexView) -> list[Thing]:
    return [_list(view, [(card.href, card.name) for card in view.partners], len(view.partners))]


def _list(view: View, entries: list[tuple[str, Said]], total: int, first: int = 1) -> Thing:
    """An ItemList; `numberOfItems` is that of the whole list, also on a page that shows a part."""
    return {
        "@type": "ItemList",
        "numberOfItems": total,
        "itemListElement": all_known(
            {"@type": "ListItem", "position": position, "url": view.frame.origin + href, "name": name.text}
            for position, (href, name) in enumerate(entries, first)
        ),
    }


def _breadcrumbs(view: View, voice: Voice) -> list[Thing]:
    """Home, the section, the page. The last one is the page itself and needs no address."""
    frame = view.frame
    item = next((item for item in frame.menu if item.name == view.head.section), None)
    title = _title(view)
    trail: list[tuple[str, str | None]] = [(voice.t("menu.home"), frame.home)]
    if item and item.href != view.head.href:
        trail.append((item.label.text if item.label else voice.t(f"menu.{item.name}"), item.href))
    if title:
        trail.append((title.text, None))
    if len(trail) < 2:
        return []
    crumbs = {
        "@type": "BreadcrumbList",
        "itemListElement": all_known(
            {"@type": "ListItem", "position": position, "name": name, "item": frame.origin + href if href else None}
            for position, (name, href) in enumerate(trail, 1)
        ),
    }
    return [crumbs]


def _title(view: View) -> Said | None:
    """The title of a page of one record; None for a list."""
    card = getattr(view, "card", None)
    found: Said | None = getattr(view, "title", None) or getattr(card, "title", None) or getattr(card, "name", None)
    return found


def _campus(frame: Frame) -> Thing | None:
    return known(
        {
            "@type": "CollegeOrUniversity",
            "name": frame.campus.text,
            "alternateName": frame.campus_short,
            "url": frame.campus_url,
            "logo": urljoin(frame.origin, frame.logo) if frame.logo else None,
        }
    )


def _whole(frame: Frame, image: Image | None) -> str | None:
    return urljoin(frame.origin, image.src) if image else None


_DESCRIBERS: Mapping[type[View], Callable[[Any], list[Thing]]] = {
    ArticleView: _article,
    EventView: _event,
    PartnerView: _partner,
    HomeView: _home,
    NewsIndexView: _news_list,
    EventsIndexView: _event_list,
    PartnersIndexView: _partner_list,
}
"""View → what it says of its page."""
