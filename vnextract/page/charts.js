// The overview: figures, articles over time, events by type and month, who and what is named most, a person's posts.
// Bars and cells are buttons and table cells, so that a keyboard reaches them and a screen reader reads the numbers.

const TOP = 12;
const LISTS = [
  ["officials", "People", "named in most articles"],
  ["bodies", "Bodies", "named in most articles"],
  ["directives", "Documents", "cited in most articles"],
];

const charts = {
  draw(root, left, act) {
    const parts = [this.figures(left), this.volume(left, act)];
    if (state.chosen.official.length === 1) parts.push(this.posts(state.chosen.official[0], left, act));
    parts.push(this.events(left, act), el("div.lists", {}, LISTS.map((list) => this.ranking(list, left, act))));
    root.replaceChildren(...parts.filter(Boolean));
  },

  figures(left) {
    const distinct = (name) => new Set([...left[name]].map((row) => store.tables[name].entity[row])).size;
    const all = [
      [left.articles.length, "articles"],
      [distinct("officials"), "people"],
      [distinct("bodies"), "bodies"],
      [distinct("directives"), "documents"],
      [left.events.length, "events"],
    ];
    return el("dl.figures", {}, all.map(([n, name]) => el("div", {}, el("dd", {}, figure(n)), el("dt", {}, name))));
  },

  /** Articles by day, month or year, whichever gives bars that can be told apart. */
  volume(left, act) {
    const days = [...left.articles].map((a) => store.string(store.articles.published[a])).filter(Boolean).sort();
    if (!days.length) return null;
    const unit = [10, 7, 4].find((n) => spanOf(days[0].slice(0, n), days.at(-1).slice(0, n)).length <= 62) ?? 4;
    const steps = spanOf(days[0].slice(0, unit), days.at(-1).slice(0, unit));
    const count = new Map(steps.map((step) => [step, 0]));
    for (const day of days) count.set(day.slice(0, unit), (count.get(day.slice(0, unit)) ?? 0) + 1);
    const most = Math.max(...count.values());
    const bars = [...count].map(([step, n], i) => {
      const bar = el("span.fill", {}, steps.length <= 31 && n ? el("span.value", { "aria-hidden": "true" }, figure(n)) : null);
      bar.style.height = `${(100 * n) / most}%`;
      const chosen = state.from === step && state.to === step;
      return el(
        "button.column",
        {
          type: "button",
          tabindex: i ? -1 : 0,
          "aria-pressed": String(chosen),
          title: `${step}: ${plural(n, "article")}`,
          onclick: () => act.range(chosen ? "" : step, chosen ? "" : step),
        },
        el("span.unseen", {}, `${step}: ${plural(n, "article")}`),
        el("span.rod", {}, bar),
        el("span.tick", { "aria-hidden": "true" }, tick(step, i, steps.length)),
      );
    });
    const undated = left.articles.length - days.length;
    const note = `${{ 10: "by day", 7: "by month", 4: "by year" }[unit]}${undated ? `; ${figure(undated)} without a date` : ""}`;
    return card("Articles over time", note, roving(el("div.bars", { role: "group", "aria-label": "Articles over time" }, bars)));
  },

  /** A heat table: types down, months (or years) across. */
  events(left, act) {
    const { event_type, article } = store.tables.events;
    const dated = [];
    for (const row of left.events) {
      const day = store.string(store.articles.published[article[row]]);
      dated.push([store.string(event_type[row]), day]);
    }
    if (!dated.length) return null;
    const days = dated.map(([, day]) => day).filter(Boolean).sort();
    const months = days.length ? spanOf(days[0].slice(0, 7), days.at(-1).slice(0, 7)) : [];
    const unit = months.length > 24 ? 4 : 7;
    const steps = unit === 7 ? months : spanOf(days[0].slice(0, 4), days.at(-1).slice(0, 4)).slice(-40);
    const table = new Map(facts.eventTypes.map((type) => [type, { all: 0, steps: new Map() }]));
    for (const [type, day] of dated) {
      const line = table.get(type) ?? table.set(type, { all: 0, steps: new Map() }).get(type);
      line.all++;
      if (day) line.steps.set(day.slice(0, unit), (line.steps.get(day.slice(0, unit)) ?? 0) + 1);
    }
    const lines = [...table].filter(([, line]) => line.all).sort((a, b) => b[1].all - a[1].all);
    const most = Math.max(1, ...lines.flatMap(([, line]) => [...line.steps.values()]));
    const head = el("tr", {}, el("th", { scope: "col" }, "Type"), steps.map((step, i) => el("th", { scope: "col" }, short(step, i === 0))), el("th", { scope: "col" }, "All"));
    const body = lines.map(([type, line]) =>
      el(
        "tr",
        {},
        el("th", { scope: "row" }, el("button.plain", { type: "button", "aria-pressed": String(state.types.includes(type)), onclick: () => act.type(type) }, shown(type))),
        steps.map((step) => heat(line.steps.get(step) ?? 0, most, `${shown(type)}, ${step}`, () => act.typeIn(type, step))),
        el("td.all", {}, figure(line.all)),
      ),
    );
    const grid = el("table.heat", {}, el("caption.unseen", {}, "Events by type and time of publication"), el("thead", {}, head), el("tbody", {}, body));
    grid.style.setProperty("--steps", steps.length); // few columns need not fill the width
    return card("Events by type", `by ${unit === 7 ? "month" : "year"} of publication`, el("div.scroll", { tabindex: 0, role: "region", "aria-label": "Events by type, table" }, grid));
  },

  ranking([name, title, note], left, act) {
    const ranked = ranking(name, left[name]);
    const most = ranked[0]?.[1] ?? 1;
    const kind = KINDS[name];
    const items = ranked.slice(0, TOP).map(([entity, n]) => {
      const chosen = state.chosen[kind].includes(entity);
      const words = plural(n, "article");
      const button = el("button.line", { type: "button", "aria-pressed": String(chosen), onclick: () => act.entity(kind, entity) }, vi("span.name", store.label(entity)), el("span.count", {}, figure(n), el("span.unseen", {}, words.replace(/^\S+/, ""))));
      button.style.setProperty("--part", `${(100 * n) / most}%`);
      return el("li", {}, button);
    });
    const list = items.length ? el(`ol.ranking.${kind}`, {}, items) : el("p.none", {}, "None among these rows.");
    const rest = ranked.length > TOP ? el("button.plain.more", { type: "button", onclick: () => act.tab(name) }, `All ${plural(ranked.length, "name")} in the table`) : null;
    return card(title, note, list, rest);
  },

  /** The titles under which one person appears, with the first and the last day. */
  posts(person, left, act) {
    const { entity, article } = store.tables.officials;
    const posts = new Map();
    for (const row of left.officials) {
      if (entity[row] !== person) continue;
      for (const { title, tenure } of store.attached.positions.get(row) ?? []) {
        const key = `${store.string(title).toLowerCase()}|${tenure}`;
        const day = store.string(store.articles.published[article[row]]);
        const post = posts.get(key) ?? { title, tenure, first: day, last: day, articles: new Set() };
        post.first = [post.first, day].filter(Boolean).sort()[0] ?? "";
        post.last = [post.last, day].filter(Boolean).sort().at(-1) ?? "";
        posts.set(key, { ...post, articles: post.articles.add(article[row]) });
      }
    }
    if (!posts.size) return null;
    const lines = [...posts.values()].sort((a, b) => b.articles.size - a.articles.size || compare(a.first, b.first)).slice(0, 30);
    const cells = lines.map(({ title, tenure, first, last, articles }) => {
      const held = store.string(tenure);
      return el("tr", {}, el("td", {}, vi("span", store.string(title)), held && held !== "current" ? el("span.tag", {}, held) : null), el("td.num", {}, first === last ? first : `${first} – ${last}`), el("td.num", {}, figure(articles.size)));
    });
    const head = el("tr", {}, ["Title as printed", "Published", "Articles"].map((word) => el("th", { scope: "col" }, word)));
    return card(`Posts of ${store.label(person)}`, "as the articles name them", el("table.posts", {}, el("thead", {}, head), el("tbody", {}, cells)));
  },
};

