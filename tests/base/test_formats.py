from __future__ import annotations

from datetime import date, time

import pytest

from sitegen.base.dates import ClockTimes, PartialDate
from sitegen.base.formats import DayBlock, Formats, Piece, countries, country_suggestion

ID, EN = Formats("id"), Formats("en")
SOME_DAY = date(2022, 11, 21)


def days(first: str, last: str) -> tuple[PartialDate, PartialDate]:
    one, other = (PartialDate(*(int(part) for part in written.split("-"))) for written in (first, last))
    return one, other


@pytest.mark.parametrize(
    ("day", "indonesian", "english"),
    [
        (SOME_DAY, "21 November 2022", "21 November 2022"),
        (PartialDate(2022, 5, 7), "7 Mei 2022", "7 May 2022"),
        (PartialDate(2022, 8), "Agustus 2022", "August 2022"),
        (PartialDate(2022), "2022", "2022"),
    ],
)
def test_a_date_is_written_out_as_precisely_as_it_is_known(
    day: date | PartialDate, indonesian: str, english: str
) -> None:
    assert (ID.day(day), EN.day(day)) == (indonesian, english)


@pytest.mark.parametrize(
    ("lang", "first", "name"),
    [("id", 6, "Sen"), ("en", 0, "Mon"), ("en-US", 6, "Mon"), ("ar", 5, "الاثنين"), ("tlh", 0, "Mon")],
)
def test_a_week_begins_as_where_the_language_is_at_home(lang: str, first: int, name: str) -> None:
    """Sunday in Indonesia and America, Monday in Britain, Saturday in Egypt (CLDR, supplemental data)."""
    assert (Formats(lang).first_weekday, Formats(lang).short_weekday(SOME_DAY)) == (first, name)


def test_a_language_without_data_of_its_own_is_written_like_british_english() -> None:
    assert Formats("tlh").day(SOME_DAY) == "21 November 2022"


@pytest.mark.parametrize(
    ("lang", "text"), [("en-US", "November 21, 2022"), ("zh-Hant", "2022年11月21日"), ("ms", "21 November 2022")]
)
def test_each_language_has_its_own_order_of_a_date(lang: str, text: str) -> None:
    assert Formats(lang).day(SOME_DAY) == text


@pytest.mark.parametrize(
    ("first", "last", "indonesian", "english"),
    [
        ("2022-11-14", "2022-11-14", "14 November 2022", "14 November 2022"),
        ("2022-11-14", "2022-11-18", "14–18 November 2022", "14–18 November 2022"),
        ("2022-11-28", "2022-12-02", "28 November\u2009–\u20092 Desember 2022", "28 November\u2009–\u20092 December 2022"),
        ("2022-12-28", "2023-01-04", "28 Desember 2022\u2009–\u20094 Januari 2023", "28 December 2022\u2009–\u20094 January 2023"),
        ("2022-01-14", "2023-01-14", "14 Januari 2022\u2009–\u200914 Januari 2023", "14 January 2022\u2009–\u200914 January 2023"),
        ("2022-11", "2022-11", "November 2022", "November 2022"),
        ("2022-11", "2022-12", "November–Desember 2022", "November\u2009–\u2009December 2022"),
        ("2022-12", "2023-01", "Desember 2022\u2009–\u2009Januari 2023", "December 2022\u2009–\u2009January 2023"),
        ("2022-11-14", "2022-12", "14 November 2022\u2009–\u2009Desember 2022", "14 November 2022\u2009–\u2009December 2022"),
        ("2022", "2023", "2022\u2009–\u20092023", "2022\u2009–\u20092023"),
    ],
)  # fmt: skip
def test_a_range_says_no_month_or_year_twice(first: str, last: str, indonesian: str, english: str) -> None:
    ends = days(first, last)
    assert (ID.range_text(*ends), EN.range_text(*ends)) == (indonesian, english)


def test_both_ends_of_a_range_have_their_dates_for_machines() -> None:
    assert ID.range(date(2022, 12, 28), date(2023, 1, 4)) == (
        Piece("28 Desember 2022", "2022-12-28"),
        Piece("\u2009–\u2009"),
        Piece("4 Januari 2023", "2023-01-04"),
    )


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2022-11-14", "2022-11-18", "Senin–Jumat"),
        ("2022-11-14", "2022-11-14", "Senin"),
        ("2022-11-20", "2022-11-26", "Minggu–Sabtu"),
        ("2022-11-14", "2022-11-21", None),
        ("2022-11", "2022-11", None),
    ],
)
def test_weekdays_are_told_within_one_week(first: str, last: str, text: str | None) -> None:
    assert ID.weekdays(*days(first, last)) == text


