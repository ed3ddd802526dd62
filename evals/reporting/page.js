"use strict";
// Filters: without this script the page is whole, only not narrowed down.
const byId = (id) => document.getElementById(id);
const questions = [...document.querySelectorAll(".question")];
const boxes = [...document.querySelectorAll("#filters input[type=checkbox]")];
const words = new Map();

// What was asked, said and quoted, not the labels around it.
const wordsOf = (question) => {
  if (!words.has(question)) {
    const said = [...question.querySelectorAll("[dir], cite, .id")].map((each) => each.textContent);
    words.set(question, said.join("\n").toLowerCase());
  }
  return words.get(question);
};

const hasFailure = (question, wanted) => {
  const found = question.dataset.failures.split(" ").filter(Boolean);
  return !wanted.length || wanted.some((kind) => kind === "any" ? found.length : found.includes(kind));
};

const show = () => {
  const sought = byId("search").value.trim().toLowerCase();
  const kind = byId("kind").value;
  const wanted = boxes.filter((box) => box.checked).map((box) => box.value);
  const shown = questions.filter((question) => {
    const fits = (!kind || question.dataset.kind === kind) && hasFailure(question, wanted)
      && (!sought || wordsOf(question).includes(sought));
    question.hidden = !fits;
    return fits;
  });
  const all = shown.length === questions.length;
  byId("shown").textContent = all ? byId("shown").dataset.all : `${shown.length} of ${questions.length} questions`;
  byId("none").hidden = shown.length > 0 || !questions.length;
};

const reset = () => {
  byId("search").value = "";
  byId("kind").value = "";
  for (const box of boxes) box.checked = false;
  show();
};

const openShown = (open) => {
  for (const question of questions) if (!question.hidden) question.open = open;
};

const follow = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const question = target && target.closest(".question");
  if (!question) return;
  if (question.hidden) reset();
  question.open = true;
  target.scrollIntoView({ block: "start" });
};

byId("shown").dataset.all = byId("shown").textContent;
byId("filters").hidden = false;
byId("filters").addEventListener("input", show);
byId("reset").addEventListener("click", reset);
byId("open").addEventListener("click", () => openShown(true));
byId("close").addEventListener("click", () => openShown(false));
document.querySelector("#none .again").addEventListener("click", () => { reset(); byId("search").focus(); });
addEventListener("hashchange", follow);
show();
follow();
