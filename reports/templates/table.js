"use strict";

// Numbers are written by the same rules as in wording.py.
const MINUS = "\u2212";
const NOTHING = "\u2013";

const fixed = (value, digits) => value.toFixed(digits).replace("-", MINUS);

function score(value) {
  if (typeof value !== "number") return value === null ? NOTHING : String(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) return fixed(value, 0);
  if (size >= 1e-3 && size < 1e5) return fixed(value, [10, 100, 1e3, 1e4, 1e5].reduce((digits, bound) => digits - (size >= bound), 4));
  return value.toExponential(3).replaceAll("-", MINUS);
}

const SHOW = {
  number: score,
  percent: (value) => (value === null ? NOTHING : fixed(100 * value, 2) + "%"),
  text: (value) => (value === null ? "" : String(value)),
  code: (value) => (value === null ? "" : String(value)),
};

function unpacked(values) {
  if (Array.isArray(values)) return values;
  if (values.levels) return values.places.map((place) => values.levels[place]);
  let last = "";
  return values.rest.map((rest, place) => (last = last.slice(0, values.shared[place]) + rest));
}

// Numbers first, then words (a status where a score should be), then nothing, whichever way it is sorted.
const group = (value, numeric) => (value === null ? 2 : numeric && typeof value !== "number" ? 1 : 0);

function compare(one, other, sign, numeric) {
  const apart = group(one, numeric) - group(other, numeric);
  if (apart) return apart;
  return one < other ? -sign : one > other ? sign : 0;
}

class DataTable {
  static DRAWN = 200;

  constructor(root, data, fragment) {
    this.root = root;
    this.name = root.dataset.table;
    this.file = data.file;
    this.fragment = fragment;
    this.columns = new Map(data.columns.map(([name, values]) => [name, unpacked(values)]));
    this.kinds = new Map(data.kinds);
    this.length = this.columns.values().next().value.length;
    this.body = root.querySelector("tbody");
    this.ready = new Map([...this.body.rows].map((row) => [Number(row.dataset.row), row]));
    this.start = 0;
    this.changed = () => {};
    this.listen();
    this.restore();
    this.draw();
  }

  find(selector) {
    return this.root.querySelector(selector);
  }

  listen() {
    for (const header of this.root.querySelectorAll("th[data-key]"))
      header.firstChild.addEventListener("click", () => this.sortBy(header.dataset.key));
    for (const button of this.root.querySelectorAll("[data-step]"))
      button.addEventListener("click", () => this.step(Number(button.dataset.step)));
    this.find("input[type=search]").addEventListener("input", (event) => this.filterBy(event.target.value));
    this.find(".csv").addEventListener("click", () => this.download());
    this.find(".widen")?.addEventListener("change", (event) => this.root.classList.toggle("widened", event.target.checked));
  }

  restore() {
    const [key, way] = (this.fragment.get(this.name + ".sort") ?? "").split(" ");
    this.key = this.kinds.has(key) ? key : null;
    this.descending = way === "descending";
    this.query = this.fragment.get(this.name + ".filter") ?? "";
    this.find("input[type=search]").value = this.query;
  }

  numeric(key) {
    return ["number", "percent"].includes(this.kinds.get(key));
  }

  sortBy(key) {
    this.descending = this.key === key ? !this.descending : this.numeric(key);
    this.key = key;
    this.fragment.set(this.name + ".sort", `${key} ${this.descending ? "descending" : "ascending"}`);
    this.start = 0;
    this.draw();
  }

  filterBy(query) {
    this.query = query;
    this.fragment.set(this.name + ".filter", query);
    this.start = 0;
    this.draw();
  }

  step(pages) {
    this.start += pages * DataTable.DRAWN;
    this.draw();
  }

  words(row) {
    this.text ??= Array.from({ length: this.length }, (_, place) =>
      [...this.columns.values()].map((values) => values[place]).filter((value) => typeof value === "string").join(" ").toLowerCase());
    return this.text[row];
  }

  condition(term) {
    const parts = /^([^<>=]+)(<=|>=|<|>|=)(-?[\d.]+(?:e[+-]?\d+)?)(%?)$/i.exec(term);
    const values = parts && this.columns.get(parts[1]);
    if (!values) return (row) => this.words(row).includes(term.toLowerCase());
    const bound = Number(parts[3]) / (parts[4] ? 100 : 1);
    const holds = { "<": (x) => x < bound, ">": (x) => x > bound, "<=": (x) => x <= bound, ">=": (x) => x >= bound, "=": (x) => x === bound }[parts[2]];
    return (row) => typeof values[row] === "number" && holds(values[row]);
  }

  // Row numbers that pass every term of the filter, in the order of the table.
  matching() {
    const conditions = this.query.split(/\s+/).filter(Boolean).map((term) => this.condition(term));
    const rows = [...Array(this.length).keys()].filter((row) => conditions.every((holds) => holds(row)));
    if (this.key === null) return rows;
    const values = this.columns.get(this.key);
    const sign = this.descending ? -1 : 1;
    const numeric = this.numeric(this.key);
    return rows.sort((one, other) => compare(values[one], values[other], sign, numeric) || one - other);
  }

  draw() {
    this.rows = this.matching();
    const end = Math.min(this.start + DataTable.DRAWN, this.rows.length);
    this.body.replaceChildren(...this.rows.slice(this.start, end).map((row) => this.ready.get(row) ?? this.built(row)));
    const all = this.length.toLocaleString("en");
    this.find(".count").textContent = this.rows.length === this.length ? `${all} rows` : `${this.rows.length.toLocaleString("en")} of ${all} rows`;
    for (const header of this.root.querySelectorAll("th[data-key]")) {
      if (header.dataset.key !== this.key) header.removeAttribute("aria-sort");
      else header.setAttribute("aria-sort", this.descending ? "descending" : "ascending");
    }
    this.drawPager(end);
    this.changed();
  }

  drawPager(end) {
    const range = this.find(".range");
    if (!range) return;
    range.textContent = this.rows.length ? `Rows ${this.start + 1} to ${end} of ${this.rows.length}` : "No rows";
    this.find("[data-step='-1']").disabled = this.start === 0;
    this.find("[data-step='1']").disabled = end === this.rows.length;
  }

  built(row) {
    const line = document.createElement("tr");
    line.dataset.row = row;
    for (const [key, kind] of this.kinds) {
      const cell = document.createElement(line.cells.length ? "td" : "th");
      if (cell.localName === "th") cell.scope = "row";
      if (!this.numeric(key)) cell.className = kind;
      cell.textContent = SHOW[kind](this.columns.get(key)[row]);
      line.append(cell);
    }
    return line;
  }

  download() {
    const quoted = (value) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    const cell = (name, row) => {
      const value = this.columns.get(name)[row];
      return value === null || (this.numeric(name) && typeof value === "string") ? "" : quoted(String(value));
    };
    const names = [...this.columns.keys()];
    const lines = [names.map(quoted), ...this.rows.map((row) => names.map((name) => cell(name, row)))];
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([lines.map((line) => line.join(",") + "\n").join("")], { type: "text/csv" }));
    link.download = this.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
}
