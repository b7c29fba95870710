"""Open data: what `/data/` offers to other programs, public fields only, the same for every language."""

from __future__ import annotations

from collections.abc import Container, Iterator

from sitegen.base.problems import Place
from sitegen.plan import addresses, kinds
from sitegen.plan.cards import STRENGTH
from sitegen.plan.edition import Edition
from sitegen.plan.machines import AgreementDatum, AgreementsDataView, PartnerDatum, PartnersDataView
from sitegen.plan.page import Planned
from sitegen.plan.parts import Head
from sitegen.read.kinds.agreements import Agreement
from sitegen.read.kinds.partners import Partner
from sitegen.read.record import Texts


def pages() -> Iterator[Planned]:
    """`partners.json`, `agreements.csv` and `agreements.json`; the edition that they are made from is any one, only for its addresses."""
    place = Place("site.yaml")
    yield Planned(path=addresses.PARTNERS_JSON, template="partners.json", make=_partners, source=place)
    yield Planned(path=addresses.AGREEMENTS_CSV, template="agreements.csv", make=_agreements, source=place)
    yield Planned(path=addresses.AGREEMENTS_JSON, template="agreements.json", make=_agreements, source=place)


def _partners(edition: Edition, head: Head) -> PartnersDataView:
    records = edition.site.of(Partner).values()
    return PartnersDataView(url=head.url, partners=tuple(_partner(edition, partner) for partner in records))


def _partner(edition: Edition, partner: Partner) -> PartnerDatum:
    site = edition.site
    agreements = site.agreements_of(partner)
    validities = {site.standing(chain.current).validity for chain in site.chains(agreements)}
    names = dict(partner.title) | ({"": partner.official} if partner.official else {})
    return PartnerDatum(
        key=partner.key,
        names=_pairs(names),
        local=(partner.local.text, partner.local.lang) if partner.local else None,
        other_names=partner.other_names,
        former_names=tuple(
            (former.name, former.until.isoformat() if former.until else None) for former in partner.former_names
        ),
        short=partner.short,
        type=partner.type,
        country=partner.country,
        city=_pairs(partner.city),
        geo=partner.geo,
        website=next(iter(partner.website.values()), None),
        ids=_pairs(partner.ids),
        since=partner.since.isoformat() if partner.since else None,
        status=partner.status,
        validity=next((validity.value for validity in STRENGTH if validity in validities), None),
        agreements=tuple(sorted(agreement.key for agreement in agreements)),
        urls=tuple((lang, edition.base.url(kinds.path(partner, lang))) for lang in partner.languages),
    )


def _agreements(edition: Edition, head: Head) -> AgreementsDataView:
    public = {agreement.key: agreement for agreement in edition.site.agreements}
    return AgreementsDataView(
        languages=edition.config.languages,
        agreements=tuple(_agreement(edition, agreement, public) for _, agreement in sorted(public.items())),
    )


def _agreement(edition: Edition, agreement: Agreement, public: Container[str]) -> AgreementDatum:
    partners = [partner for key in agreement.keys("partners") if (partner := edition.site.get(Partner, key))]
    last_day = agreement.last_day
    written = agreement.expires or last_day
    return AgreementDatum(
        key=agreement.key,
        type=agreement.type,
        titles=tuple(agreement.title.get(lang) or agreement.title.get("", "") for lang in edition.config.languages),
        partners=tuple(partner.key for partner in partners),
        partner_names=tuple(partner.named for partner in partners),
        countries=tuple(dict.fromkeys(partner.country for partner in partners if partner.country)),
        level=agreement.level,
        signed=agreement.signed.isoformat() if agreement.signed else "",
        effective=agreement.effective.isoformat() if agreement.effective else "",
        expires="open" if agreement.open_ended else written.isoformat() if written else "",
        validity=edition.site.standing(agreement).validity.value,
        scope=agreement.scope,
        renews=next((key for key in agreement.keys("renews") if key in public), ""),
        number=agreement.number_ours or "",
    )


def _pairs(texts: Texts) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(texts.items()))
