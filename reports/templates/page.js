// What the reader chose lives in the address behind "#", so that a link shows the same view.
class Fragment {
  constructor() {
    const text = location.hash.slice(1);
    this.values = new URLSearchParams(text.includes("=") ? text : "");
    this.written = text;
    addEventListener("hashchange", () => {
      const now = location.hash.slice(1);
      if (now.includes("=") && now !== this.written) location.reload();
    });
  }

  get(key) {
    return this.values.get(key);
  }

  set(key, value) {
    if (value) this.values.set(key, value);
    else this.values.delete(key);
    this.written = this.values.toString();
    history.replaceState(null, "", "#" + this.written);
  }
}

function followTheme(redraw) {
  const button = document.getElementById("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light");
  const show = () => {
    button.textContent = theme() === "dark" ? "Light theme" : "Dark theme";
    redraw();
  };
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = theme() === "dark" ? "light" : "dark";
    show();
  });
  system.addEventListener("change", show);
  show();
}

function followPopulation(fragment) {
  const blocks = [...document.querySelectorAll(".population")];
  const links = [...document.querySelectorAll("nav a")];
  const show = (key) => {
    for (const block of blocks) block.hidden = block.dataset.population !== key;
    const sections = document.querySelectorAll(".population:not([hidden]) > section");
    sections.forEach((section, place) => (links[place].hash = section.id));
  };
  for (const choice of document.querySelectorAll("[name=population]"))
    choice.addEventListener("change", () => {
      fragment.set("population", choice.value);
      show(choice.value);
    });
  const target = document.getElementById(location.hash.slice(1))?.closest(".population");
  const wanted = target?.dataset.population ?? fragment.get("population");
  const first = blocks.some((block) => block.dataset.population === wanted) ? wanted : blocks[0].dataset.population;
  const choice = [...document.querySelectorAll("[name=population]")].find((radio) => radio.value === first);
  if (choice) choice.checked = true;
  show(first);
}

document.documentElement.classList.add("script");
const fragment = new Fragment();
const data = JSON.parse(document.getElementById("data").textContent);
const tables = new Map(
  [...document.querySelectorAll(".table")].map((root) => [root.dataset.table, new DataTable(root, data[root.dataset.table], fragment)]),
);
const explorers = [...document.querySelectorAll(".explorer")].map((root) => new Explorer(root, tables.get(root.dataset.table), fragment));
followPopulation(fragment);
followTheme(() => explorers.forEach((explorer) => explorer.draw()));
