"""Cards and rows: what a record looks like in a list or in a box of another page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from sitegen.base.dates import PartialDate
from sitegen.base.languages import direction
from sitegen.base.words import initial
from sitegen.plan import addresses
from sitegen.plan.edition import Edition
from sitegen.plan.filters import filter_values
from sitegen.plan.once import once
from sitegen.plan.parts import AgreementRow, ArticleCard, ChainRow, EventCard, MobilityRow, PartnerCard, Said
from sitegen.read.kinds.agreements import Agreement, Mobility
from sitegen.read.kinds.events import Event
from sitegen.read.kinds.news import Article
from sitegen.read.kinds.partners import Partner
from sitegen.relate.chains import Chain
from sitegen.relate.site import Phase
from sitegen.relate.validity import IN_FORCE, Validity

STRENGTH = (
    Validity.ACTIVE,
    Validity.ACTIVE_OPEN,
    Validity.AUTO_RENEWED,
    Validity.EXPIRING,
    Validity.UNKNOWN,
    Validity.UPCOMING,
    Validity.IN_RENEWAL,
    Validity.IN_PROCESS,
    Validity.EXPIRED,
    Validity.SUPERSEDED,
    Validity.ENDED,
)
"""Validities in the order of lists: what is in force first. A partner is shown with its strongest."""


@once
def article_card(edition: Edition, article: Article) -> ArticleCard:
    """An article in a list."""
    version = edition.version(article)
    return ArticleCard(
        href=edition.href(article),
        lang=edition.other_version(article),
        title=edition.title(article),
        summary=edition.said(article.summary, first=version),
        day=article.date.day,
        category=article.category,
        image=edition.image(article.image),
        place=edition.said(article.dateline, first=version),
    )


@once
def event_card(edition: Edition, event: Event) -> EventCard:
    """An event in a list."""
    counts = event.participants
    return EventCard(
        key=event.key,
        href=edition.href(event),
        title=edition.title(event),
        start=event.start,
        end=event.end,
        times=event.times,
        timezone=event.timezone,
        type=event.type,
        mode=event.mode,
        status=event.status,
        phase=edition.site.phase(event).value,
        was=event.previous_start[-1] if event.previous_start else None,
        venue=edition.said(event.venue),
        city=edition.said(event.city),
        country=event.country,
        abroad=event.country not in (None, edition.config.home.country),
        host=next(iter(edition.partners(event, "host")), None),
        domestic=counts.domestic if counts else None,
        foreign=counts.foreign if counts else None,
    )


def coming(edition: Edition, events: Iterable[Event]) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """What runs and what comes of some events, soonest first; tentative ones, and those with a month only, after the others."""

    def soonest(event: Event) -> tuple[bool, datetime, str]:
        vague = event.status == "tentative" or event.start is None or not event.start.precise
        return vague, opening(event), event.key

    running: list[Event] = []
    upcoming: list[Event] = []
    for event in events:
        phase = edition.site.phase(event)
        if phase is not Phase.PAST:
            (running if phase is Phase.RUNNING else upcoming).append(event)
    return tuple(sorted(running, key=soonest)), tuple(sorted(upcoming, key=soonest))


def opening(event: Event) -> datetime:
    """The instant at which an event begins, at midnight where no hour is known; the end of time where no day is."""
    if event.start is None:
        return datetime.max.replace(tzinfo=UTC)
    hours = event.times.start if event.times else time()
    first = min(((each.day, each.times.start) for each in event.sessions), default=(event.start.first, hours))
    return datetime.combine(*first, ZoneInfo(event.timezone))


def local_name(edition: Edition, partner: Partner) -> Said | None:
    """A partner's name in its own script, marked with its language and direction."""
    local = partner.local
    if local is None:
        return None
    return Said(local.text, local.lang, local.dir if local.dir != direction(edition.lang) else None)


