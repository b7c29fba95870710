"""The pages that belong to no kind: home, choice of language, 404, former addresses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial

from msgspec import Struct

from sitegen.base.problems import Place
from sitegen.plan import addresses
from sitegen.plan.atlas import CHOOSER, HOME
from sitegen.plan.cards import article_card, coming, event_card, partner_card
from sitegen.plan.edition import Edition
from sitegen.plan.kinds.news import newest
from sitegen.plan.page import REDIRECT, Planned
from sitegen.plan.parts import Anchor, ArticleCard, Count, EventCard, Frame, Head, PartnerCard, View
from sitegen.read.kinds.pages import PlainPage
from sitegen.relate.validity import IN_FORCE


class HomeView(View, frozen=True, kw_only=True):
    """`home.html`."""

    lead: ArticleCard | None
    """The newest article."""
    articles: tuple[ArticleCard, ...]
    """The next newest, at most five."""
    events: tuple[EventCard, ...]
    """Running and upcoming, soonest first, at most four; cancelled ones among them."""
    partners: tuple[PartnerCard, ...]
    """All, for the map and the list beside it."""
    partner_count: int
    country_count: int
    city_count: int
    agreement_count: int
    """In force, chains counted once."""
    countries: tuple[Count, ...]
    as_of: date | None
    topics: tuple[Anchor, ...]
    about: Anchor | None
    news_href: str
    events_href: str
    partners_href: str
    map_href: str
    agreements_href: str


class ChooserView(View, frozen=True, kw_only=True):
    """`chooser.html`: the choice of language at `/`, said in every language. `frames` has one frame a language."""

    frames: tuple[Frame, ...]


class NotFoundView(View, frozen=True, kw_only=True):
    """`404.html`, said in every language."""

    frames: tuple[Frame, ...]


class RedirectView(Struct, frozen=True, gc=False, kw_only=True):
    """`redirect.html`: a former address."""

    lang: str
    href: str
    url: str
    title: str


_NEWS_AFTER_LEAD = 5
_EVENTS = 4


def home(edition: Edition) -> Planned:
    """The front page of one language."""
    return edition.planned(
        addresses.path(edition.lang),
        "home.html",
        _home_view,
        cluster=HOME,
        section="home",
        modified=_newest,
    )


def _newest(edition: Edition) -> date | None:
    return newest(edition.articles, edition)


def _home_view(edition: Edition, head: Head) -> HomeView:
    site, base, lang = edition.site, edition.base, edition.lang
    cards = [article_card(edition, article) for article in edition.articles[: 1 + _NEWS_AFTER_LEAD]]
    running, upcoming = coming(edition, site.events)
    partners = tuple(partner_card(edition, partner) for partner in site.partners(lang))
    chains = site.chains(site.agreements)
    about = next(iter(sorted(site.of(PlainPage).values(), key=lambda page: (page.order, page.key))), None)
    return HomeView(
        lang=lang,
        frame=edition.frame,
        head=head,
        lead=cards[0] if cards else None,
        articles=tuple(cards[1:]),
        events=tuple(event_card(edition, event) for event in (*running, *upcoming)[:_EVENTS]),
        partners=partners,
        partner_count=len(partners),
        country_count=len(edition.partners_by_country),
        city_count=len({(card.country, card.city.text) for card in partners if card.city}),
        agreement_count=sum(site.standing(chain.current).validity in IN_FORCE for chain in chains),
        countries=edition.all_countries,
        as_of=edition.as_of(site.agreements),
        topics=tuple(edition.anchor(topic) for topic in edition.all_topics),
        about=edition.anchor(about) if about else None,
        news_href=base.href(addresses.index("news", lang)),
        events_href=base.href(addresses.index("events", lang)),
        partners_href=base.href(addresses.index("partners", lang)),
        map_href=base.href(addresses.partners_map(lang)),
        agreements_href=base.href(addresses.index("agreements", lang)),
    )


def entrances(editions: Sequence[Edition]) -> Iterator[Planned]:
    """The choice of language at `/`, and `404.html`: both speak every language of the site."""
    first = next(edition for edition in editions if edition.lang == edition.config.default_language)
    frames = tuple(edition.frame for edition in editions)
    place = Place("site.yaml")

    def chooser(edition: Edition, head: Head) -> ChooserView:
        return ChooserView(lang=first.lang, frame=first.frame, head=head, frames=frames)

    def not_found(edition: Edition, head: Head) -> NotFoundView:
        return NotFoundView(lang=first.lang, frame=first.frame, head=head, frames=frames)

    # The choice is the x-default of the home pages, so machines are told of the same versions there as here.
    yield Planned(path=CHOOSER, template="chooser.html", make=chooser, source=place, cluster=HOME, listed=True)
    yield Planned(path="/404.html", template="404.html", make=not_found, source=place)


def redirects(editions: Sequence[Edition]) -> Iterator[Planned]:
    """A page at each former address, which leads to the record's page of today in the language of the old address."""
    by_language = {edition.lang: edition for edition in editions}
    first = by_language[editions[0].config.default_language]
    for records in first.site.content.records.values():
        for record in records.values():
            if not record.redirects or record.key not in first.site.of(type(record)):
                continue
            for former in record.redirects:
                edition = by_language.get(former.split("/")[1], first)
                view = RedirectView(
                    lang=edition.version(record),
                    href=edition.href(record),
                    url=edition.base.origin + edition.href(record),
                    title=edition.title(record).text,
                )
                yield Planned(
                    path=former,
                    template=REDIRECT,
                    make=partial(_same, view),
                    source=record.place("aliases"),
                )


def _same(view: RedirectView, edition: Edition, head: Head) -> RedirectView:
    return view
