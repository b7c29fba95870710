from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.base.dates import ClockTimes, PartialDate, Term
from sitegen.base.datetext import (
    Misread,
    Precision,
    Reading,
    read_date,
    read_moment,
    read_range,
    read_term,
    read_time,
    read_times,
    read_zone,
)
from sitegen.base.messages import LANGUAGES, wording
from sitegen.base.problems import Place, problem


def misread(read: Callable[..., Any], *arguments: Any) -> Misread:
    with pytest.raises(Misread) as caught:
        read(*arguments)
    return caught.value


def spoken(read: Callable[..., Any], text: str, lang: str = "id") -> str:
    """The message and the hint with which `read` refuses a text."""
    mistake = misread(read, text)
    words = wording(problem(Place("x"), mistake.id, **mistake.facts), lang)
    return f"{words.message} {words.hint}".strip()


@pytest.mark.parametrize("text", ["2022-11-21", " 2022-11-21 ", "2024-02-29", "1900-01-01", "2199-12-31"])
def test_the_usual_form_is_read_in_silence(text: str) -> None:
    assert read_date(text) == Reading(PartialDate.of(date.fromisoformat(text.strip())), normalised=False)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21 Nopember 2022", "2022-11-21"),
        ("21 November 2022", "2022-11-21"),
        ("Senin, 21 November 2022", "2022-11-21"),
        ("Senin 21 November 2022", "2022-11-21"),
        ("Monday, 21 November 2022", "2022-11-21"),
        ("senin,21 november 2022", "2022-11-21"),
        ("21-Nov-2022", "2022-11-21"),
        ("21 Pebruari 2022", "2022-02-21"),
        ("21 Agustus 2022", "2022-08-21"),
        ("21 Agt 2022", "2022-08-21"),
        ("21 Aug 2022", "2022-08-21"),
        ("5 Okt. 2022", "2022-10-05"),
        ("5 Des 2022", "2022-12-05"),
        ("17 MEI 2022", "2022-05-17"),
        ("1st March 2024", "2024-03-01"),
        ("29 Nopember 2012", "2012-11-29"),
        ("21/11/2022", "2022-11-21"),
        ("21-11-2022", "2022-11-21"),
        ("21.11.2022", "2022-11-21"),
        ("11/11/2022", "2022-11-11"),
        ("Jumat (16/6/2023)", "2023-06-16"),
        ("Jum’at, 18 November 2022", "2022-11-18"),
        ("Ahad 02 Oct 2016", "2016-10-02"),
        ("Minggu, 2 Oktober 2016", "2016-10-02"),
        ("hari Senin tanggal 21 November 2022", "2022-11-21"),
        ("21\u00a0November\u00a02022", "2022-11-21"),
        ("2022\u201111\u201121", "2022-11-21"),
    ],
)
def test_a_date_with_one_meaning_is_read_and_marked(text: str, day: str) -> None:
    assert read_date(text) == Reading(PartialDate.of(date.fromisoformat(day)), normalised=True)


@pytest.mark.parametrize(
    ("text", "smallest", "value"),
    [
        ("2022-11", "month", PartialDate(2022, 11)),
        ("2022-11", "year", PartialDate(2022, 11)),
        ("Agustus 2016", "month", PartialDate(2016, 8)),
        ("August, 2016", "month", PartialDate(2016, 8)),
        ("2016", "year", PartialDate(2016)),
    ],
)
def test_a_date_may_be_as_coarse_as_its_field_allows(text: str, smallest: Precision, value: PartialDate) -> None:
    assert read_date(text, smallest).value == value


@pytest.mark.parametrize(
    ("text", "smallest", "code"),
    [
        ("2022-11", "day", "no-day"),
        ("2016", "day", "no-month"),
        ("2016", "month", "no-month"),
        ("August, 2016", "day", "no-day"),
    ],
)
def test_a_date_that_is_too_coarse_says_what_is_missing(text: str, smallest: Precision, code: str) -> None:
    assert misread(read_date, text, smallest).id == f"date-format.{code}"


