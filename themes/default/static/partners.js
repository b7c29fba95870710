// Narrows the list of partners at once. Without this script each chip leads to the page of its value; with it, chips of several
// filters go together, and what is chosen stands in the address (?country=my&scope=internship), so that it can be kept and sent.

const lists = [...document.querySelectorAll("[data-filter]")];
const rows = [...document.querySelectorAll(".partner-row")];
const found = document.getElementById("found");
const numbers = new Intl.NumberFormat(document.documentElement.lang);

/** Filter → chosen value, as the address says; values that no chip has are left out. */
function chosenValues() {
  const query = new URLSearchParams(location.search);
  const chosen = new Map();
  for (const list of lists) {
    const value = query.get(list.dataset.filter);
    if ([...list.querySelectorAll("[data-value]")].some((chip) => chip.dataset.value === value)) {
      chosen.set(list.dataset.filter, value);
    }
  }
  return chosen;
}

/** Whether a partner has all chosen values. */
function fits(row, chosen) {
  return [...chosen].every(([name, value]) => (row.dataset[name] ?? "").split(" ").includes(value));
}

/** The address of this page with other values. */
function address(chosen) {
  const query = new URLSearchParams([...chosen]).toString();
  return location.pathname + (query && `?${query}`);
}

/** Each chip leads to the list with its value instead of the filter's present one, and says how many partners that shows. A chip that
    is chosen already leads back. */
function showChips(list, chosen) {
  const name = list.dataset.filter;
  for (const chip of list.querySelectorAll("a")) {
    const value = chip.dataset.value;
    const current = chosen.get(name) === value;
    const then = new Map(chosen);
    if (value && !current) then.set(name, value);
    else then.delete(name);
    chip.href = address(then);
    if (current) chip.setAttribute("aria-current", "true");
    else chip.removeAttribute("aria-current");
    const shown = current ? chosen : then;
    chip.querySelector("span").textContent = numbers.format(rows.filter((row) => fits(row, shown)).length);
  }
  if (chosen.has(name)) list.closest("details").open = true;
}

function show() {
  const chosen = chosenValues();
  for (const row of rows) row.hidden = !fits(row, chosen);
  for (const group of document.querySelectorAll(".letter, .partner-group")) {
    group.hidden = !group.querySelector(".partner-row:not([hidden])");
    // The numbers beside a heading are those of the whole list.
    const whole = group.querySelector(".section-head .meta");
    if (whole) whole.hidden = chosen.size > 0;
  }
  for (const list of lists) showChips(list, chosen);
  const shown = rows.filter((row) => !row.hidden).length;
  const words = found.dataset.words.replace("{shown}", numbers.format(shown)).replace("{total}", numbers.format(rows.length));
  found.textContent = shown ? words : `${words}. ${found.dataset.none}`;
  // The same choice in the other languages.
  for (const link of document.querySelectorAll(".switch a")) link.search = location.search;
}

for (const list of lists) {
  list.addEventListener("click", (event) => {
    const chip = event.target.closest("a");
    if (!chip || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    history.pushState(null, "", chip.href);
    show();
  });
}
addEventListener("popstate", show);
if (location.search) show();
else for (const list of lists) showChips(list, chosenValues());
