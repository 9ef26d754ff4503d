// Who is enrolled: a gallery's figures, its people by pages, a search over them.

import { path, Problem, request } from "./api.js";
import { announce, busy, byId, el, fill, icon, terms, time } from "./dom.js";
import { count, score } from "./format.js";
import { chosenGallery, loadGalleries, offerGalleries } from "./galleries.js";
import { connectPerson, forgetPerson, showPerson } from "./person.js";

const pageSize = 20;
const searchPage = 500;
const mostFound = 100;

// The cursor before each page that was visited; the last is the page that is shown.
let cursors = [""];
let next = null;
let total = 0;
let turn = 0;

/** Connects the view. */
export function connectGallery() {
  offerGalleries(byId("gallery-choice"), byId("gallery-error"), open);
  const create = byId("gallery-create");
  byId("gallery-create-form").addEventListener("submit", event => {
    event.preventDefault();
    busy(create, byId("gallery-create-error"), createGallery);
  });
  const search = byId("gallery-search-start");
  byId("gallery-search-form").addEventListener("submit", event => {
    event.preventDefault();
    busy(search, byId("gallery-people-error"), async () => {
      cursors = [""];
      await list();
    });
  });
  byId("gallery-search").addEventListener("input", event => {
    if (event.target.value === "") {
      byId("gallery-search-form").requestSubmit();
    }
  });
  connectTurn("gallery-next", () => cursors.push(next));
  connectTurn("gallery-previous", () => cursors.pop());
  connectPerson(async () => {
    await loadGalleries();
  });
}

function connectTurn(id, move) {
  byId(id).addEventListener("click", () => busy(byId(id), byId("gallery-people-error"), async () => {
    move();
    await list();
  }));
}

async function createGallery() {
  const id = byId("gallery-id").value.trim();
  if (id === "") {
    byId("gallery-id").focus();
    throw new Problem("The gallery's id must not be empty.");
  }

  await request(path(["galleries"]), { method: "POST", json: { id } });
  byId("gallery-id").value = "";
  announce(`The gallery ${id} is created.`);
  await loadGalleries(id);
}

async function open(id) {
  const mine = ++turn;
  byId("gallery-search").value = "";
  forgetPerson();
  byId("gallery-open").hidden = !id;
  fill(byId("gallery-figures"));
  fill(byId("gallery-people"));
  if (!id) {
    return;
  }

  cursors = [""];
  try {
    const gallery = await request(path(["galleries", id]));
    if (mine === turn) {
      figures(gallery);
      await list();
    }
  } catch (error) {
    if (mine === turn) {
      fill(byId("gallery-people-error"), icon("warning"), el("span", { text: error.message }));
    }
  }
}

function figures(gallery) {
  total = gallery.people;
  const recipe = typeof gallery.recipe === "object" ? gallery.recipe?.name : gallery.recipe;
  fill(
    byId("gallery-figures"),
    el("div", { class: "figures" },
      figure("People", gallery.people?.toLocaleString("en-US")),
      figure("Templates", gallery.templates?.toLocaleString("en-US")),
      typeof gallery.threshold === "number" ? figure("Threshold", score(gallery.threshold)) : null,
      figure("Encrypted", gallery.encrypted ? "yes" : "no")),
    gallery.grounds ? el("p", { class: "promise", text: gallery.grounds }) : null,
    el("details", {}, el("summary", { text: "Details" }), terms([
      ["Recipe", recipe],
      ["Created", gallery.created ? time(gallery.created) : null],
      ["Receipt key", gallery.receiptKey ? el("code", { text: gallery.receiptKey }) : null],
    ])));
}

const figure = (title, value) => el("div", { class: "figure" },
  el("p", { class: "figure-title", text: title }), el("p", { class: "figure-value", text: value ?? "unknown" }));

async function list() {
  const mine = ++turn;
  const gallery = chosenGallery("gallery-choice");
  const sought = byId("gallery-search").value.trim();
  fill(byId("gallery-people-error"));
  const found = sought === "" ? await page(gallery) : await search(gallery, sought, mine);
  if (mine !== turn) {
    return;
  }

  const nothing = sought === "" ? "The gallery is empty. Enroll a person in the Enroll view." : "No id and no name contains this text.";
  fill(byId("gallery-people"), found.people.length === 0
    ? el("p", { class: "empty", text: nothing })
    : el("ul", { class: "people" }, ...found.people.map(person => row(gallery, person))));
  byId("gallery-status").textContent = found.status;
  byId("gallery-previous").hidden = sought !== "" || cursors.length < 2;
  byId("gallery-next").hidden = sought !== "" || !next;
}

async function page(gallery) {
  const answer = await request(path(["galleries", gallery, "people"], { after: cursors.at(-1), limit: pageSize }));
  next = answer.next;
  const first = (cursors.length - 1) * pageSize + 1;
  const shown = answer.people.length;
  const all = count(Math.max(total, first + shown - 1), "person", "people");
  const part = next || first > 1 ? `${first} to ${first + shown - 1} of ` : "";
  const status = shown === 0 ? "" : `${part}${all}, sorted by id.`;
  return { people: answer.people, status };
}

// The server lists by id; a search reads page after page until enough is found.
async function search(gallery, sought, mine) {
  const wanted = sought.toLowerCase();
  const people = [];
  let after = "";
  let read = 0;
  do {
    const answer = await request(path(["galleries", gallery, "people"], { after, limit: searchPage }));
    read += answer.people.length;
    people.push(...answer.people.filter(({ person, name }) =>
      person.toLowerCase().includes(wanted) || name?.toLowerCase().includes(wanted)));
    after = answer.next;
  } while (after && people.length < mostFound && mine === turn);

  const shown = people.slice(0, mostFound);
  const more = after || people.length > mostFound ? "; there may be more: search for a longer text" : "";
  return { people: shown, status: `${count(shown.length, "person", "people")} found among ${read.toLocaleString("en-US")}${more}.` };
}

function row(gallery, person) {
  const open = el("button", {
    type: "button",
    class: "person",
    onclick: () => showPerson(gallery, person.person, open),
  },
  el("span", { class: "person-name", text: person.name || person.person }),
  el("span", { class: "minor", text: person.name ? person.person : "no name" }),
  el("span", { class: "minor person-count", text: count(person.templateCount ?? 0, "template") }));
  return el("li", {}, open);
}