REFUSED = {
    "03/04/2022": "date-ambiguous",
    "3.4.2022": "date-ambiguous",
    "Selasa (01/10/2024)": "date-ambiguous",
    "21/11/22": "date-ambiguous.year",
    "21 Nov 22": "date-ambiguous.year",
    "11/21/2022": "date-ambiguous.american",
    "November 21, 2022": "date-ambiguous.american",
    "2022-21-11": "date-impossible.swapped",
    "2022-13-32": "date-impossible.month",
    "13/13/2022": "date-impossible.month",
    "2022-00-10": "date-impossible.month",
    "31 November 2022": "date-impossible.day",
    "2022-11-31": "date-impossible.day",
    "0/1/2022": "date-impossible.day",
    "32 Januari 2022": "date-impossible.day",
    "29 Februari 2023": "date-impossible.leap",
    "2100-02-29": "date-impossible.leap",
    "1899-12-31": "date-impossible.year",
    "2200-01-01": "date-impossible.year",
    "03/04/0000": "date-impossible.year",
    "0000-00-00": "date-impossible.year",
    "jumat tanggal 28/09/2024": "weekday",
    "Senin (01/10/2024)": "weekday",
    "Selasa, 21 November 2022": "weekday",
    "TBA": "date-format.unknown",
    "menyusul": "date-format.unknown",
    "2022-11-14 09:00 WIB": "date-format.time",
    "16/03/2023, 16:57 WIB": "date-format.time",
    "Ahad 02 Oct 2016 20:47 WIB": "date-format.time",
    "21 November": "date-format.no-year",
    "Senin (7/4)": "date-format.no-year",
    "Jumat lalu (9/6)": "date-format.no-year",
    "Wednesday (Aug. 28)": "date-format.no-year",
    "(1-3/10)": "date-format.no-year",
    "16 April – 16 May": "date-format.no-year",
    "14–18 November 2022": "date-format.range",
    "tanggal18 s.d 19 Mei 2014": "date-format.range",
    "2022-11-14 - 2022-11-18": "date-format.range",
    "21 Novmber 2022": "date-format.month-near",
    "2022-1-5": "date-format.write",
    "2022/11/21": "date-format.write",
    "21 Institut 2022": "date-format",
    "besok": "date-format",
    "": "date-format",
    "٢٠٢٢-١١-٢١": "date-format",
    "２０２２-１１-２１": "date-format",
    "21 November 20222": "date-format",
    "2022-11-21 " + "x" * 1_000_000: "date-format",
}


@pytest.mark.parametrize(("text", "code"), REFUSED.items(), ids=lambda text: text[:40])
def test_a_text_that_means_two_days_or_none_is_refused(text: str, code: str) -> None:
    assert misread(read_date, text).id == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("03/04/2022", '"03/04/2022" bisa 3 April atau 4 Maret. Tulis 2022-04-03 atau 2022-03-04.'),
        ("31 November 2022", "31 November tidak ada; November hanya 30 hari. Periksa tanggalnya."),
        ("29 Februari 2023", "29 Februari 2023 tidak ada; Februari 2023 hanya 28 hari. Periksa tanggal atau tahunnya."),
        ("Jumat, 28 September 2024", "28 September 2024 adalah Sabtu, bukan Jumat. Periksa tanggal atau harinya."),
        ("Senin (01/10/2024)", "1 Oktober 2024 adalah Selasa, bukan Senin. Periksa tanggal atau harinya."),
        ("2022-1-5", '"2022-1-5" bukan tanggal yang dikenali. Tulis 2022-01-05.'),
        ("2022-21-11", '"2022-21-11": bulan dan hari tertukar. Urutannya tahun-bulan-hari: 2022-11-21.'),
    ],
)
def test_a_refusal_says_what_to_write_instead(text: str, words: str) -> None:
    assert spoken(read_date, text) == words


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", REFUSED, ids=lambda text: text[:40])
def test_each_refusal_has_words_in_both_languages(text: str, lang: str) -> None:
    assert spoken(read_date, text, lang)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("14 - 18 November 2022", "2022-11-14", "2022-11-18"),
        ("14–18 November 2022", "2022-11-14", "2022-11-18"),
        ("14—18 November 2022", "2022-11-14", "2022-11-18"),
        ("14 s.d. 18 November 2022", "2022-11-14", "2022-11-18"),
        ("14 s/d 18 November 2022", "2022-11-14", "2022-11-18"),
        ("14 sd 18 November 2022", "2022-11-14", "2022-11-18"),
        ("14 sampai 18 November 2022", "2022-11-14", "2022-11-18"),
        ("14 sampai dengan 18 November 2022", "2022-11-14", "2022-11-18"),
        ("Senin–Jumat, 14–18 November 2022", "2022-11-14", "2022-11-18"),
        ("Senin s.d. Jumat, 14 s.d. 18 November 2022", "2022-11-14", "2022-11-18"),
        ("Senin, 14 November 2022 - Jumat, 18 November 2022", "2022-11-14", "2022-11-18"),
        ("2022-11-14 - 2022-11-18", "2022-11-14", "2022-11-18"),
        ("2022-11-14–2022-11-18", "2022-11-14", "2022-11-18"),
        ("2022-11-14 s.d. 2022-11-18", "2022-11-14", "2022-11-18"),
        ("14/11/2022 - 18/11/2022", "2022-11-14", "2022-11-18"),
        ("28 November – 2 Desember 2022", "2022-11-28", "2022-12-02"),
        ("28-Nov-2022 - 2-Des-2022", "2022-11-28", "2022-12-02"),
        ("28 Nov. – 2 Des. 2022", "2022-11-28", "2022-12-02"),
        ("28 Desember 2022 – 4 Januari 2023", "2022-12-28", "2023-01-04"),
        ("28 Desember 2022-4 Januari 2023", "2022-12-28", "2023-01-04"),
        ("22-26 May 2023", "2023-05-22", "2023-05-26"),
        ("15-22 APRIL 2016", "2016-04-15", "2016-04-22"),
        ("27 February to 1 March 2024", "2024-02-27", "2024-03-01"),
        ("tanggal18 s.d 19 Mei 2014", "2014-05-18", "2014-05-19"),
        ("18–14 November 2022", "2022-11-18", "2022-11-14"),
    ],
)
def test_a_range_gives_both_its_days_as_they_were_written(text: str, first: str, last: str) -> None:
    ends = PartialDate.of(date.fromisoformat(first)), PartialDate.of(date.fromisoformat(last))
    assert read_range(text) == Reading(ends, normalised=True)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("November 2022 – Januari 2023", PartialDate(2022, 11), PartialDate(2023, 1)),
        ("2022-11 - 2022-12", PartialDate(2022, 11), PartialDate(2022, 12)),
    ],
)
def test_a_range_may_be_of_months(text: str, first: PartialDate, last: PartialDate) -> None:
    assert read_range(text).value == (first, last)