@pytest.mark.parametrize(
    ("first", "last", "big", "small"),
    [
        ("2022-11-14", "2022-11-14", ("14",), "November 2022"),
        ("2022-11-14", "2022-11-18", ("14–18",), "November 2022"),
        ("2022-04-28", "2022-05-04", ("28 Apr", "4 Mei"), "2022"),
        ("2022-12-28", "2023-01-04", ("28 Des", "4 Jan"), "2022–2023"),
        ("2022-11", "2022-11", ("Nov",), "2022"),
        ("2022-12", "2023-01", ("Des", "Jan"), "2022–2023"),
        ("2022-11-14", "2022-12", ("14 Nov", "Des"), "2022"),
        ("2022", "2022", ("2022",), ""),
    ],
)
def test_a_day_block_never_joins_days_of_different_months(
    first: str, last: str, big: tuple[str, ...], small: str
) -> None:
    assert ID.day_block(*days(first, last)) == DayBlock(big, small)


def test_a_time_has_a_dot_in_indonesian_and_a_colon_in_english() -> None:
    assert (ID.time(time(9, 5)), EN.time(time(9, 5))) == ("09.05", "09:05")


@pytest.mark.parametrize(
    ("zone", "city", "indonesian", "english"),
    [
        ("Asia/Jakarta", None, "09.00–12.00 WIB", "09:00–12:00 WIB (UTC+7)"),
        ("Asia/Pontianak", "Ketapang", "09.00–12.00 WIB", "09:00–12:00 WIB (UTC+7)"),
        ("Asia/Makassar", None, "09.00–12.00 WITA", "09:00–12:00 WITA (UTC+8)"),
        ("Asia/Jayapura", None, "09.00–12.00 WIT", "09:00–12:00 WIT (UTC+9)"),
        ("Asia/Kuala_Lumpur", "Kuantan", "09.00–12.00 (UTC+8, Kuantan)", "09:00–12:00 (UTC+8, Kuantan)"),
        ("Asia/Kuala_Lumpur", None, "09.00–12.00 (UTC+8, Kuala Lumpur)", "09:00–12:00 (UTC+8, Kuala Lumpur)"),
        ("Asia/Kathmandu", None, "09.00–12.00 (UTC+5:45, Kathmandu)", "09:00–12:00 (UTC+5:45, Kathmandu)"),
        ("America/St_Johns", None, "09.00–12.00 (UTC-3:30, St Johns)", "09:00–12:00 (UTC-3:30, St Johns)"),
        ("UTC", None, "09.00–12.00 UTC", "09:00–12:00 UTC"),
    ],
)
def test_hours_say_in_whose_time_they_are(zone: str, city: str | None, indonesian: str, english: str) -> None:
    times = ClockTimes(time(9), time(12))
    assert ID.times(times, zone, SOME_DAY, city) == indonesian
    assert EN.times(times, zone, SOME_DAY, city) == english


@pytest.mark.parametrize(("month", "offset"), [(1, "UTC+1"), (7, "UTC+2")])
def test_the_offset_is_that_of_the_day(month: int, offset: str) -> None:
    assert EN.zone("Europe/Berlin", date(2022, month, 1)) == f"({offset}, Berlin)"


def test_hours_may_have_no_end_or_an_open_one() -> None:
    assert ID.times(ClockTimes(time(9)), "Asia/Jakarta", SOME_DAY) == "09.00 WIB"
    assert ID.times(ClockTimes(time(9), open_end=True), "Asia/Jakarta", SOME_DAY) == "09.00–selesai WIB"
    assert EN.times(ClockTimes(time(9), open_end=True), "Asia/Jakarta", SOME_DAY) == "09:00 until finished WIB (UTC+7)"


@pytest.mark.parametrize(
    ("number", "indonesian", "english"),
    [(0, "0", "0"), (999, "999", "999"), (1000, "1.000", "1,000"), (1234567, "1.234.567", "1,234,567")],
)
def test_numbers_are_grouped_as_the_language_does(number: int, indonesian: str, english: str) -> None:
    assert (ID.number(number), EN.number(number)) == (indonesian, english)


