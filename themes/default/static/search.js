// Searches the site in the index that Pagefind made of it when it was built, of the pages in the language of this one. What is searched
// for stands in the address (?q=), so that it can be kept and sent. Everything that is found is shown as text, whatever it says.

const AT_ONCE = 10; // results
const AROUND = 30; // words that are shown of a page
const PAUSE = 250; // milliseconds without a key, after which it is searched while somebody writes

const form = document.querySelector("form[role=search]");
const field = form.elements.q;
const found = document.getElementById("found");
const list = document.getElementById("results");
const more = document.getElementById("more");
const numbers = new Intl.NumberFormat(document.documentElement.lang);

let program; // a promise of Pagefind, from the first search on
let shown = ""; // what is searched for
let rest = []; // results that are not shown yet
let timer;

/** An element with a text, or with other elements in it. */
function element(name, kind, ...content) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  made.append(...content);
  return made;
}

/** The words of a page around most of those that were searched for, which are marked. */
function excerpt({ content, locations }) {
  const words = content.split(/\s+/);
  const places = [...new Set(locations)].sort((one, other) => one - other);
  const within = (start) => places.filter((place) => place >= start && place < start + AROUND).length;
  const densest = places.reduce((best, place) => (within(place) > within(best) ? place : best), places[0] ?? 0);
  const start = Math.max(0, Math.min(densest - 4, words.length - AROUND));
  const end = Math.min(words.length, start + AROUND);
  const text = element("p", "excerpt", start > 0 ? "… " : "");
  for (let at = start; at < end; at += 1) {
    text.append(places.includes(at) ? element("mark", "", words[at]) : words[at], " ");
  }
  if (end < words.length) text.append("…");
  return text;
}

/** What was found, as an entry of the list. */
function entry(page) {
  const { kind, date, title } = page.meta;
  const link = element("a", "", title);
  link.href = page.url;
  const about = element("p", "kicker", [kind, date].filter(Boolean).join(" · "));
  return element("li", "", about, element("h2", "", link), excerpt(page));
}

/** Shows the next results, while nothing else is searched for. */
async function showMore(query) {
  const pages = await Promise.all(rest.splice(0, AT_ONCE).map((result) => result.data()));
  if (query !== shown) return [];
  const entries = pages.map(entry);
  list.append(...entries);
  more.hidden = rest.length === 0;
  return entries;
}

/** Keeps what is searched for in the address, also for the page in the other languages. */
function keep(query) {
  history.replaceState(null, "", location.pathname + (query && `?${new URLSearchParams({ q: query })}`));
  for (const link of document.querySelectorAll(".switch a")) link.search = location.search;
}

/** Says what was found, to those who see and those who listen. */
function say(words, query = "", number = 0) {
  const values = { query, n: numbers.format(number) };
  found.textContent = words.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

async function search() {
  clearTimeout(timer);
  const query = field.value.trim();
  if (query === shown) return;
  shown = query;
  keep(query);
  if (!query) {
    rest = [];
    list.replaceChildren();
    more.hidden = true;
    say("");
    return;
  }
  say(found.dataset.searching);
  try {
    program ??= import(form.dataset.program);
    const { results } = await (await program).search(query);
    if (query !== shown) return;
    rest = [...results];
    list.replaceChildren();
    await showMore(query);
    if (query === shown) say(results.length ? found.dataset.results : found.dataset.none, query, results.length);
  } catch {
    fail();
  }
}

/** Leads to the site map where there is no index, as in the preview. */
function fail() {
  const note = document.getElementById("failed");
  if (document.querySelector('script[src^="/.sitegen/"]')) note.firstElementChild.textContent = note.dataset.preview;
  note.hidden = false;
  form.hidden = true;
  say("");
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(search, PAUSE);
});
more.addEventListener("click", async () => {
  const [first] = await showMore(shown);
  first?.querySelector("a").focus();
});

form.hidden = false;
field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) search();
else if (matchMedia("(pointer: fine)").matches) field.focus();
