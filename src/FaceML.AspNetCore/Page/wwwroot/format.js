// Numbers and words, as the command-line tool writes them.

/** A score with three decimals. */
export const score = value => value.toFixed(3);

/** Two numbers with three decimals, and more where the two would look the same and are not. */
export function different(first, second) {
  let decimals = 3;
  while (decimals < 9 && first !== second && first.toFixed(decimals) === second.toFixed(decimals)) {
    decimals++;
  }

  return [first.toFixed(decimals), second.toFixed(decimals)];
}

/** A probability that claims no more than it supports. */
export function percent(probability) {
  if (probability > 0.9999) {
    return "more than 99.99 %";
  }

  return probability < 0.0001 ? "less than 0.01 %" : `${Number((100 * probability).toFixed(2))} %`;
}

/** "1 face", "3 faces". */
export const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en-US")} ${number === 1 ? one : many}`;

/** A number of bytes. */
export const bytes = size => size < 1e6 ? `${Math.max(1, Math.round(size / 1e3))} kB` : `${(size / 1e6).toFixed(1)} MB`;

/** A quality, 0 to 100, with what lowers it most where it is low. */
export function quality(face) {
  const value = typeof face === "number" ? face : face?.score;
  if (value === undefined || value === null) {
    return null;
  }

  const why = face.reason && value < poor ? ` (${face.reason})` : "";
  return `${Math.round(value)} of 100${why}`;
}

/** Below this quality a face is more often missed than matched. */
export const poor = 50;

/** What a person is called: the name, or the id. */
export const called = person => person.name || person.person;
