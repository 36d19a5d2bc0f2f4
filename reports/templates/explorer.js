// One point per row of a table; what is near the pointer, or focused in the table, is named.
class Explorer {
  static EDGE = { left: 64, right: 16, top: 16, bottom: 44 };
  static REACH = 24;

  constructor(root, table, fragment) {
    this.root = root;
    this.table = table;
    this.fragment = fragment;
    this.canvas = root.querySelector("canvas");
    this.output = root.querySelector("output");
    this.asRanks = root.querySelector("[data-ranks]");
    this.axes = Object.fromEntries([...root.querySelectorAll("select")].map((select) => [select.dataset.axis, select]));
    this.percentiles = new Map();
    this.restore();
    this.listen();
    table.changed = () => this.refresh();
    new ResizeObserver(() => this.draw()).observe(this.canvas);
    this.refresh();
  }

  key(name) {
    return `${this.table.name}.${name}`;
  }

  restore() {
    for (const [axis, select] of Object.entries(this.axes)) {
      const wanted = this.fragment.get(this.key(axis));
      if ([...select.options].some((option) => option.value === wanted)) select.value = wanted;
    }
    this.asRanks.checked = this.fragment.get(this.key("scale")) !== "raw";
    const place = this.table.columns.get("arch").indexOf(this.fragment.get(this.key("arch")));
    this.chosen = place < 0 ? null : place;
  }

  listen() {
    for (const [axis, select] of Object.entries(this.axes))
      select.addEventListener("change", () => {
        this.fragment.set(this.key(axis), select.value);
        this.draw();
      });
    this.asRanks.addEventListener("change", () => {
      this.fragment.set(this.key("scale"), this.asRanks.checked ? "" : "raw");
      this.draw();
    });
    this.canvas.addEventListener("pointermove", (event) => this.name(this.nearest(event)));
    this.canvas.addEventListener("pointerleave", () => this.name(this.chosen));
    this.canvas.addEventListener("click", (event) => this.choose(this.nearest(event)));
    const body = this.table.body;
    body.addEventListener("pointerover", (event) => this.name(this.rowOf(event)));
    body.addEventListener("pointerleave", () => this.name(this.chosen));
    body.addEventListener("focusin", (event) => this.name(this.rowOf(event)));
    body.addEventListener("click", (event) => this.choose(this.rowOf(event)));
    body.addEventListener("keydown", (event) => this.walk(event));
  }

  rowOf(event) {
    const line = event.target.closest("tr");
    return line ? Number(line.dataset.row) : null;
  }