@pytest.mark.parametrize("text", ["2022-11-21", "2022-11"])
def test_a_single_date_is_a_range_with_equal_ends(text: str) -> None:
    day = read_date(text, "month").value
    assert read_range(text) == Reading((day, day), normalised=False)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("30–31 November 2022", "date-impossible.day"),
        ("29 Februari – 3 Maret 2023", "date-impossible.leap"),
        ("28 Desember – 4 Januari 2023", "date-format.no-year"),
        ("16 April – 16 May", "date-format.no-year"),
        ("(1-3/10)", "date-format.no-year"),
        ("Senin–Kamis, 14–18 November 2022", "weekday"),
        ("Selasa–Jumat, 14–18 November 2022", "weekday"),
        ("Senin–Jumat, 14 November 2022", "weekday"),
        ("03/04/2022 - 05/04/2022", "date-ambiguous"),
        ("14–18 Novmber 2022", "date-format.month-near"),
        ("2022-2023", "date-format"),
        ("TBA", "date-format.unknown"),
    ],
)
def test_a_range_with_a_wrong_end_is_refused(text: str, code: str) -> None:
    assert misread(read_range, text).id == code


@pytest.mark.parametrize(
    ("text", "moment", "normalised"),
    [
        ("2022-11-21", (date(2022, 11, 21), None), False),
        ("2022-11-21 09.00", (date(2022, 11, 21), time(9)), False),
        ("2022-11-21 9:05", (date(2022, 11, 21), time(9, 5)), False),
        ("2022-11-21T16:30", (date(2022, 11, 21), time(16, 30)), False),
        ("16/03/2023, 16:57", (date(2023, 3, 16), time(16, 57)), True),
        ("Senin, 21 November 2022, pukul 09.00", (date(2022, 11, 21), time(9)), True),
    ],
)
def test_a_moment_is_a_day_with_or_without_a_time(
    text: str, moment: tuple[date, time | None], normalised: bool
) -> None:
    assert read_moment(text) == Reading(moment, normalised)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2022-11-21 09.00 WIB", "date-format.zone"),
        ("16/03/2023, 16:57 WIB", "date-format.zone"),
        ("2022-11-21 25.00", "time-format"),
        ("2022-11-31 09.00", "date-impossible.day"),
        ("2022-11 09.00", "date-format.no-day"),
        ("2022-11", "date-format.no-day"),
        ("2022-11-21T09:00:00+07:00", "date-format"),
    ],
)
def test_a_moment_is_the_sites_own_time(text: str, code: str) -> None:
    assert misread(read_moment, text).id == code


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("09.00", ClockTimes(time(9))),
        ("09:00", ClockTimes(time(9))),
        ("9.00", ClockTimes(time(9))),
        ("pukul 09.00 WIB", ClockTimes(time(9), zone="Asia/Jakarta")),
        ("Pkl. 09.00 wita", ClockTimes(time(9), zone="Asia/Makassar")),
        ("09.00–12.00 WIB", ClockTimes(time(9), time(12), zone="Asia/Jakarta")),
        ("09.00 WIT - 12.00 WIT", ClockTimes(time(9), time(12), zone="Asia/Jayapura")),
        ("09:00 to 12:00", ClockTimes(time(9), time(12))),
        ("22.00–02.00", ClockTimes(time(22), time(2))),
        ("09.00 s.d. selesai", ClockTimes(time(9), open_end=True)),
        ("09.00 – selesai WIB", ClockTimes(time(9), open_end=True, zone="Asia/Jakarta")),
        ("09.00 WIB s/d selesai", ClockTimes(time(9), open_end=True, zone="Asia/Jakarta")),
    ],
)
def test_times_of_a_day_are_read(text: str, times: ClockTimes) -> None:
    assert read_times(text) == times


