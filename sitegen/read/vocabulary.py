"""Words that authors write: Indonesian names of fields, and the places of Indonesia by their time zone.

Data only. What a word stands for is decided here once, so that every kind of content understands it alike.
"""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.base.formats import INDONESIAN_ZONES as INDONESIAN_ZONES

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "title": ("judul",),
    "date": ("tanggal",),
    "summary": ("ringkasan",),
    "start": ("mulai",),
    "end": ("selesai",),
    "place": ("tempat",),
    "city": ("kota",),
    "country": ("negara",),
    "partners": ("mitra",),
    "events": ("kegiatan",),
    "topics": ("topik", "tags"),
    "image": ("gambar",),
}
"""Field → its other names. `status` is the same word in both languages."""

ENGLISH: Mapping[str, str] = {other: name for name, others in SYNONYMS.items() for other in others}
"""The other way round."""

YES = frozenset(["true", "yes", "on", "ya"])
NO = frozenset(["false", "no", "off", "tidak"])

_PLACES = {
    "WIB": """
        aceh, banda aceh, medan, sumatera, padang, pekanbaru, riau, batam, tanjungpinang, jambi, palembang, bengkulu, lampung,
        bandar lampung, pangkalpinang, banten, serang, tangerang, jakarta, bogor, depok, bekasi, bandung, cirebon, semarang,
        surakarta, solo, purwokerto, yogyakarta, surabaya, malang, jember, madura, jawa, kalimantan barat, pontianak, ketapang,
        singkawang, sambas, sintang, kalimantan tengah, palangka raya, palangkaraya, sampit
    """,
    "WITA": """
        bali, denpasar, badung, ubud, singaraja, lombok, mataram, nusa tenggara, sumbawa, kupang, labuan bajo, kalimantan selatan,
        banjarmasin, banjarbaru, kalimantan timur, samarinda, balikpapan, bontang, nusantara, kalimantan utara, tarakan,
        tanjung selor, sulawesi, makassar, parepare, pangkajene, manado, gorontalo, palu, kendari, mamuju
    """,
    "WIT": "maluku, ambon, ternate, tidore, tual, papua, jayapura, sorong, manokwari, merauke, timika, nabire, biak",
}
ZONE_OF_PLACE: Mapping[str, str] = {
    place.strip(): zone for zone, places in _PLACES.items() for place in places.replace("\n", " ").split(",")
}
"""City, island or province in lower case → WIB, WITA or WIT (Keputusan Presiden 41/1987)."""

MAIN_ZONES: Mapping[str, str] = {
    "AR": "America/Argentina/Buenos_Aires",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "FR": "Europe/Paris",
    "KZ": "Asia/Almaty",
    "MN": "Asia/Ulaanbaatar",
    "MX": "America/Mexico_City",
    "MY": "Asia/Kuala_Lumpur",
    "NZ": "Pacific/Auckland",
    "PG": "Pacific/Port_Moresby",
    "PT": "Europe/Lisbon",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "US": "America/New_York",
    "UZ": "Asia/Tashkent",
}
"""Country with several zones → the one to give as an example: its capital's or largest city's."""