  walk(event) {
    const lines = [...this.table.body.rows];
    const place = lines.indexOf(event.target);
    const target = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: lines.length - 1 }[event.key];
    if (event.key === "Enter") this.choose(this.rowOf(event));
    if (place < 0 || target === undefined || !lines[target]) return;
    event.preventDefault();
    lines[place].tabIndex = -1;
    lines[target].tabIndex = 0;
    lines[target].focus();
  }

  refresh() {
    const lines = [...this.table.body.rows];
    for (const line of lines) line.tabIndex = -1;
    if (lines.length) lines[0].tabIndex = 0;
    this.kept = new Set(this.table.rows);
    this.name(this.chosen);
  }

  choose(row) {
    this.chosen = row;
    this.fragment.set(this.key("arch"), row === null ? "" : this.table.columns.get("arch")[row]);
    this.name(row);
  }

  name(row) {
    this.named = row;
    for (const line of this.table.body.rows) line.classList.toggle("named", Number(line.dataset.row) === row);
    if (row !== null) {
      const values = Object.values(this.axes).map((select) => `${select.value} ${this.shown(select.value, row)}`);
      this.output.textContent = [this.table.columns.get("arch")[row], ...values].join("  \u00b7  ");
    }
    this.draw();
  }

  shown(key, row) {
    return SHOW[this.table.kinds.get(key)](this.table.columns.get(key)[row]);
  }

  // Percentiles with equal values sharing one, or the values themselves.
  coordinates(key) {
    const values = this.table.columns.get(key);
    if (!this.asRanks.checked) return values;
    if (!this.percentiles.has(key)) this.percentiles.set(key, ranked(values));
    return this.percentiles.get(key);
  }

  place() {
    const { width, height } = this.canvas.getBoundingClientRect();
    const edge = Explorer.EDGE;
    const across = scaled(this.coordinates(this.axes.across.value), edge.left, width - edge.right);
    const up = scaled(this.coordinates(this.axes.up.value), height - edge.bottom, edge.top);
    this.points = [];
    for (let row = 0; row < this.table.length; row += 1) {
      const x = across(row), y = up(row);
      if (x !== null && y !== null) this.points.push({ row, x, y });
    }
    return { width, height };
  }

  nearest(event) {
    const box = this.canvas.getBoundingClientRect();
    const x = event.clientX - box.left, y = event.clientY - box.top;
    let best = null, reach = Explorer.REACH ** 2;
    for (const point of this.points) {
      const distance = (point.x - x) ** 2 + (point.y - y) ** 2;
      if (distance < reach && this.kept.has(point.row)) [best, reach] = [point.row, distance];
    }
    return best;
  }

  draw() {
    const { width, height } = this.place();
    if (!width) return;
    const density = window.devicePixelRatio || 1;
    this.canvas.width = width * density;
    this.canvas.height = height * density;
    const pen = this.canvas.getContext("2d");
    pen.scale(density, density);
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name);
    this.drawFrame(pen, width, height, colour);
    for (const kept of [false, true]) {
      pen.fillStyle = colour(kept ? "--size" : "--rule");
      pen.globalAlpha = kept ? 0.6 : 1;
      for (const { row, x, y } of this.points) if (this.kept.has(row) === kept) disc(pen, x, y, 3);
    }
    pen.globalAlpha = 1;
    pen.fillStyle = colour("--saliency");
    for (const { row, x, y } of this.points) if (row === this.named) disc(pen, x, y, 6);
  }

  drawFrame(pen, width, height, colour) {
    const { left, right, top, bottom } = Explorer.EDGE;
    pen.strokeStyle = colour("--soft");
    pen.fillStyle = colour("--soft");
    pen.font = "12px " + getComputedStyle(this.root).fontFamily;
    pen.beginPath();
    pen.moveTo(left - 10.5, top);
    pen.lineTo(left - 10.5, height - bottom + 10.5);
    pen.lineTo(width - right, height - bottom + 10.5);
    pen.stroke();
    const across = this.ends(this.axes.across.value), up = this.ends(this.axes.up.value);
    pen.textAlign = "left";
    pen.fillText(across[0], left, height - bottom + 26);
    pen.textAlign = "right";
    pen.fillText(across[1], width - right, height - bottom + 26);
    pen.fillText(up[0], left - 16, height - bottom);
    pen.fillText(up[1], left - 16, top + 10);
    pen.fillStyle = colour("--ink");
    pen.textAlign = "center";
    pen.fillText(this.axes.across.value, (left + width - right) / 2, height - bottom + 30);
    pen.save();
    pen.translate(left - 26, (top + height - bottom) / 2);
    pen.rotate(-Math.PI / 2);
    pen.fillText(this.axes.up.value, 0, 0);
    pen.restore();
  }

  ends(key) {
    if (this.asRanks.checked) return ["lowest", "highest"];
    const [low, high] = extent(this.coordinates(key));
    const show = SHOW[this.table.kinds.get(key)];
    return [show(low), show(high)];
  }
}

function extent(values) {
  let low = Infinity, high = -Infinity;
  for (const value of values)
    if (typeof value === "number") {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  return low <= high ? [low, high] : [null, null];
}

function scaled(values, from, to) {
  const [low, high] = extent(values);
  const middle = low === high;
  return (row) => {
    const value = values[row];
    if (typeof value !== "number") return null;
    return middle ? (from + to) / 2 : from + ((to - from) * (value - low)) / (high - low);
  };
}

function ranked(values) {
  const order = [...values.keys()].filter((row) => typeof values[row] === "number").sort((a, b) => values[a] - values[b]);
  const ranks = Array(values.length).fill(null);
  for (let start = 0, end = 0; start < order.length; start = end) {
    while (end < order.length && values[order[end]] === values[order[start]]) end += 1;
    for (let place = start; place < end; place += 1) ranks[order[place]] = (start + end - 1) / 2;
  }
  return ranks;
}

function disc(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}
