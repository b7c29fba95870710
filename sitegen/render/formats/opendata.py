"""Open data: partners as JSON, agreements as JSON and as CSV (RFC 4180) that Excel opens rightly."""

from __future__ import annotations

import csv
import io
from typing import Any

from sitegen.plan.machines import AgreementDatum, AgreementsDataView, PartnerDatum, PartnersDataView
from sitegen.render.formats import json

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a cell that begins with one of these for a formula (OWASP, CSV injection)."""


def partners(view: PartnersDataView) -> bytes:
    """`{"partners": [...]}`; fields without a value are absent."""
    return json.document({"url": view.url, "partners": [_partner(partner) for partner in view.partners]})


def _partner(partner: PartnerDatum) -> dict[str, Any]:
    names = dict(partner.names)
    official = names.pop("", None)
    fields = {
        "id": partner.key,
        "name": names or None,
        "official_name": official,
        "local_name": {"text": partner.local[0], "lang": partner.local[1]} if partner.local else None,
        "short": partner.short,
        "other_names": list(partner.other_names),
        "former_names": [
            {"name": name, "until": until} if until else {"name": name} for name, until in partner.former_names
        ],
        "kind": partner.type,
        "status": partner.status,
        "country": partner.country,
        "city": _texts(partner.city),
        "geo": {"lat": partner.geo[0], "lon": partner.geo[1]} if partner.geo else None,
        "website": partner.website,
        "ids": dict(partner.ids),
        "since": partner.since,
        "validity": partner.validity,
        "agreements": list(partner.agreements),
        "urls": dict(partner.urls),
    }
    return _known(fields)


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _texts(texts: tuple[tuple[str, str], ...]) -> str | dict[str, str] | None:
    """A text that is the same in all languages is a string."""
    by_language = dict(texts)
    return by_language[""] if by_language.keys() == {""} else by_language or None


def agreements_csv(view: AgreementsDataView) -> bytes:
    """A row for each document, in UTF-8 with a byte order mark: without it Excel takes the file for Windows-1252."""
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\r\n")
    titles = [f"title_{lang}" for lang in view.languages]
    dates = ("signed", "effective", "expires")
    writer.writerow(
        (
            "id",
            "type",
            *titles,
            "number",
            "partners",
            "partner_names",
            "countries",
            "level",
            *dates,
            "validity",
            "scope",
            "renews",
        )
    )
    for row in view.agreements:
        cells = [row.key, row.type, *row.titles, row.number, " ".join(row.partners), "; ".join(row.partner_names)]
        cells += [" ".join(row.countries), row.level, row.signed, row.effective, row.expires, row.validity]
        writer.writerow(map(_harmless, [*cells, " ".join(row.scope), row.renews]))
    return b"\xef\xbb\xbf" + table.getvalue().encode()


def agreements_json(view: AgreementsDataView) -> bytes:
    """`{"agreements": [...]}`: an object for each document; fields without a value are absent."""
    agreements = [_agreement(agreement, view.languages) for agreement in view.agreements]
    return json.document({"agreements": agreements})


def _agreement(agreement: AgreementDatum, languages: tuple[str, ...]) -> dict[str, Any]:
    return _known(
        {
            "id": agreement.key,
            "type": agreement.type,
            "title": _known(dict(zip(languages, agreement.titles, strict=True))),
            "number": agreement.number,
            "partners": list(agreement.partners),
            "partner_names": list(agreement.partner_names),
            "countries": list(agreement.countries),
            "level": agreement.level,
            "signed": agreement.signed,
            "effective": agreement.effective,
            "expires": agreement.expires,
            "validity": agreement.validity,
            "scope": list(agreement.scope),
            "renews": agreement.renews,
        }
    )


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
