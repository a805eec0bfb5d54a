// The page as a whole: what is chosen, what is shown, the address, the keyboard.

const page = { left: {}, run: 0, pickers: [], grid: null };

// ---------------------------------------------------------------- what is shown

/** Filter, show, and go on to read the texts for words that no text was searched for yet. */
async function refresh({ keep = false } = {}) {
  const run = ++page.run;
  const begun = performance.now();
  const current = () => run === page.run;
  const terms = parseQuery(state.query);
  const waiting = terms.some((term) => !finder.term(term).sentences);
  page.left = filtered();
  draw({ keep });
  tell(waiting ? "reading the texts …" : "");
  address.show();
  if (waiting) {
    await finder.texts(terms, current, (part) => tell(`reading the texts … ${Math.round(part * 100)} %`));
    if (!current()) return;
    page.left = filtered();
    draw({ keep: true });
    tell("");
  }
  document.documentElement.dataset.took = Math.round(performance.now() - begun);
  document.documentElement.dataset.ready = run;
}

function tell(waiting) {
  const { left } = page;
  const rows = TABLES.reduce((sum, name) => sum + left[name].length, 0);
  const words = `${plural(rows, "row")} in ${plural(left.articles.length, "article")}`;
  $("status").textContent = waiting ? `${words} · ${waiting}` : words;
  $("status").classList.toggle("busy", Boolean(waiting));
}

function draw({ keep = false } = {}) {
  for (const tab of TABS) {
    const button = $(`tab-${tab}`);
    button.setAttribute("aria-selected", String(tab === state.tab));
    button.tabIndex = tab === state.tab ? 0 : -1;
    if (tab !== "overview") button.querySelector(".count").textContent = figure(page.left[tab].length);
  }
  $("clear").hidden = !anyFilter();
  $("sheet").setAttribute("aria-labelledby", `tab-${state.tab}`);
  const empty = state.tab === "overview" ? !page.left.articles.length : !page.left[state.tab].length;
  $("empty").hidden = !empty;
  $("overview").hidden = empty || state.tab !== "overview";
  $("rows").hidden = empty || state.tab === "overview";
  $("save").hidden = $("rows").hidden;
  if (!$("overview").hidden) charts.draw($("overview"), page.left, actions);
  if (!$("rows").hidden) drawRows(keep);
  for (const picker of page.pickers) picker.refresh();
  drawFilters();
}

function drawRows(keep) {
  const table = state.tab;
  const columns = table === "articles" ? articleColumns() : columnsOf(table);
  const sort = state.sort[table];
  let rows = page.left[table];
  const by = columns.find((column) => column.name === sort?.column);
  if (by) {
    const key = by.sort(rows);
    const keys = new Map([...rows].map((row) => [row, key(row)]));
    rows = [...rows].sort((a, b) => (keys.get(a) === keys.get(b) ? a - b : (keys.get(a) < keys.get(b) ? -1 : 1) * (sort.down && keys.get(a) !== Infinity && keys.get(b) !== Infinity ? -1 : 1)));
  }
  page.grid.show(columns, rows, {
    label: `${NAMES[table]}, ${plural(rows.length, "row")}`,
    sort,
    keep,
    onsort: (column) => {
      state.sort[table] = { column, down: sort?.column === column && !sort.down };
      drawRows(false);
      $("rows").querySelector(`[role=columnheader].${CSS.escape(column)} button`)?.focus();
    },
  });
}

function drawFilters() {
  for (const box of document.querySelectorAll("#types input")) box.checked = state.types.includes(box.value);
  for (const box of document.querySelectorAll("#sources input")) box.checked = state.sources.includes(Number(box.value));
  if (document.activeElement !== $("query")) $("query").value = state.query;
  $("from").value = state.from;
  $("to").value = state.to;
  $(`scope-${state.scope}`).checked = true;
  $("teasers").checked = state.teasers;
}

// ---------------------------------------------------------------- what can be done

const actions = {
  tab(tab) {
    state.tab = tab;
    draw();
    address.show();
    $(`tab-${tab}`).focus();
  },
  range(from, to) {
    Object.assign(state, { from, to });
    refresh().then(() => focusPressed("overview", ".bars"));
  },
  type(type) {
    toggle(state.types, type);
    refresh().then(() => focusPressed("overview", ".heat"));
  },
  typeIn(type, step) {
    Object.assign(state, { types: [type], from: step, to: step, tab: "events" });
    refresh();
  },
  entity(kind, entity) {
    toggle(state.chosen[kind], entity);
    refresh();
    if (state.open) reader.look(false);
  },
  looked(open) {
    state.open = open;
    address.show();
  },
};

