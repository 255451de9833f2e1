// Files dropped on a page are sent as its upload form would send them, with what its fields say of them; so is the form itself.
// The page stays and tells how far it is: while files go over the line from the request, then from the job's events. What a
// job says is the part of the job's own page, so that there is one place for its words. Whatever goes wrong, the form goes
// the way it goes without script.

/** Sends the form's files; gives what the server says of the job. `tell` hears which share is over the line. */
function send(form, tell) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.dataset.drop);
    request.setRequestHeader("x-csrf-token", form.elements.csrf.value);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => tell(event.lengthComputable ? event.loaded / event.total : 0));
    request.addEventListener("load", () =>
      request.status === 202 && request.response?.id ? resolve(request.response) : reject(new Error(`${request.status}`)));
    request.addEventListener("error", () => reject(new Error("the line broke")));
    request.send(new FormData(form));
  });
}

/** The job's page, as far as it tells of the job. */
async function told(id) {
  const answer = await fetch(`/${document.documentElement.lang}/jobs/${encodeURIComponent(id)}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return page.getElementById("job");
}

/** Shows the job until it has ended. */
function watch({ id, events }, place) {
  return new Promise((resolve, reject) => {
    const source = new EventSource(events);
    let asking = false;
    const show = async () => {
      // One question at a time; the event after it asks again.
      if (asking) return;
      asking = true;
      const fresh = await told(id).finally(() => (asking = false));
      if (!fresh) throw new Error("the job is not there");
      place.replaceChildren(...fresh.childNodes);
    };
    const bar = (event) => {
      const { done, total } = JSON.parse(event.data);
      const progress = place.querySelector("progress");
      if (progress && total) Object.assign(progress, { max: total, value: done });
    };
    source.addEventListener("progress", (event) => {
      bar(event);
      show().catch(() => {});
    });
    source.addEventListener("ended", async (event) => {
      source.close();
      bar(event);
      while (asking) await new Promise((go) => setTimeout(go, 20));
      await show().then(resolve, reject);
    });
    source.addEventListener("error", () => (source.close(), reject(new Error("no events"))));
  });
}

/** The list of what the case holds, as it is now. */
async function renew() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const [old, fresh] = [document.querySelector("[data-held]"), page.querySelector("[data-held]")];
  if (old && fresh) old.replaceWith(fresh);
}

export default function start() {
  const form = document.querySelector("form[data-drop]");
  const place = document.querySelector("[data-dropped]");
  const field = form?.querySelector("input[type=file]");
  if (!field || !place) return;
  const words = JSON.parse(form.dataset.words);
  const hint = Object.assign(document.createElement("p"), { className: "hint", textContent: words["drop-here"] });
  field.closest("label").after(hint);
  let busy = false;

  async function upload() {
    if (busy || !field.files.length) return;
    busy = true;
    const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
    bar.setAttribute("aria-label", words["drop-sending"]);
    place.replaceChildren(Object.assign(document.createElement("p"), { textContent: words["drop-sending"] }), bar);
    let job;
    try {
      job = await send(form, (share) => (bar.value = share));
    } catch {
      // The form goes the usual way, which says what is wrong.
      place.replaceChildren(Object.assign(document.createElement("p"), { textContent: words["drop-failed"] }));
      form.submit();
      return;
    }
    field.value = "";
    try {
      await watch(job, place);
      await renew();
    } catch {
      location.assign(`/${document.documentElement.lang}/jobs/${encodeURIComponent(job.id)}`);
    }
    busy = false;
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    upload();
  });
  const holds = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    form.classList.add("open");
  });
  document.addEventListener("dragleave", (event) => event.relatedTarget ?? form.classList.remove("open"));
  document.addEventListener("drop", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    form.classList.remove("open");
    field.files = event.dataTransfer.files;
    upload();
  });
}
