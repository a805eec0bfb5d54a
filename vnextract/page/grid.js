// A table of any length: only the rows in sight are in the page. One stop in the tab order; arrows move, Enter opens.

const MOST_PIXELS = 8_000_000; // browsers lose count in elements much taller than this

class Grid {
  constructor(root, open) {
    this.root = root;
    this.open = open;
    this.rows = [];
    this.active = 0;
    this.head = el("div.grid-head", { role: "rowgroup" });
    this.body = el("div.grid-body", { role: "rowgroup" });
    root.append(this.head, this.body);
    root.addEventListener("scroll", () => this.later(), { passive: true });
    root.addEventListener("keydown", (event) => this.key(event));
    this.body.addEventListener("click", (event) => this.click(event));
    new ResizeObserver(() => this.draw()).observe(root);
  }

  /** Show ``rows`` (numbers) in ``columns``: { name, title, width, cell(row), sort?(rows), spare }; spare ones go when an article is open. */
  show(columns, rows, { label, sort, onsort, keep }) {
    this.columns = columns;
    this.rows = rows;
    this.label = label;
    this.root.setAttribute("aria-label", label);
    this.root.setAttribute("aria-rowcount", rows.length + 1);
    this.root.setAttribute("aria-colcount", columns.length);
    for (const [name, some] of [["--columns", columns], ["--columns-reading", columns.filter((c) => !c.spare)]])
      this.root.style.setProperty(name, some.map((c) => c.width).join(" "));
    if (!keep) this.active = 0;
    this.active = Math.max(0, Math.min(this.active, rows.length - 1));
    this.heading(sort, onsort);
    if (!keep) this.root.scrollTop = 0;
    this.draw();
  }

  heading(sort, onsort) {
    const cells = this.columns.map((column, i) => {
      const order = sort?.column === column.name ? (sort.down ? "descending" : "ascending") : "none";
      const button = column.sort
        ? el("button", { type: "button", onclick: () => onsort(column.name) }, column.title, el("span.arrow", { "aria-hidden": "true" }))
        : column.title;
      const sorted = column.sort ? order : null;
      return el(`div.cell.${column.name}${column.spare ? ".spare" : ""}`, { role: "columnheader", "aria-colindex": i + 1, "aria-sort": sorted }, button);
    });
    this.head.replaceChildren(el("div.row", { role: "row", "aria-rowindex": 1 }, cells));
  }

  get rowHeight() {
    const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
    return parseFloat(getComputedStyle(this.root).getPropertyValue("--row")) * letter; // rem, as parts.css has it
  }

  later() {
    this.waiting ??= requestAnimationFrame(() => ((this.waiting = null), this.draw()));
  }

  /** How many pixels of scrolling stand for how many rows; one to one but for very many rows. */
  scale() {
    const height = this.rowHeight;
    const full = this.rows.length * height;
    const tall = Math.min(full, MOST_PIXELS);
    const view = this.root.clientHeight - this.head.offsetHeight;
    const ratio = tall > view && full > tall ? (full - view) / (tall - view) : 1;
    return { height, tall, view, ratio };
  }

  draw() {
    if (!this.columns || this.root.closest("[hidden]")) return;
    const { height, tall, view, ratio } = this.scale();
    this.body.style.height = `${tall}px`;
    const top = this.root.scrollTop * ratio;
    const first = Math.max(0, Math.floor(top / height) - 6);
    const last = Math.min(this.rows.length, Math.ceil((top + view) / height) + 6);
    const out = [];
    for (let at = first; at < last; at++) out.push(this.row(at, at * height - top + this.root.scrollTop));
    this.body.replaceChildren(...out);
    const active = this.rows.length && first <= this.active && this.active < last ? `grid-row-${this.active}` : "";
    if (active) this.root.setAttribute("aria-activedescendant", active);
    else this.root.removeAttribute("aria-activedescendant");
  }

  row(at, top) {
    const number = this.rows[at];
    const cells = this.columns.map((column, i) =>
      el(`div.cell.${column.name}${column.spare ? ".spare" : ""}`, { role: "gridcell", "aria-colindex": i + 1 }, column.cell(number)),
    );
    const row = el(
      `div.row${at === this.active ? ".active" : ""}`,
      {
        role: "row",
        id: `grid-row-${at}`,
        "aria-rowindex": at + 2,
        "aria-selected": at === this.active ? "true" : "false",
        "data-at": at,
      },
      cells,
    );
    row.style.transform = `translateY(${top}px)`;
    return row;
  }

  /** The row under the pointer: the one pressed may have been drawn anew since. */
  click(event) {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const row = event.target.closest("[data-at]") ?? under?.closest("[data-at]");
    if (row && this.body.contains(row)) this.choose(Number(row.dataset.at));
  }

  choose(at) {
    if (String(getSelection()).length > 1) return; // words are being copied
    this.active = at;
    this.draw();
    this.open(this.rows[at]);
  }

  key(event) {
    const page = Math.max(1, Math.floor((this.root.clientHeight - this.head.offsetHeight) / this.rowHeight) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity, j: 1, k: -1 };
    if (event.target !== this.root || event.ctrlKey || event.metaKey || event.altKey || !this.rows.length) return;
    if (event.key === "Enter" || event.key === " ") this.choose(this.active);
    else if (event.key in steps) this.move(steps[event.key]);
    else return;
    event.preventDefault();
  }

  move(step) {
    this.active = Math.max(0, Math.min(this.rows.length - 1, this.active + step));
    const { height, view, ratio } = this.scale();
    const top = this.active * height;
    const seen = this.root.scrollTop * ratio;
    if (top < seen) this.root.scrollTop = top / ratio;
    else if (top + height > seen + view) this.root.scrollTop = (top + height - view) / ratio;
    this.draw();
  }
}