function card(title, note, ...content) {
  return el("section.card", {}, el("h2", {}, title, el("small", {}, note)), content);
}

function heat(n, most, words, act) {
  const cell = el("td", { title: `${words}: ${figure(n)}`, onclick: n ? act : null, "data-n": n || null }, n ? figure(n) : "");
  // the square root keeps the small counts apart: most cells of such a table are small
  cell.style.setProperty("--part", n ? (0.1 + 0.9 * Math.sqrt(n / most)).toFixed(3) : "0");
  return cell;
}

/** Every day, month or year from first to last. */
function spanOf(first, last) {
  const out = [];
  const step = new Date(`${first}${"-01-01".slice(first.length - 4)}T00:00:00Z`);
  for (let word = first; word <= last && out.length < 20000; ) {
    out.push(word);
    if (first.length === 4) step.setUTCFullYear(step.getUTCFullYear() + 1);
    else if (first.length === 7) step.setUTCMonth(step.getUTCMonth() + 1);
    else step.setUTCDate(step.getUTCDate() + 1);
    word = step.toISOString().slice(0, first.length);
  }
  return out;
}

/** The label under a bar, for as many bars as there is room. */
function tick(step, i, all) {
  const every = Math.ceil(all / 12);
  return i % every ? "" : short(step, i === 0);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function short(step, first = false) {
  const [year, month, day] = step.split("-");
  if (!month) return year;
  if (day) return `${Number(day)} ${MONTHS[month - 1]}${first ? ` ${year}` : ""}`;
  return month === "01" || first ? `${MONTHS[month - 1]} ${year}` : MONTHS[month - 1];
}

/** One stop in the tab order for a row of buttons; arrows go from one to the next. */
function roving(group) {
  group.addEventListener("keydown", (event) => {
    const buttons = [...group.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined || !buttons[to]) return;
    buttons.forEach((button, i) => (button.tabIndex = i === to ? 0 : -1));
    buttons[to].focus();
    event.preventDefault();
  });
  return group;
}