/** The overview is drawn anew: the focus goes to the button that was pressed, or to the first of its group. */
function focusPressed(id, group) {
  const place = $(id).querySelector(group);
  (place?.querySelector('[aria-pressed="true"]') ?? place?.querySelector("button"))?.focus({ preventScroll: true });
}

function openRow(row) {
  const table = state.tab === "articles" ? null : state.tab;
  openArticle({ article: table ? store.tables[table].article[row] : row, table, row: table ? row : null });
}

async function openArticle(open, focus = true) {
  state.open = open;
  document.body.classList.add("reading");
  $("reader").hidden = false;
  narrowed();
  await reader.show(open, actions);
  address.show();
  if (focus) $("reader-title").focus({ preventScroll: true });
}

function closeArticle() {
  state.open = null;
  document.body.classList.remove("reading");
  $("reader").hidden = true;
  narrowed();
  address.show();
  ($("rows").hidden ? $(`tab-${state.tab}`) : $("rows")).focus();
}

/** Where the article covers the page, nothing behind it can be reached. */
function narrowed() {
  const over = Boolean(state.open) && matchMedia("(max-width: 1100px)").matches;
  for (const id of ["top", "filters", "main"]) $(id).inert = over;
}

function save() {
  const table = state.tab;
  const quoted = (value) => `"${String(value).replace(/^([=+@\t\r-])/, "'$1").replace(/"/g, '""')}"`;
  const lines = [];
  const word = (numbers, row) => store.string(numbers[row]);
  if (table === "articles") {
    const names = ["doc_id", "published", "source", "heading"];
    lines.push(names, ...[...page.left.articles].map((row) => names.map((name) => word(store.articles[name], row))));
  } else {
    const { article, start, end, score, entity, sentence, ...columns } = store.tables[table];
    const names = Object.keys(columns).filter((name) => name !== "size");
    lines.push(["doc_id", "published", "name", ...names]);
    for (const row of page.left[table]) {
      const told = [word(store.articles.doc_id, article[row]), word(store.articles.published, article[row])];
      lines.push([...told, entity ? store.label(entity[row]) : "", ...names.map((name) => word(columns[name], row))]);
    }
  }
  const blob = new Blob(["\ufeff", lines.map((line) => line.map(quoted).join(",")).join("\r\n")], { type: "text/csv" });
  const link = el("a", { href: URL.createObjectURL(blob), download: `${table}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function clearAll() {
  Object.assign(state, { query: "", types: [], sources: [], from: "", to: "", teasers: true });
  for (const list of Object.values(state.chosen)) list.length = 0;
  $("query").value = "";
  refresh();
  $("query").focus();
}

// ---------------------------------------------------------------- the theme, the keyboard, the beginning

const memory = {
  get: (name) => { try { return localStorage.getItem(name); } catch { return null; } },
  set: (name, value) => { try { localStorage.setItem(name, value); } catch { /* a page from a file may have no memory */ } },
};

function paint(theme) {
  document.documentElement.dataset.theme = theme;
  $("theme").setAttribute("aria-pressed", String(theme === "dark"));
}

function setTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  paint(memory.get("vnextract-theme") ?? (dark.matches ? "dark" : "light"));
  dark.addEventListener("change", () => memory.get("vnextract-theme") ?? paint(dark.matches ? "dark" : "light"));
  $("theme").addEventListener("click", () => {
    paint(document.documentElement.dataset.theme === "dark" ? "light" : "dark");
    memory.set("vnextract-theme", document.documentElement.dataset.theme);
  });
}

function keys(event) {
  const typing = event.target.closest?.("input, select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
  if (event.key === "Escape" && event.target === $("query") && state.query) return;
  if (event.key === "Escape" && state.open) closeArticle();
  else if (typing) return;
  else if (event.key === "/") $("query").focus(), $("query").select();
  else if (event.key === "?") $("help").showModal();
  else if (event.key === "n" && state.open) reader.go(reader.at + 1);
  else if (event.key === "p" && state.open) reader.go(Math.max(reader.at, 0) - 1);
  else if (/^[1-6]$/.test(event.key)) actions.tab(TABS[event.key - 1]);
  else return;
  event.preventDefault();
}

function tabKeys(event) {
  const at = TABS.indexOf(state.tab);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
  if (to === undefined) return;
  actions.tab(TABS[(to + TABS.length) % TABS.length]);
  event.preventDefault();
}

function checks(list, values, chosen) {
  return values.map(([value, words, lang]) =>
    el("label.check", {}, el("input", { type: "checkbox", value, onchange: () => (toggle(chosen(), list === "sources" ? Number(value) : value), refresh()) }), el("span", lang ? { lang } : {}, words)),
  );
}

function build() {
  for (const tab of TABS) {
    const count = tab === "overview" ? null : el("span.count");
    const attributes = { type: "button", role: "tab", id: `tab-${tab}`, "aria-controls": "sheet", onclick: () => actions.tab(tab) };
    $("tabs").append(el("button", attributes, NAMES[tab], count));
  }
  $("tabs").addEventListener("keydown", tabKeys);
  page.grid = new Grid($("rows"), openRow);
  for (const [kind, label] of [["official", "Person"], ["body", "Body"], ["directive", "Document"]]) {
    const picker = new Picker($(`pick-${kind}-root`), kind, label, refresh);
    page.pickers.push(picker);
  }
  $("types").append(...checks("types", facts.eventTypes.map((type) => [type, shown(type)]), () => state.types));
  const sources = [...new Set(store.articles.source)].filter(Boolean).map((n) => [n, store.string(n), "vi"]);
  $("sources-box").hidden = sources.length < 2;
  $("sources").append(...checks("sources", sources.sort((a, b) => compare(a[1], b[1])).slice(0, 200), () => state.sources));
  page.counts = Object.fromEntries(TABLES.map((name) => [name, new Uint32Array(store.articles.size)]));
  for (const name of TABLES) for (const article of store.tables[name].article) page.counts[name][article]++;
}

function listen() {
  let pause = null;
  $("query").addEventListener("input", () => {
    state.query = $("query").value;
    clearTimeout(pause);
    pause = setTimeout(refresh, 130);
  });
  $("query").addEventListener("focus", () => facts.chunks.length && store.loadChunk(0));
  $("search").addEventListener("submit", (event) => (event.preventDefault(), refresh()));
  for (const name of ["from", "to"])
    $(name).addEventListener("change", () => ((state[name] = dayOf($(name))), refresh()));
  for (const scope of ["sentence", "article"])
    $(`scope-${scope}`).addEventListener("change", () => ((state.scope = scope), refresh()));
  $("teasers").addEventListener("change", () => ((state.teasers = $("teasers").checked), refresh()));
  for (const id of ["clear", "clear-empty"]) $(id).addEventListener("click", clearAll);
  $("save").addEventListener("click", save);
  $("next").addEventListener("click", () => reader.go(reader.at + 1));
  $("previous").addEventListener("click", () => reader.go(Math.max(reader.at, 0) - 1));
  $("close").addEventListener("click", closeArticle);
  $("ask").addEventListener("click", () => $("help").showModal());
  $("help-close").addEventListener("click", () => $("help").close());
  $("filters-toggle").addEventListener("click", () => {
    const shownNow = document.body.classList.toggle("filtering");
    $("filters-toggle").setAttribute("aria-expanded", String(shownNow));
  });
  document.addEventListener("keydown", keys);
  addEventListener("hashchange", () => location.hash !== address.shown && visit());
  matchMedia("(max-width: 1100px)").addEventListener("change", narrowed);
}

/** A date box takes a year, a month or a day: 2017, 2017-06, 2017-06-05. */
function dayOf(input) {
  const ok = /^(\d{4}(-\d\d(-\d\d)?)?)?$/.test(input.value.trim());
  input.setAttribute("aria-invalid", String(!ok));
  return ok ? input.value.trim() : "";
}

async function start() {
  setTheme();
  if (typeof DecompressionStream === "undefined") throw new Error("This browser is too old for this page: it needs one of 2023 or later.");
  await store.open();
  build();
  listen();
  $("loading").hidden = true;
  await visit();
}

/** Show what the address tells: at the beginning, and when somebody changes it. */
async function visit() {
  address.read();
  $("query").value = state.query;
  const { open } = state;
  if (!open && !$("reader").hidden) closeArticle();
  await refresh();
  if (open) await openArticle(open, false);
}

start().catch((error) => {
  $("loading").hidden = false;
  $("loading").textContent = `The page cannot be shown. ${error.message}`;
  $("loading").setAttribute("role", "alert");
});
