"""Plain pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from sitegen.plan import addresses
from sitegen.plan.body import Body
from sitegen.plan.edition import Edition
from sitegen.plan.page import Planned
from sitegen.plan.parts import Head, Image, Said, View
from sitegen.read.kinds.pages import PlainPage
from sitegen.read.record import Record


class PlainPageView(View, frozen=True, kw_only=True):
    """`page.html`."""

    key: str
    title: Said
    summary: Said | None
    image: Image | None
    body: Body | None
    updated: date | None


def path(record: Record, lang: str) -> str:
    """`/id/tentang/`"""
    return addresses.path(lang, record.slugs[lang])


def pages(edition: Edition) -> Iterator[Planned]:
    """The plain pages of this language."""
    pages = edition.site.of(PlainPage).values()
    return edition.of_records((page for page in pages if edition.lang in page.languages), _page)


def _page(edition: Edition, page: PlainPage) -> Planned:
    return edition.planned_record(
        page, "page.html", partial(_view, page), section=page.key, modified=_updated(page, edition.lang)
    )


def _updated(page: PlainPage, lang: str) -> date | None:
    return page.updated.get(lang) or page.updated.get("")


def _view(page: PlainPage, edition: Edition, head: Head) -> PlainPageView:
    return PlainPageView(
        lang=edition.lang,
        frame=edition.frame,
        head=head,
        key=page.key,
        title=edition.title(page),
        summary=edition.said(page.summary),
        image=edition.image(page.image),
        body=edition.body(page),
        updated=_updated(page, edition.lang),
    )
