// Lets readers sort a table: <table data-sort="Sort by {column}">. Each <tbody> is moved as a whole; its first row decides. A cell
// may say what it is sorted by (data-value); a heading may say that its column is not sorted by (data-unsorted).

const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });

/** What a table is sorted by: what a cell says of itself, else its words. */
function value(body, column) {
  const cell = body.rows[0].cells[column];
  return cell.dataset.value ?? cell.textContent.trim();
}

/** Sorts by a column, upwards first; what has no value stays at the end. */
function sort(table, heading) {
  const downwards = heading.getAttribute("aria-sort") === "ascending";
  for (const other of heading.parentElement.cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", downwards ? "descending" : "ascending");
  const keyed = [...table.tBodies].map((body) => [value(body, heading.cellIndex), body]);
  keyed.sort(([one], [other]) => !one - !other || compare(one, other) * (downwards ? -1 : 1));
  table.append(...keyed.map(([, body]) => body));
}

for (const table of document.querySelectorAll("table[data-sort]")) {
  if (table.tBodies.length < 2) continue;
  for (const heading of table.tHead.rows[0].cells) {
    if ("unsorted" in heading.dataset) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.title = table.dataset.sort.replace("{column}", heading.textContent);
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(table, heading));
    heading.append(button);
  }
}
