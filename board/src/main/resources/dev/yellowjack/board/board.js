"use strict";
// What comes from a supervisor is text and stays text: it is put in by textContent and setAttribute alone.

const PAGE = 200;            // rows at first, and more each time
const MOST_CARDS = 20;
const MOST_TRANSITIONS = 200;
const LANES = 10;
const UNKNOWN_LIMIT = 60_000; // in ms, as Health.UNKNOWN_LIMIT
const SILENCE = 15_000;       // in ms; something comes every 5 s
const AGAIN = 2_000;          // in ms

const supervisors = new Map(); // by name: {children: Map by id, transitions: []}
const shown = { limit: PAGE, search: "", state: null };
const open = new Map();        // what is unfolded, by key: {text, crash, supervisor}
let skew = 0;                  // by how many ms this clock is ahead of the board's
let writable = false;
let drawing = false;

const $ = id => document.getElementById(id);

// Elements

function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      made.addEventListener(key.slice(2), value);
    } else {
      made.setAttribute(key, value);
    }
  }
  made.append(...content);
  return made;
}

function drawn(name, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

// What is known

const key = child => child.supervisor + "\u0000" + child.id;
const isDown = child => child.state === "QUARANTINED" || child.overdue;
const isUnknown = child => child.reading.value === "UNKNOWN" && now() - Date.parse(child.reading.since) > UNKNOWN_LIMIT;
const needs = child => isDown(child) || isUnknown(child);
const URGENCY = { BACKING_OFF: 2, STOPPING: 3, STARTING: 3 };
const urgency = child => isDown(child) ? 0 : isUnknown(child) ? 1 : URGENCY[child.state] ?? 4;
const KINDS = { RUNNING: "good", QUARANTINED: "bad", BACKING_OFF: "odd", STARTING: "busy", STOPPING: "busy" };
const words = state => state.replaceAll("_", " ");

function forget(which) {
  [...open].filter(([, unfolded]) => which(unfolded)).forEach(([one]) => open.delete(one));
}

const now = () => Date.now() - skew;
const crashOf = child => child.lastCrash === undefined ? "" : child.lastCrash.incarnation + " " + child.lastCrash.at;

function all() {
  return [...supervisors.values()].flatMap(one => [...one.children.values()]);
}

function take(message) {
  const name = message.status?.name;
  if (message.kind === "ended") {
    supervisors.delete(name);
    forget(unfolded => unfolded.supervisor === name);
  } else if (name !== undefined) {
    skew = Date.now() - Date.parse(message.status.at);
    const one = message.kind === "whole" || !supervisors.has(name)
      ? { children: new Map(), transitions: [] }
      : supervisors.get(name);
    supervisors.set(name, one);
    for (const child of message.status.children) {
      one.children.set(child.id, { ...child, supervisor: name });
    }
    for (const child of message.gone.children) {
      one.children.delete(child.id);
      open.delete(key({ supervisor: name, id: child.id }));
    }
    const known = one.transitions.at(-1)?.number ?? 0; // What a newcomer is told may be told to all just after.
    one.transitions.push(...message.transitions.filter(transition => transition.number > known)
      .map(transition => ({ ...transition, supervisor: name })));
    one.transitions.splice(0, one.transitions.length - MOST_TRANSITIONS);
  }
}

// Talking to the board

const token = () => sessionStorage.getItem("token");
const credentials = () => token() === null ? {} : { Authorization: "Bearer " + token() };

function parameters(child) {
  return "?" + new URLSearchParams({ supervisor: child.supervisor, child: child.id ?? "" });
}

function connection(text, lost = false) {
  $("connection").textContent = text;
  $("connection").className = lost ? "lost" : "";
}

let asking = null; // whoever needs the token waits for one and the same answer

function askForToken(note) {
  sessionStorage.removeItem("token");
  $("key").hidden = false;
  $("key-note").textContent = note;
  if (asking === null) {
    $("token").focus();
    asking = new Promise(given => $("key").addEventListener("submit", event => {
      event.preventDefault();
      sessionStorage.setItem("token", $("token").value);
      $("token").value = "";
      $("key").hidden = true;
      asking = null;
      given();
    }, { once: true }));
  }
  return asking;
}

function result(text, failed = false) {
  $("result").textContent = text;
  $("result").className = failed ? "failed" : "";
}

async function change(path, child, done) {
  if (token() === null) {
    await askForToken("To change anything takes the token.");
  }
  for (;;) {
    try {
      const answer = await fetch(path + parameters(child), { method: "POST", headers: credentials() });
      if (answer.status === 401) {
        await askForToken(await answer.text());
      } else {
        result(answer.ok ? done(await answer.json()) : await answer.text(), !answer.ok);
        return;
      }
    } catch (lost) {
      result("The board does not answer: " + lost.message, true);
      return;
    }
  }
}

function unfold(child) {
  if (!open.delete(key(child))) {
    open.set(key(child), { text: "Asking", crash: crashOf(child), supervisor: child.supervisor });
    fetchStack(child);
  }
  draw();
}

async function fetchStack(child) {
  let text;
  try {
    const answer = await fetch("/child" + parameters(child), { headers: credentials() });
    text = answer.ok
      ? (await answer.json()).lastCrash?.stack ?? "It has not crashed since it was added."
      : await answer.text();
  } catch (lost) {
    text = "The board does not answer: " + lost.message;
  }
  const unfolded = open.get(key(child));
  if (unfolded !== undefined) { // It may have been folded up, or be gone.
    unfolded.text = text;
    draw();
  }
}

/** What is unfolded is the crash that the page speaks of, and no earlier one. */
function renewStacks(children) {
  for (const child of children) {
    const unfolded = open.get(key(child));
    if (unfolded !== undefined && unfolded.crash !== crashOf(child)) {
      unfolded.crash = crashOf(child);
      fetchStack(child);
    }
  }
}

async function follow() {
  for (;;) {
    const ended = new AbortController();
    let silence = setTimeout(() => ended.abort(), SILENCE);
    try {
      const answer = await fetch("/events", { headers: credentials(), signal: ended.signal });
      if (answer.status === 401) {
        clearTimeout(silence);
        connection("The token is needed", true);
        await askForToken(token() === null ? "To read takes the token." : await answer.text());
        continue;
      }
      if (!answer.ok) {
        throw new Error(await answer.text());
      }
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      let pieces = [];
      for (;;) {
        const { value, done } = await reader.read();
        if (done) {
          throw new Error("it has ended");
        }
        clearTimeout(silence);
        silence = setTimeout(() => ended.abort(), SILENCE);
        pieces.push(value);
        if (value.includes("\n")) { // Lines end nowhere but at the end of a message, of which a piece may have half.
          const parts = pieces.join("").split("\n\n");
          pieces = [parts.pop()];
          for (const part of parts) {
            hear(JSON.parse(part.slice("data: ".length)));
          }
        }
      }
    } catch (lost) {
      clearTimeout(silence);
      connection("Not connected, what is shown may be old: " + lost.message, true);
    }
    await new Promise(later => setTimeout(later, AGAIN));
  }
}

let current = false;

function hear(message) {
  if (message.kind === "hello") {
    if (writable !== message.writable) {
      $("cards").replaceChildren();
    }
    writable = message.writable;
    supervisors.clear();
    open.clear();
    current = false;
  } else if (message.kind === "current") {
    current = true;
    connection("Live");
  } else if (message.kind !== "nothing") {
    take(message);
  }
  if (current && message.kind !== "nothing") {
    draw();
  }
}

// Drawing

function draw() {
  if (!drawing) {
    drawing = true;
    requestAnimationFrame(() => {
      drawing = false;
      const children = all();
      renewStacks(children);
      drawVerdict(children);
      drawCards(children.filter(needs));
      drawFilters(children);
      drawRows(children);
      drawTransitions();
    });
  }
}

function drawVerdict(children) {
  const down = children.filter(isDown);
  const unknown = children.filter(child => !isDown(child) && isUnknown(child));
  const plural = (count, one, many) => count === 1 ? "1 " + one : count.toLocaleString("en") + " " + many;
  let text = "All is well";
  if (supervisors.size === 0) {
    text = "No supervisor runs in this JVM";
  } else if (down.length === 1) {
    text = down[0].id + (down[0].overdue ? " does not stop" : " is down: it crashed");
  } else if (down.length > 1) {
    text = plural(down.length, "child needs", "children need") + " somebody";
  } else if (unknown.length > 0) {
    text = plural(unknown.length, "child's flag is", "children's flags are") + " not known";
  }
  set($("verdict-words"), text);
  $("verdict").className = down.length > 0 ? "bad" : unknown.length > 0 ? "odd" : "good";
  const running = children.filter(child => child.state === "RUNNING").length;
  const off = children.filter(child => child.state === "OFF").length;
  set($("verdict-counts"), plural(children.length, "child", "children") + " in "
    + plural(supervisors.size, "supervisor", "supervisors") + ": " + running.toLocaleString("en") + " running, "
    + off.toLocaleString("en") + " off, " + down.length.toLocaleString("en") + " down or overdue");
}

/** Leaves alone what is as it was: it would be read aloud again. */
function set(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

function ago(instant) {
  const seconds = Math.max(0, Math.round((now() - Date.parse(instant)) / 1000));
  const [count, unit] = seconds < 90 ? [seconds, "s"]
    : seconds < 5_400 ? [Math.round(seconds / 60), "min"]
    : seconds < 129_600 ? [Math.round(seconds / 3_600), "h"]
    : [Math.round(seconds / 86_400), "days"];
  return element("time", { datetime: instant, title: instant }, count + " " + unit + " ago");
}

function badge(child) {
  return child.overdue ? element("span", { class: "state bad" }, "✕ OVERDUE")
    : stateBadge(child.state);
}

function stateBadge(state) {
  const sign = { QUARANTINED: "✕ ", RUNNING: "▶ ", BACKING_OFF: "↻ ", STARTING: "… ", STOPPING: "… ", COMPLETED: "✓ " };
  return element("span", { class: "state " + (KINDS[state] ?? "off") }, (sign[state] ?? "○ ") + words(state));
}

function advice(child) {
  if (child.overdue) {
    return "It was asked to stop and interrupted, and still runs. The OVERDUE report in the log shows where. Free what it"
      + " waits for, or restart this JVM.";
  }
  return child.state === "QUARANTINED"
    ? "It stays down until its flag has been OFF and ON again, or somebody releases it."
    : "Nothing changes by this. Look at the flag '" + child.flag + "' and at the flag service.";
}

/** The same rows and cards stay the same elements, so that nobody loses the focus or the place. */
function keep(parent, items, keyOf, make, update) {
  const wanted = new Set(items.map(keyOf));
  [...parent.children].filter(node => !wanted.has(node.dataset.key)).forEach(node => node.remove());
  const before = new Map([...parent.children].map(node => [node.dataset.key, node]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const node = before.get(keyOf(item)) ?? make(item);
    node.dataset.key = keyOf(item);
    update(node, item);
    if (node === place) {
      place = place.nextElementSibling;
    } else {
      const focused = node.contains(document.activeElement) ? document.activeElement : null;
      parent.insertBefore(node, place);
      focused?.focus({ preventScroll: true });
    }
  }
}

function drawCards(needy) {
  needy.sort((one, other) => urgency(one) - urgency(other));
  $("needy").hidden = needy.length === 0;
  keep($("cards"), needy.slice(0, MOST_CARDS), key, makeCard, updateCard);
  const more = needy.length - MOST_CARDS;
  $("more-cards").hidden = more <= 0;
  set($("more-cards"), "and " + more.toLocaleString("en") + " more, which come first in the list below");
}

function makeCard(child) {
  const made = element("li", {},
    element("div", { class: "top" }, element("span"), element("h3", {}, child.id)),
    element("div", { class: "cause" }),
    element("p", { class: "facts" }),
    element("p", { class: "advice" }),
    element("div", { class: "actions" }),
    element("pre", { tabindex: "0", "aria-label": "The stack trace of the last crash of " + child.id }));
  const actions = made.querySelector(".actions");
  actions.append(element("button", { type: "button", class: "unfold", "aria-label": "Stack trace of " + child.id,
    onclick: () => unfold(child) }, "Stack trace"));
  if (writable) {
    actions.append(
      element("button", { type: "button", class: "release", "aria-label": "Release " + child.id,
        onclick: () => change("/release", child, answer => answer.released
          ? child.id + " is released: its flag decides again"
          : child.id + " is not quarantined any more: nothing was done") }, "Release"),
      element("button", { type: "button", "aria-label": "Check all flags of " + child.supervisor,
        onclick: () => change("/check", child, () => "All flags of " + child.supervisor + " are being read") },
        "Check flags"));
  }
  return made;
}

function updateCard(node, child) {
  node.className = "card " + (isDown(child) ? "bad" : "odd");
  node.querySelector(".top span").replaceWith(
    isDown(child) ? badge(child) : element("span", { class: "state odd" }, "? FLAG UNKNOWN"));
  set(node.querySelector(".cause"), child.overdue ? "" : isDown(child)
    ? child.lastCrash?.message ?? ""
    : child.reading.reason + ": " + child.reading.detail);
  node.querySelector(".facts").replaceChildren(
    isDown(child) ? ago(child.since) : ago(child.reading.since),
    " · incarnation " + child.incarnations + " · flag " + child.flag + " reads " + child.reading.value
      + " · supervisor " + child.supervisor);
  set(node.querySelector(".advice"), advice(child));
  const unfoldable = child.lastCrash !== undefined;
  node.querySelector(".unfold").hidden = !unfoldable;
  const release = node.querySelector(".release");
  if (release !== null) {
    release.hidden = child.state !== "QUARANTINED";
  }
  updateFold(node.querySelector(".unfold"), node.querySelector("pre"), child);
}

function updateFold(button, pre, child) {
  const text = open.get(key(child))?.text;
  button.setAttribute("aria-expanded", String(text !== undefined));
  pre.hidden = text === undefined;
  set(pre, text ?? "");
}

function drawFilters(children) {
  const counts = new Map([["NEEDS SOMEBODY", children.filter(needs).length]]);
  for (const state of ["RUNNING", "OFF", "STARTING", "STOPPING", "BACKING_OFF", "QUARANTINED", "COMPLETED"]) {
    counts.set(state, 0);
  }
  children.forEach(child => counts.set(child.state, counts.get(child.state) + 1));
  const some = [...counts.keys()].filter(state => counts.get(state) > 0 || shown.state === state);
  keep($("filters"), some, state => state,
    state => element("button", { type: "button", onclick: () => {
      shown.state = shown.state === state ? null : state;
      shown.limit = PAGE;
      draw();
    } }),
    (node, state) => {
      set(node, words(state) + " " + counts.get(state).toLocaleString("en"));
      node.setAttribute("aria-pressed", String(shown.state === state));
    });
}

function matches(child) {
  return (shown.state === null || (shown.state === "NEEDS SOMEBODY" ? needs(child) : child.state === shown.state))
    && (shown.search === "" || [child.id, child.flag, child.supervisor, words(child.state)]
      .some(text => text.toLowerCase().includes(shown.search)));
}

function drawRows(children) {
  const found = children.filter(matches);
  found.sort((one, other) => urgency(one) - urgency(other)); // which keeps the order in which they were added
  const visible = found.slice(0, shown.limit).flatMap(child => open.has(key(child)) ? [child, { fold: child }] : [child]);
  keep($("rows"), visible, item => item.fold ? key(item.fold) + "\u0000fold" : key(item),
    item => item.fold ? makeFold(item.fold) : makeRow(item),
    (node, item) => item.fold ? set(node.querySelector("pre"), open.get(key(item.fold)).text) : updateRow(node, item));
  set($("found"), found.length === children.length ? ""
    : found.length.toLocaleString("en") + " of " + children.length.toLocaleString("en"));
  const more = found.length - shown.limit;
  $("more").hidden = more <= 0;
  set($("more"), "Show more (" + more.toLocaleString("en") + " are left)");
}

function makeRow(child) {
  const made = element("tr", {},
    element("td", { class: "child" },
      element("button", { type: "button", onclick: () => unfold(child) }, child.id)));
  for (const name of ["whole", "whole", "", "", "number", "number", "", ""]) {
    made.append(element("td", { class: name }));
  }
  return made;
}

function updateRow(node, child) {
  node.className = needs(child) ? "needs" : "";
  const cells = node.children;
  cells[0].firstChild.setAttribute("aria-expanded", String(open.has(key(child))));
  cells[1].replaceChildren(badge(child));
  cells[2].replaceChildren(ago(child.since));
  set(cells[3], child.flag + (child.killSwitch ? " (kill switch)" : ""));
  set(cells[4], child.reading.value + (child.reading.reason ? ": " + words(child.reading.reason) : ""));
  set(cells[5], child.incarnations.toLocaleString("en"));
  set(cells[6], child.crashes.toLocaleString("en"));
  if (cells[7].firstChild === null) {
    cells[7].append(element("div", { class: "short" }));
  }
  set(cells[7].firstChild, child.lastCrash?.message ?? "");
  set(cells[8], child.supervisor);
}

function makeFold(child) {
  return element("tr", {}, element("td", { colspan: "9" },
    element("pre", { tabindex: "0", "aria-label": "The stack trace of the last crash of " + child.id })));
}

// Transitions

function drawTransitions() {
  const transitions = [...supervisors.values()].flatMap(one => one.transitions)
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at) || other.number - one.number)
    .slice(0, MOST_TRANSITIONS);
  keep($("latest"), transitions, one => one.supervisor + "\u0000" + one.number,
    one => element("tr", {},
      element("td"),
      element("td", {}, one.child + " #" + one.incarnation),
      element("td", {}, words(one.from)),
      element("td", {}, stateBadge(one.to)),
      element("td", {}, element("div", { class: "short" },
        words(one.reason) + (one.cause ? ": " + one.cause : "")))),
    (node, one) => node.firstChild.replaceChildren(ago(one.at)));
  drawTimeline(transitions);
}

/** A lane for each of the children that moved last, and one for all others. */
function drawTimeline(transitions) {
  const svg = $("timeline");
  const laneOf = one => one.supervisor + "\u0000" + one.child;
  const lanes = [...new Set(transitions.map(laneOf))];
  const others = lanes.length > LANES ? lanes.splice(LANES - 1).length : 0;
  if (others > 0) {
    lanes.push("\u0000others (" + others + ")");
  }
  const [left, width, lane] = [220, 1200, 24];
  const height = Math.max(1, lanes.length) * lane + 34;
  svg.setAttribute("viewBox", "0 0 " + width + " " + height);
  const latest = now();
  const oldest = transitions.length === 0 ? latest - 1 : Date.parse(transitions[transitions.length - 1].at);
  const x = instant => left + 12 + (width - left - 30)
    * (Date.parse(instant) - oldest) / Math.max(1, latest - oldest);
  const labelOf = name => {
    const label = name.slice(name.indexOf("\u0000") + 1);
    return label.length > 30 ? label.slice(0, 29) + "…" : label;
  };
  const nodes = lanes.flatMap((name, i) => [
    drawn("text", { x: left - 8, y: i * lane + 21, "text-anchor": "end" }, labelOf(name)),
    drawn("line", { x1: left, y1: i * lane + 17, x2: width - 10, y2: i * lane + 17 })]);
  for (const one of [...transitions].reverse()) {
    const at = lanes.indexOf(laneOf(one));
    nodes.push(sign(one, x(one.at), (at < 0 ? lanes.length - 1 : at) * lane + 17));
  }
  if (transitions.length > 0) {
    nodes.push(drawn("text", { x: left, y: height - 8 }, ago(transitions[transitions.length - 1].at).textContent),
      drawn("text", { x: width - 12, y: height - 8, "text-anchor": "end" }, "now"));
  } else {
    nodes.push(drawn("text", { x: 20, y: 21 }, "Nothing has happened since the board was started."));
  }
  svg.replaceChildren(...nodes);
}

/** A cross where it went down, a triangle where it began to run, a ring where it is off, a bar for what is on its way. */
function sign(transition, x, y) {
  const kind = KINDS[transition.to] ?? "off";
  const shapes = {
    bad: ["path", { d: "M" + (x - 5) + " " + (y - 5) + "l10 10m0-10l-10 10" }],
    good: ["path", { d: "M" + (x - 4) + " " + (y - 5) + "l9 5l-9 5z" }],
    odd: ["rect", { x: x - 4, y: y - 4, width: 8, height: 8 }],
    busy: ["path", { d: "M" + x + " " + (y - 6) + "v12" }],
    off: ["circle", { cx: x, cy: y, r: 4 }]
  };
  const made = drawn(shapes[kind][0], { ...shapes[kind][1], class: kind });
  made.append(drawn("title", {}, transition.child + " #" + transition.incarnation + ": " + words(transition.from) + " to "
    + words(transition.to) + ", " + words(transition.reason)));
  return made;
}

// What a person does

$("search").addEventListener("input", () => {
  shown.search = $("search").value.trim().toLowerCase();
  shown.limit = PAGE;
  draw();
});
$("more").addEventListener("click", () => {
  shown.limit += PAGE;
  draw();
});
document.addEventListener("keydown", event => {
  if (event.key === "/" && document.activeElement.tagName !== "INPUT") {
    event.preventDefault();
    $("search").focus();
  }
});
setInterval(() => current && draw(), 10_000); // what is shown as so long ago
follow();