@pytest.mark.parametrize(
    ("items", "indonesian", "english"),
    [
        ((), "", ""),
        (("a",), "a", "a"),
        (("a", "b"), "a dan b", "a and b"),
        (("a", "b", "c"), "a, b, dan c", "a, b and c"),
    ],
)
def test_lists_end_in_the_languages_and(items: tuple[str, ...], indonesian: str, english: str) -> None:
    assert (ID.list(items), EN.list(items)) == (indonesian, english)


def test_indonesian_has_one_plural_form_and_english_two() -> None:
    assert [ID.plural(number) for number in (0, 1, 2)] == ["other", "other", "other"]
    assert [EN.plural(number) for number in (0, 1, 2)] == ["other", "one", "other"]


@pytest.mark.parametrize(
    ("code", "indonesian", "english"),
    [
        ("PH", "Filipina", "Philippines"),
        ("KR", "Korea Selatan", "South Korea"),
        ("CN", "Tiongkok", "China"),
        ("XX", "XX", "XX"),
    ],
)
def test_countries_have_their_names_in_each_language(code: str, indonesian: str, english: str) -> None:
    assert (ID.country(code), EN.country(code)) == (indonesian, english)


def test_the_sites_own_name_of_a_country_stands_over_the_common_one() -> None:
    formats = Formats("id", {"MM": "Myanmar"})
    assert [formats.country("MM"), formats.country("MM"), formats.country("KH")] == ["Myanmar", "Myanmar", "Kamboja"]


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("id", "Bahasa Indonesia"),
        ("en", "English"),
        ("ms", "Bahasa Melayu"),
        ("zh-Hant", "繁體中文"),
        ("fr", "Français"),
    ],
)
def test_a_language_has_the_name_that_its_speakers_use(lang: str, name: str) -> None:
    assert Formats(lang).own_name() == name


def test_other_languages_are_named_in_this_one() -> None:
    assert [ID.language("en"), ID.language("ar"), EN.language("id"), EN.language("x-none")] == [
        "Inggris",
        "Arab",
        "Indonesian",
        "x-none",
    ]


@pytest.mark.parametrize(("tag", "locale"), [("id", "id_ID"), ("en", "en_GB"), ("en-US", "en_US"), ("ms", "ms_MY")])
def test_open_graph_names_a_language_with_its_country(tag: str, locale: str) -> None:
    assert ID.open_graph_locale(tag) == locale


def test_countries_are_those_of_iso_3166_and_kosovo() -> None:
    assert len(countries()) == 249 + 1
    assert {"ID", "MY", "TW", "PS", "XK"} <= countries()
    assert not {"UK", "EU", "ZZ", "AN", "TP", "XA"} & countries()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("my", "MY"),
        (" MY ", "MY"),
        ("MYS", "MY"),
        ("UK", "GB"),
        ("Malaysia", "MY"),
        ("malaisia", "MY"),
        ("Philipina", "PH"),
        ("Philippine", "PH"),
        ("Cina", "CN"),
        ("China", "CN"),
        ("RRT", "CN"),
        ("Kambodja", "KH"),
        ("Muangthai", "TH"),
        ("Perancis", "FR"),
        ("Inggris", "GB"),
        ("Skotlandia", "GB"),
        ("Korea", "KR"),
        ("Korea Utara", "KP"),
        ("Amerika Serikat", "US"),
        ("Turki", "TR"),
        ("Turkey", "TR"),
        ("Hongkong", "HK"),
        ("Vietnam", "VN"),
        ("Viet Nam", "VN"),
        ("Arab Saudi", "SA"),
        ("Timor-Leste", "TL"),
        ("Burma", "MM"),
        ("Palestina", "PS"),
    ],
)
def test_a_country_in_words_gets_its_code(text: str, code: str) -> None:
    assert country_suggestion(text) == code


@pytest.mark.parametrize(
    "text",
    ["", "-", "Surabaya", "Jawa Barat", "Kuala Lumpur", "ASEAN", "Eropa", "luar negeri", "XX", "ZZZ", "x" * 10_000],
)
def test_what_is_no_country_gets_no_code(text: str) -> None:
    assert country_suggestion(text) is None
