// Requests to the server. Addresses are relative, so that the page also works below a path of a proxy.

const keyName = "faceml-key";
let unauthorized = null;
let asking = null;

/** What the server refused, in its own words (RFC 9457), or why there was no answer. */
export class Problem extends Error {
  constructor(message, { code = "", status = 0, body = {} } = {}) {
    super(message);
    this.name = "Problem";
    this.code = code;
    this.status = status;
    this.body = body;
  }
}

/** The API key of this browser tab; it ends with the tab. */
export const key = {
  get: () => sessionStorage.getItem(keyName) ?? "",
  set: value => value ? sessionStorage.setItem(keyName, value) : sessionStorage.removeItem(keyName),
};

/** Sets who is asked for a key: takes the problem, answers whether there is another key now. */
export function onUnauthorized(ask) {
  unauthorized = ask;
}

/** A path of the API with its parts escaped; a query without its empty values. */
export function path(parts, query = {}) {
  const text = parts.map(encodeURIComponent).join("/");
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return `v1/${text}${given.length === 0 ? "" : `?${new URLSearchParams(given)}`}`;
}

/** Images as the fields of a form. */
export function form(images) {
  const data = new FormData();
  for (const [name, file] of Object.entries(images)) {
    data.append(name, file, file.name || "image");
  }

  return data;
}

/**
 * Sends a request and reads the answer.
 * @param {string} address What `path` made.
 * @param {{ method?: string, body?: FormData, json?: unknown, signal?: AbortSignal }} [options]
 * @throws {Problem} The server refused, or cannot be reached.
 */
export async function request(address, options = {}) {
  for (;;) {
    const used = key.get();
    const response = await send(address, options, used);
    if (response.ok) {
      return response.status === 204 ? null : await response.json();
    }

    const problem = await read(response);
    if (response.status !== 401 || !unauthorized) {
      throw problem;
    }

    // Another request may have asked meanwhile.
    if (key.get() === used) {
      asking ??= unauthorized(problem).finally(() => { asking = null; });
      if (!await asking) {
        throw problem;
      }
    }
  }
}

async function send(address, { method = "GET", body, json, signal }, used) {
  const headers = { accept: "application/json" };
  if (used) {
    headers["x-api-key"] = used;
  }

  if (json !== undefined) {
    headers["content-type"] = "application/json";
    body = JSON.stringify(json);
  }

  try {
    return await fetch(address, { method, headers, body, signal, cache: "no-store" });
  } catch (error) {
    if (error.name === "AbortError") {
      throw error;
    }

    throw new Problem("The server cannot be reached. Is it running?", { code: "unreachable" });
  }
}

async function read(response) {
  let body = {};
  try {
    body = await response.json();
  } catch {
    // A proxy's page, or nothing: the status has to do.
  }

  const wait = Number(response.headers.get("retry-after"));
  const again = wait > 0 ? ` Try again in ${wait === 1 ? "1 second" : `${wait} seconds`}.` : "";
  const text = body.detail ?? body.title ?? `The server answered with status ${response.status}.`;
  return new Problem((/[.?!]$/.test(text) ? text : `${text}.`) + again, { code: body.code, status: response.status, body });
}
