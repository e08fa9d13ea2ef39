"use strict";
(() => {
  const texts = JSON.parse(document.getElementById("texts").textContent);
  const at = (id) => document.getElementById(id);
  const storage = "keepalive-key";
  const tokenLength = 64;
  const filterFrom = 9;

  // The server is not ours any more, or does not let us in: nothing is tried again.
  class Stopped extends Error {}

  let key = null;
  let seen = -1;
  let state = null;
  let question = null; // On the page now.
  let notice = "";
  let sent = null; // The id of the question that this tab has answered.
  let declined = null;
  let clock = null;
  let isOver = false;

  const say = (name, values = {}) => texts[name].replace(/\{(\w+)\}/g, (_, part) => values[part] ?? "");

  function make(tag, properties = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === "class") element.className = value;
      else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  // A text whose values keep their own direction of writing and stand out.
  function fill(element, name, values) {
    element.replaceChildren(...texts[name].split(/(\{\w+\})/).map((part) =>
      /^\{\w+\}$/.test(part) ? make("strong", {}, make("bdi", {}, values[part.slice(1, -1)] ?? "")) : part));
  }

  function show(name, heading, more, title) {
    at("main").dataset.state = name;
    at("heading").textContent = heading;
    at("more").textContent = more ?? "";
    at("more").hidden = !more;
    document.title = state ? `${title ?? texts.title}: ${state.tool}, ${state.profile}` : texts.title;
  }

  function announce(text) {
    at("heard").textContent = text;
  }

  function clear() {
    question = null;
    at("question").replaceChildren();
    stopClock();
  }

  // ---- The way to the server

  function takeKey() {
    const text = location.hash.slice(1);
    if (location.hash) history.replaceState(null, "", "/");
    try {
      if (/^[0-9a-f]{128}$/.test(text)) sessionStorage.setItem(storage, text);
      return sessionStorage.getItem(storage);
    } catch {
      return /^[0-9a-f]{128}$/.test(text) ? text : null; // A browser that stores nothing: until the tab is loaded again.
    }
  }

  function dropKey() {
    key = null;
    try { sessionStorage.removeItem(storage); } catch { /* It stores nothing. */ }
  }

  async function call(method, path, id, body) {
    if (key === null) throw new Stopped();
    const headers = { "Keepalive-Token": key.slice(0, tokenLength) };
    if (id) headers["Keepalive-Question"] = id;
    if (method === "POST") headers["Content-Type"] = "application/octet-stream";
    const response = await fetch(path, { method, headers, body, cache: "no-store", credentials: "omit", redirect: "error" });
    if (response.status === 401 || response.headers.get("Keepalive-Proof") !== key.slice(tokenLength)) throw new Stopped();
    return response.json();
  }

  const pause = (attempt) => new Promise((resume) => setTimeout(resume, 150 * 2 ** attempt));

  async function follow() {
    for (let failures = 0; !isOver;) {
      try {
        const next = await call("GET", `/state?seen=${seen}`);
        failures = 0;
        seen = next.version;
        update(next);
      } catch (fault) {
        if (fault instanceof Stopped || ++failures > 4) return gone();
        await pause(failures);
      }
    }
  }

  // True when the answer arrived, or the question is not open any more.
  async function send(path, id, body) {
    for (let attempt = 0; ; attempt++) {
      try {
        // Another program may have taken the port a moment ago: the server has to prove itself before it gets the answer.
        const now = await call("GET", "/state?seen=-1");
        if (now.question?.id !== id) return attempt > 0 ? "Taken" : "NotOpen";
        return (await call("POST", path, id, body)).outcome;
      } catch (fault) {
        if (fault instanceof Stopped) { gone(); return "Gone"; }
        if (attempt >= 4) return "NotSent";
        await pause(attempt);
      }
    }
  }

  // ---- What is shown

  function update(next) {
    state = next;
    fill(at("who"), "who", state);
    at("footer").textContent = state.isEnded ? texts.footer : say("footerTool", state);
    at("progress").textContent = state.progress ?? "";
    at("progress").hidden = !state.progress || state.isEnded;
    updateNotice();
    if (state.isEnded) end();
    else if (state.question && state.question.id !== sent && state.question.id !== declined) { if (state.question.id !== question?.id) ask(); }
    else if (question && question.id !== state.question?.id) { if (question.id !== sent && question.id !== declined) leave(); }
    else if (!question && !state.question && at("main").dataset.state !== "elsewhere" && at("main").dataset.state !== "expired" && at("main").dataset.state !== "declined") wait();
  }

  function wait() {
    if (state.notice) show("notice", state.notice.words, "", texts.titleNotice);
    else if (sent) show("sent", texts.sent, say("sentMore", state));
    else show("waiting", say("waiting", state), texts.waitingMore);
  }

  // The question went away, and not by this tab.
  function leave() {
    const name = clock && clock.ends - performance.now() < 1500 ? "expired" : "elsewhere";
    clear();
    show(name, texts[name], texts[`${name}More`]);
    at("heading").focus();
  }

  function end() {
    isOver = true;
    clear();
    at("notice").replaceChildren();
    if (state.failure) {
      show("failure", texts.failure, "", texts.titleEnd);
      at("question").append(
        make("p", { class: "complaint" }, state.failure.message), make("p", {}, state.failure.advice), make("p", { class: "hint" }, texts.close));
    } else {
      show("success", texts.success, say("successMore", state), texts.titleEnd);
      at("question").append(make("p", { class: "hint" }, texts.close));
    }
    at("heading").focus();
    dropKey();
  }

  function gone() {
    if (isOver) return;
    isOver = true;
    clear();
    at("notice").replaceChildren();
    at("progress").hidden = true;
    at("footer").textContent = texts.footer;
    show("gone", texts.gone, texts.goneMore, texts.titleEnd);
    at("question").append(make("p", { class: "hint" }, texts.close));
    at("heading").focus();
    dropKey();
  }

  function updateNotice() {
    const now = state.notice;
    const form = JSON.stringify([now?.kind, now?.words, now?.address, now?.code]);
    if (form === notice) return;
    notice = form;
    at("notice").replaceChildren();
    if (!now) { if (!question) stopClock(); return; }
    if (now.address) {
      at("notice").append(
        make("p", {}, make("a", { class: "button", href: safe(now.address), target: "_blank", rel: "noreferrer noopener" }, texts.openAddress)),
        make("p", { class: "hint" }, make("bdi", {}, now.address)), make("p", { class: "hint" }, texts.openAddressMore));
    }
    if (now.code) {
      at("notice").append(
        make("p", { class: "label" }, now.kind === "MatchNumber" ? texts.numberToMatch : texts.codeToEnter),
        make("p", { class: now.code.length > 6 ? "big long" : "big" }, make("bdi", {}, now.code)));
    }
    if (!state.question) { startClock(now.secondsLeft); announce([now.words, now.code].filter(Boolean).join(". ")); }
  }

  const safe = (address) => new URL(address).protocol === "https:" ? address : null;

  function ask() {
    clear();
    question = state.question;
    sent = declined = null;
    show("question", question.words, "", texts.titleQuestion);
    const form = make("form", { novalidate: true, "aria-labelledby": "heading", autocomplete: "off" });
    const complaint = make("p", { class: "complaint", id: "complaint", role: "alert", hidden: !question.complaint }, question.complaint ?? "");
    const kinds = { Secret: askSecret, OneTimeCode: askCode, Choice: askChoice, Confirmation: askConfirmation, Text: askText };
    const field = (kinds[question.kind] ?? askText)(form, complaint);
    at("question").append(...lastRows(), complaint, form);
    startClock(question.secondsLeft);
    field.focus();
  }

  function lastRows() {
    if (question.rows.length === 0) return [];
    const name = say("rows", state);
    return [make("p", { class: "label" }, name), make("pre", { tabindex: "0", role: "region", "aria-label": name }, question.rows.join("\n"))];
  }

  function complain(complaint, text, field) {
    complaint.textContent = text;
    complaint.hidden = false;
    field.setAttribute("aria-invalid", "true");
    field.focus();
  }

  function actions(label) {
    return make("div", { class: "actions" }, label ? make("button", { type: "submit", class: "main" }, label) : null, declineButton());
  }

  function declineButton() {
    return make("button", { type: "button", class: "quiet", onclick: async () => {
      const id = question.id;
      declined = id;
      const outcome = await send("/decline", id);
      if (outcome === "Gone" || isOver) return;
      if (outcome === "NotSent") { declined = null; return; }
      if (question?.id === id) clear();
      show("declined", texts.declined, texts.declinedMore);
      at("heading").focus();
    } }, texts.decline);
  }

  async function give(text, form, complaint, field) {
    const id = question.id;
    const body = new TextEncoder().encode(text);
    const buttons = [...form.querySelectorAll("button")];
    buttons.forEach((button) => { button.disabled = true; });
    sent = id;
    const outcome = await send("/answer", id, body);
    body.fill(0);
    if (outcome === "Gone" || isOver) return;
    if (outcome === "Taken" || outcome === "NotOpen") {
      if ("value" in field && field.type !== "radio") field.value = "";
      if (question?.id !== id) return; // The next question is here already.
      clear();
      if (outcome === "NotOpen") sent = null;
      if (outcome === "Taken") wait();
      else show("elsewhere", texts.elsewhere, texts.elsewhereMore);
      at("heading").focus();
      return;
    }
    sent = null;
    buttons.forEach((button) => { button.disabled = false; });
    const reasons = { Empty: texts.missing, NotTypable: texts.notTypable, NotAnOption: texts.notAnOption };
    complain(complaint, reasons[outcome] ?? texts.notSent, field);
  }

  function askTyped(form, complaint, properties, label, besides) {
    const field = make("input", {
      id: "answer", maxlength: "4096", autocapitalize: "none", autocorrect: "off", spellcheck: "false",
      "aria-describedby": "heading complaint", ...properties });
    form.append(make("label", { class: "name", for: "answer" }, label), make("div", { class: "field" }, field, besides ? besides(field) : null), actions(texts.send));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (field.value === "" && !field.hasAttribute("data-may-be-empty")) complain(complaint, texts.missing, field);
      else give(field.value, form, complaint, field);
    });
    return field;
  }

  const askCode = (form, complaint) =>
    askTyped(form, complaint, { type: "text", class: "code", inputmode: "numeric", autocomplete: "one-time-code" }, texts.oneTimeCode);

  const askText = (form, complaint) => askTyped(form, complaint, { type: "text", autocomplete: "off", "data-may-be-empty": "" }, texts.text);

  const askSecret = (form, complaint) =>
    askTyped(form, complaint, { type: "password", autocomplete: "off" }, texts.secret, (field) => {
      const button = make("button", { type: "button", "aria-pressed": "false", "aria-label": texts.showLabel, "aria-controls": "answer", onclick: () => {
        const isShown = field.type === "password";
        field.type = isShown ? "text" : "password";
        button.setAttribute("aria-pressed", String(isShown));
        button.textContent = isShown ? texts.hide : texts.show;
      } }, texts.show);
      return button;
    });

  function askConfirmation(form, complaint) {
    const yes = make("button", { type: "button", class: "main", onclick: () => give("yes", form, complaint, yes) }, texts.yes);
    const no = make("button", { type: "button", onclick: () => give("no", form, complaint, yes) }, texts.no);
    form.append(make("div", { class: "actions", role: "group", "aria-labelledby": "heading" }, yes, no, declineButton()));
    form.addEventListener("submit", (event) => event.preventDefault());
    return yes;
  }

  function askChoice(form, complaint) {
    const options = question.options;
    const rows = options.map((option, index) => make("label", { class: "option" },
      make("input", { type: "radio", name: "option", value: String(index) }), make("bdi", {}, option)));
    const list = make("div", { class: "options" }, ...rows);
    const set = make("fieldset", {}, make("legend", {}, texts.choice), list);
    const radios = rows.map((row) => row.querySelector("input"));
    let filter = null;
    if (options.length >= filterFrom) {
      const count = make("p", { class: "count", role: "status" }, say("filterCount", { shown: options.length, all: options.length }));
      filter = make("input", { type: "search", id: "filter", autocomplete: "off", spellcheck: "false", "aria-describedby": "heading" });
      filter.addEventListener("input", () => {
        const words = filter.value.toLowerCase().split(/\s+/);
        options.forEach((option, index) => { rows[index].hidden = !words.every((word) => option.toLowerCase().includes(word)); });
        radios.forEach((radio, index) => { if (rows[index].hidden) radio.checked = false; });
        const shown = rows.filter((row) => !row.hidden).length;
        list.hidden = shown === 0;
        count.textContent = shown === 0 ? texts.filterNone : say("filterCount", { shown, all: options.length });
      });
      filter.addEventListener("keydown", (event) => {
        const shown = radios.filter((_, index) => !rows[index].hidden);
        if (event.key === "ArrowDown" && shown.length > 0) { event.preventDefault(); shown[0].focus(); shown[0].checked = true; }
        if (event.key === "Enter" && shown.length === 1) shown[0].checked = true;
      });
      form.append(make("label", { class: "name", for: "filter" }, texts.filter), make("div", { class: "field" }, filter), count);
    }
    form.append(set, ...(question.isCut ? [make("p", { class: "hint" }, texts.cut)] : []), actions(texts.sendChoice));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = radios.find((radio) => radio.checked);
      const field = filter ?? radios[0];
      if (!chosen) complain(complaint, texts.missingChoice, field);
      else give(options[Number(chosen.value)], form, complaint, field);
    });
    return filter ?? radios[0];
  }

  // ---- The time left: seen each second, heard a few times

  function startClock(seconds) {
    stopClock();
    if (typeof seconds !== "number") return;
    clock = { ends: performance.now() + seconds * 1000, heard: seconds, timer: setInterval(tick, 1000) };
    tick();
  }

  function stopClock() {
    if (clock) clearInterval(clock.timer);
    clock = null;
    at("time").hidden = true;
  }

  function tick() {
    const left = Math.max(0, Math.round((clock.ends - performance.now()) / 1000));
    at("time").textContent = say("left", { time: `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` });
    at("time").hidden = false;
    for (const mark of [300, 120, 60, 30, 10]) {
      if (left <= mark && clock.heard > mark) {
        clock.heard = mark;
        announce(mark > 60 ? say("minutesLeft", { minutes: mark / 60 }) : mark === 60 ? texts.minuteLeft : say("secondsLeft", { seconds: mark }));
        break;
      }
    }
  }

  addEventListener("hashchange", () => location.reload());
  key = takeKey();
  if (key === null) {
    show("noKey", texts.noKey, texts.noKeyMore);
  } else {
    follow();
  }
})();