@once
def partner_card(edition: Edition, partner: Partner) -> PartnerCard:
    """A partner in a list, with the validity of its strongest agreement."""
    chains = partner_chains(edition, partner)
    strongest = chains[0].current if chains else None
    name = edition.partner_name(partner)
    return PartnerCard(
        key=partner.key,
        href=edition.href(partner),
        name=name,
        local=local_name(edition, partner),
        short=partner.short,
        type=partner.type,
        country=partner.country,
        city=edition.said(partner.city),
        geo=partner.geo,
        domestic=partner.country == edition.config.home.country,
        validity=strongest.validity if strongest else None,
        until=strongest.expires if strongest else None,
        in_force=bool(strongest and strongest.in_force),
        agreement_types=tuple(dict.fromkeys(chain.current.type for chain in chains if chain.current.in_force)),
        initial=initial(name.text),
        filters=filter_values(edition, partner),
    )


@once
def partner_chains(edition: Edition, partner: Partner) -> tuple[ChainRow, ...]:
    """A partner's agreements, each renewal chain one row."""
    return chain_rows(edition, edition.site.chains(edition.site.agreements_of(partner)))


def chain_rows(edition: Edition, chains: Iterable[Chain]) -> tuple[ChainRow, ...]:
    """Chains as rows: the strongest first, then the newest."""
    rows = [
        ChainRow(
            current=agreement_row(edition, chain.current),
            earlier=tuple(
                agreement_row(edition, member)
                for member in reversed(chain.members)
                if member is not chain.current and member.public
            ),
        )
        for chain in chains
    ]
    rows.sort(key=lambda row: row.current.key)
    rows.sort(key=lambda row: row.current.signed or PartialDate(1), reverse=True)
    rows.sort(key=lambda row: STRENGTH.index(Validity(row.current.validity)))
    return tuple(rows)


@once
def agreement_row(edition: Edition, agreement: Agreement) -> AgreementRow:
    """One document."""
    site = edition.site
    partners = [partner for partner in (site.get(Partner, key) for key in agreement.keys("partners")) if partner]
    names = [(partner, site.signed_name(agreement, partner)) for partner in partners]
    standing = site.standing(agreement)
    last_day = agreement.last_day
    written = agreement.expires
    return AgreementRow(
        key=agreement.key,
        href=edition.base.href(addresses.agreement(edition.lang, agreement.key)),
        type=agreement.type,
        title=edition.title(agreement),
        partners=tuple(edition.partner_anchor(partner) for partner in partners),
        signed_as=tuple(Said(name) for _, name in names if name),
        countries=tuple(dict.fromkeys(partner.country for partner in partners if partner.country)),
        number_ours=agreement.number_ours,
        number_theirs=agreement.number_theirs,
        level=agreement.level,
        signed=agreement.signed,
        effective=agreement.effective,
        expires=written or (PartialDate(last_day.year, last_day.month, last_day.day) if last_day else None),
        expires_computed=written is None and last_day is not None,
        open_ended=agreement.open_ended,
        ended=agreement.terminated if standing.validity is Validity.ENDED else None,
        validity=standing.validity.value,
        in_force=standing.validity in IN_FORCE,
        scope=agreement.scope,
        scope_text=edition.said(agreement.scope_text),
        document=_document(edition, agreement),
        units=agreement.units,
        signed_at=edition.said(agreement.signed_at),
        signatories=tuple(
            (who.name, edition.said(who.title)) for who in (agreement.signed_by_ours, agreement.signed_by_theirs) if who
        ),
        languages=agreement.languages_of_text,
        funding=edition.said(agreement.funding),
        contact=agreement.contact,
        mobility=tuple(map(_mobility, agreement.mobility)),
    )


def _mobility(flow: Mobility) -> MobilityRow:
    return MobilityRow(
        direction=flow.direction,
        audience=flow.audience,
        purpose=flow.purpose,
        per_year=flow.per_year,
        duration=flow.duration,
        first_year=flow.first_year,
        last_year=flow.last_year,
        language=flow.language,
        cefr=flow.cefr,
    )


def _document(edition: Edition, agreement: Agreement) -> str | None:
    """Where the public text of an agreement can be had."""
    document = agreement.document
    return edition.links.media.href(document) if document and document in edition.site.content.files else document
