// Follows the room and keeps drafts. Everything works without it; it asks for nothing but this host.
"use strict";
(() => {
  document.documentElement.classList.add("script");
  const body = document.body;
  const line = () => document.getElementById("line");
  const say = (text) => { const own = line(); if (own && own.textContent !== text) own.textContent = text; };
  const status = (text) => { const own = document.getElementById("status"); if (own) own.textContent = text; };
  const box = () => document.getElementById("text");

  // Drafts: put away two seconds after the last key, and whenever the page is about to go.
  let kept = null;
  let waiting = null;
  const post = (form, fields) => fetch(form.getAttribute("action"), {
    method: "POST",
    headers: { "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields),
    keepalive: true,
  });
  const draft = async () => {
    const text = box();
    const form = text && text.form;
    if (!form || text.value === kept) return;
    const value = text.value;
    const place = form.getAttribute("action").replace(/\/[a-z]+$/, "/draft");
    try {
      const answer = await fetch(place, {
        method: "POST",
        headers: { "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded" },
        body: new URLSearchParams({ slot: text.dataset.slot, text: value }),
        keepalive: value.length < 20000,
      });
      const told = await answer.json();
      if (answer.ok) { kept = value; if (box() === text) status("Draft saved at " + told.saved + ". Not handed in yet."); }
      else status(told.error);
    } catch {
      status("No connection. Your text is on this device, and is sent when the connection is back.");
      later(4000);
    }
  };
  const later = (after) => { clearTimeout(waiting); waiting = setTimeout(draft, after); };
  // What no server has is kept by the browser, until one has it.
  const spare = (slot) => "hotseat " + body.dataset.events + " " + slot;
  document.addEventListener("input", (event) => {
    if (event.target !== box()) return;
    try { sessionStorage.setItem(spare(event.target.dataset.slot), event.target.value); } catch { /* full or forbidden */ }
    later(2000);
  });
  document.addEventListener("visibilitychange", () => { if (document.hidden) draft(); });

  // Handing in: again and again until the server says that it is kept.
  let sending = false;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (form.id !== "answer" && form.id !== "vote") return;
    if (!window.fetch || !form.checkValidity()) return;
    event.preventDefault();
    if (sending) return;
    sending = true;
    clearTimeout(waiting);
    const fields = new URLSearchParams(new FormData(form, event.submitter));
    const sent = box() && box().value;
    for (let wait = 1000; ; wait = Math.min(wait * 2, 15000)) {
      let answer = null;
      try {
        status("Sending ...");
        answer = await post(form, fields);
      } catch { /* no connection */ }
      if (answer && answer.ok) {
        kept = sent;
        try { if (box()) sessionStorage.removeItem(spare(box().dataset.slot)); } catch { /* as above */ }
        if (form.id === "vote" && document.activeElement) document.activeElement.blur();
        await refresh(false);
        break;
      }
      // The server's page shows both, what stands and what was written here.
      if (answer && answer.status === 409 && form.id === "answer") { form.submit(); return; }
      const again = !answer || answer.status === 429 || answer.status >= 500;
      if (!again) {
        let text = "This could not be taken.";
        try { text = (await answer.json()).error; } catch { /* no JSON */ }
        status("Not saved. " + text);
        break;
      }
      status("No connection. Your answer is on this device and is sent again in a moment.");
      await new Promise((done) => setTimeout(done, wait));
      if (!form.isConnected) break;
    }
    sending = false;
  });

  // The page as it is now: region by region, or whole when the room has moved.
  const get = async () => {
    // A page that answers a form stands at the form's address.
    const here = location.pathname.replace(/\/(answer|probe|vote|consent|join|do)$/, "");
    const answer = await fetch(here, { headers: { "Accept": "text/html" } });
    if (answer.status === 401 || answer.status === 403 || answer.status === 404) { location.reload(); return null; }
    if (!answer.ok) throw new Error("not now");
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const restore = () => {
    const text = box();
    if (!text) return;
    kept = text.value;
    let own = null;
    try { own = sessionStorage.getItem(spare(text.dataset.slot)); } catch { /* forbidden */ }
    if (own !== null && own !== text.value && own.length > 0) { text.value = own; later(500); }
  };
  const regions = (fresh) => {
    for (const now of document.querySelectorAll("[data-region]")) {
      const next = fresh.getElementById(now.id);
      if (!next || next.innerHTML === now.innerHTML || now.contains(document.activeElement)) continue;
      const open = [...now.querySelectorAll("details[open]")].map((own) => own.id);
      now.innerHTML = next.innerHTML;
      for (const id of open) { const own = id && document.getElementById(id); if (own) own.open = true; }
    }
  };
  const refresh = async (moved) => {
    const fresh = await get();
    if (!fresh) return;
    const main = document.getElementById("main");
    const next = fresh.getElementById("main");
    if (moved) { await draft(); }
    if (moved || body.dataset.step !== fresh.body.dataset.step) {
      main.replaceWith(next);
      for (const name of ["page", "step"]) body.dataset[name] = fresh.body.dataset[name];
      document.title = fresh.title;
      restore();
      window.scrollTo(0, 0);
      if (body.dataset.page !== "wall" && body.dataset.page !== "console") next.focus();
    } else {
      const form = document.getElementById("answer");
      const other = fresh.getElementById("answer");
      if (form && other) {
        // What is being written stays; what the server knows of it is taken over.
        for (const field of other.querySelectorAll("input[type=hidden]")) {
          const own = form.querySelector("input[name='" + field.name + "']");
          if (own) own.value = field.value;
        }
        const send = form.querySelector("#send");
        if (send) send.textContent = other.querySelector("#send").textContent;
        form.querySelector("#status").innerHTML = other.querySelector("#status").innerHTML;
      }
      const vote = document.getElementById("vote");
      if (vote && fresh.getElementById("vote") && !vote.contains(document.activeElement)) vote.replaceWith(fresh.getElementById("vote"));
      regions(fresh);
    }
    clocks();
    showKeys();
  };

  // The time is told at marks only.
  let marks = [];
  const clocks = () => {
    marks.forEach(clearTimeout);
    marks = [];
    const timer = document.getElementById("timer");
    if (!timer || timer.dataset.paused !== undefined) return;
    const left = Number(timer.dataset.left) * 1000;
    const at = (before, text) => { if (left > before) marks.push(setTimeout(() => say(text), left - before)); };
    at(300000, "About five minutes left. Nothing closes by itself.");
    at(60000, "About one minute left. Nothing closes by itself.");
    at(0, "The time that was set is over. You can still hand in.");
  };

  // Live updates: the browser reconnects by itself; a phone that slept looks once more.
  let busy = false;
  let wanted = null;
  let timed;
  const follow = async (state) => {
    wanted = state;
    if (busy) return;
    busy = true;
    while (wanted) {
      const now = wanted;
      wanted = null;
      try {
        if (now.gone) { location.reload(); return; }
        const moved = String(now.step) !== body.dataset.step;
        const paused = now.paused !== (document.querySelector(".pause") !== null);
        for (const [name, value] of [["answered", now.answered], ["people", now.people]]) {
          for (const own of document.querySelectorAll("[data-live=" + name + "]")) if (value !== null) own.textContent = value;
        }
        const retimed = timed !== undefined && timed !== now.timer;
        timed = now.timer;
        if (moved || body.dataset.follow === "everything") await refresh(moved);
        else if (paused || retimed || body.dataset.page === "lobby" || body.dataset.page === "reveal" || body.dataset.page === "discussion") await refresh(paused);
        say("");
      } catch {
        await new Promise((done) => setTimeout(done, 1500));
        if (!wanted) wanted = now;
      }
      await new Promise((done) => setTimeout(done, body.dataset.follow === "everything" ? 700 : 100));
    }
    busy = false;
  };
  if (body.dataset.events) {
    let source = null;
    const connect = () => {
      if (source) source.close();
      source = new EventSource(body.dataset.events);
      source.addEventListener("room", (event) => follow(JSON.parse(event.data)));
      source.addEventListener("open", () => say(""));
      source.addEventListener("error", () => {
        say("No connection. Trying again ...");
        if (source.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
      });
    };
    connect();
    document.addEventListener("visibilitychange", () => { if (!document.hidden && source.readyState !== EventSource.OPEN) connect(); });
    window.addEventListener("online", connect);
  }

  // The facilitator's keys: outside of fields only, and never where they were switched off.
  const keys = () => { try { return localStorage.getItem("hotseat keys") !== "off"; } catch { return true; } };
  const showKeys = () => { const own = document.getElementById("keys"); if (own) own.setAttribute("aria-pressed", String(keys())); };
  document.addEventListener("click", (event) => {
    if (event.target.id !== "keys") return;
    try { localStorage.setItem("hotseat keys", keys() ? "off" : "on"); } catch { /* forbidden */ }
    showKeys();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !keys()) return;
    if (event.target.closest("input, textarea, select")) return;
    if (!/^[a-z]$/i.test(event.key)) return;
    const button = document.querySelector("[aria-keyshortcuts='" + event.key.toLowerCase() + "']");
    if (button && !button.disabled) { event.preventDefault(); button.click(); }
  });

  showKeys();
  restore();
  clocks();
})();