@pytest.mark.parametrize(
    "text",
    ["", "9", "9 pagi", "24.00", "09.60", "09.00–25.00", "selesai", "09.00 MYT", "09.00 WIB – 12.00 WIT", "٠٩.٠٠", "09.00" + " " * 200 + "x"],
)  # fmt: skip
def test_what_is_no_time_is_refused(text: str) -> None:
    assert misread(read_times, text).id == "time-format"


@pytest.mark.parametrize("text", ["09.00 WIB", "09.00–12.00", "09.00–selesai"])
def test_one_time_is_not_a_span(text: str) -> None:
    assert misread(read_time, text).id == "time-format"


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("5 tahun", Term(years=5)),
        ("5 (lima) tahun", Term(years=5)),
        ("lima tahun", Term(years=5)),
        ("lima (5) tahun", Term(years=5)),
        ("5 Tahun", Term(years=5)),
        ("3 years", Term(years=3)),
        ("one year", Term(years=1)),
        ("setahun", Term(years=1)),
        ("18 bulan", Term(months=18)),
        ("120 months", Term(months=120)),
        ("100 tahun", Term(years=100)),
    ],
)
def test_a_term_is_read_in_words_and_numbers(text: str, term: Term) -> None:
    assert read_term(text) == term


@pytest.mark.parametrize(
    "text", ["", "5", "tahun", "0 tahun", "101 tahun", "-1 tahun", "5 hari", "banyak tahun", "2027-01-01", "٥ tahun"]
)
def test_what_is_no_term_is_refused(text: str) -> None:
    assert misread(read_term, text).id == "date-format.term"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("WIB", "Asia/Jakarta"),
        ("wita", "Asia/Makassar"),
        (" WIT ", "Asia/Jayapura"),
        ("Asia/Kuala_Lumpur", "Asia/Kuala_Lumpur"),
        ("Asia/Pontianak", "Asia/Pontianak"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_has_its_iana_name(text: str, zone: str) -> None:
    assert read_zone(text) == zone


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("asia/jakarta", "Asia/Jakarta"),
        ("Asia/Kualalumpur", "Asia/Kuala_Lumpur"),
        ("Kuala Lumpur", "Asia/Kuala_Lumpur"),
        ("Jakarta", "Asia/Jakarta"),
        ("Singapore", "Asia/Singapore"),
    ],
)
def test_a_mistyped_zone_gets_the_one_that_is_meant(text: str, meant: str) -> None:
    mistake = misread(read_zone, text)
    assert (mistake.id, mistake.facts["meant"]) == ("timezone.near", meant)


@pytest.mark.parametrize(
    "text",
    ["", "GMT+7", "+07:00", "Etc/GMT+7", "localtime", "US/Eastern", "MYT", "x" * 100_000, "../etc/passwd"],
)
def test_a_zone_that_the_machine_knows_and_a_reader_does_not_is_refused(text: str) -> None:
    assert misread(read_zone, text).id == "timezone"


@given(
    st.one_of(
        st.text(),
        st.from_regex(r"[0-9 /.:–-]{1,20}"),
        st.from_regex(r"(Senin,? )?[0-9]{1,4}[ /.-]([0-9]{1,2}|Mei)[ /.-][0-9]{1,4}"),
    )
)
@example("29.02.2100")
@example("\ud800")
def test_no_text_is_read_wrongly_or_breaks_the_reader(text: str) -> None:
    for read in (read_date, read_moment, read_range, read_time, read_times, read_term, read_zone):
        try:
            read(text)
        except Misread as mistake:
            assert all(wording(problem(Place("x"), mistake.id, **mistake.facts), lang).message for lang in LANGUAGES)


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_every_day_of_three_centuries_is_itself(day: date) -> None:
    assert read_date(day.isoformat()) == Reading(PartialDate.of(day))
