"""Words in dates and times, in Indonesian and English, as people spell and shorten them. Data only; all in lower case but the zones."""

from __future__ import annotations

from collections.abc import Mapping


def _numbered(*names: str, first: int) -> Mapping[str, int]:
    return {name: number for number, each in enumerate(names, first) for name in each.split()}


MONTHS = _numbered(
    "januari jan january",
    "februari pebruari feb peb february",
    "maret mar mrt march",
    "april apr",
    "mei may",
    "juni jun june",
    "juli jul july",
    "agustus agt agu ags agust aug august",
    "september sep sept",
    "oktober okt oct october",
    "november nopember nov nop",
    "desember des dec december",
    first=1,
)
"""Januari is 1."""

WEEKDAYS = _numbered(
    "senin sen monday mon",
    "selasa sel tuesday tue tues",
    "rabu rab wednesday wed",
    "kamis kam thursday thu thurs",
    "jumat jum'at jum friday fri",
    "sabtu sab saturday sat",
    "minggu ahad min sunday sun",
    first=0,
)
"""Monday is 0, as in `date.weekday`."""

NUMBERS = _numbered(
    "satu se one",
    "dua two",
    "tiga three",
    "empat four",
    "lima five",
    "enam six",
    "tujuh seven",
    "delapan eight",
    "sembilan nine",
    "sepuluh ten",
    first=1,
)
"""`se` is the one of "setahun"."""

ZONES: Mapping[str, str] = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
"""The three times of Indonesia (Keputusan Presiden 41/1987) and the IANA name that stands for each."""

UNKNOWN = frozenset(["tba", "tbd", "tbc", "menyusul", "belum ditentukan", "belum pasti", "akan diumumkan"])
"""What stands where a date is not known yet."""
