// The peer of Node: sharp decodes and resizes, onnxruntime-node runs the networks. `node peer.mjs TASK` prints the turn as JSON; the task
// is what the bench tells every peer (PeerTask.cs).
import { readFileSync } from 'node:fs';
import * as ort from 'onnxruntime-node';
import sharp from 'sharp';

const task = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { detector, landmarks, embedder, layout } = task;
sharp.concurrency(layout.threads);
sharp.cache(false);

const clamp = (value, most) => Math.min(Math.max(value, 0), most);

const open = (network) => ort.InferenceSession.create(network.path, {
  intraOpNumThreads: layout.threads, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all',
});

const run = async (session, network, data, channels) =>
  session.run({ [network.input]: new ort.Tensor('float32', data, [1, channels, network.height, network.width]) });

// RGB bytes into planes; blue first where `bgr` says so.
const planes = (bytes, network, bgr) => {
  const size = network.width * network.height;
  const data = new Float32Array(3 * size);
  for (let i = 0; i < size; i++) {
    data[bgr ? 2 * size + i : i] = (bytes[3 * i] - network.mean) * network.scale;
    data[size + i] = (bytes[3 * i + 1] - network.mean) * network.scale;
    data[bgr ? i : 2 * size + i] = (bytes[3 * i + 2] - network.mean) * network.scale;
  }
  return data;
};

const overlap = (a, b) => {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - both);
};

const boxesOf = ({ scores, boxes }, width, height) => {
  const found = [];
  for (let i = 0; i < scores.data.length / 2; i++) {
    if (scores.data[2 * i + 1] >= task.scoreThreshold) {
      const [left, top, right, bottom] = boxes.data.slice(4 * i, 4 * i + 4);
      found.push({
        score: scores.data[2 * i + 1],
        box: [clamp(left * width, width), clamp(top * height, height), clamp(right * width, width), clamp(bottom * height, height)],
      });
    }
  }
  found.sort((a, b) => b.score - a.score);
  const kept = [];
  for (const { box } of found) {
    if (!kept.some((stronger) => overlap(stronger, box) > task.nmsIou)) kept.push(box);
  }
  return kept.filter(([left, top, right, bottom]) => right - left >= 1 && bottom - top >= 1);
};

const cropOf = ([left, top, right, bottom], [x, y, toX, toY], width, height) => [
  clamp(left + x * (right - left), width), clamp(top + y * (bottom - top), height),
  clamp(left + toX * (right - left), width), clamp(top + toY * (bottom - top), height)];

// The means of the lids, the tip of the nose, the corners of the mouth.
const fivePoints = (points) => [[37, 38, 40, 41], [43, 44, 46, 47], [30], [48, 60], [54, 64]].map((indices) => {
  const sum = indices.reduce(([x, y], i) => [x + points[2 * i], y + points[2 * i + 1]], [0, 0]);
  return sum.map((value) => value / indices.length);
});

// The similarity transform from the points to the template with the least squared error.
const similarity = (from, to) => {
  const mean = (points) => points.reduce(([x, y], p) => [x + p[0] / points.length, y + p[1] / points.length], [0, 0]);
  const [fx, fy] = mean(from), [tx, ty] = mean(to);
  let a = 0, b = 0, square = 0;
  from.forEach(([x, y], i) => {
    const [u, v, s, t] = [x - fx, y - fy, to[i][0] - tx, to[i][1] - ty];
    a += u * s + v * t;
    b += u * t - v * s;
    square += u * u + v * v;
  });
  a /= square;
  b /= square;
  return { a, b, x: tx - a * fx + b * fy, y: ty - b * fx - a * fy };
};

// The aligned face as RGB bytes, bilinear.
const warp = (bytes, width, height, { a, b, x, y }, network) => {
  const square = a * a + b * b;
  const aligned = new Uint8Array(3 * network.width * network.height);
  for (let row = 0, at = 0; row < network.height; row++) {
    for (let column = 0; column < network.width; column++) {
      const u = column + 0.5 - x, v = row + 0.5 - y;
      const fromX = clamp((a * u + b * v) / square - 0.5, width - 1), fromY = clamp((a * v - b * u) / square - 0.5, height - 1);
      const left = Math.floor(fromX), top = Math.floor(fromY);
      const right = Math.min(left + 1, width - 1), bottom = Math.min(top + 1, height - 1);
      const shareX = fromX - left, shareY = fromY - top;
      for (let channel = 0; channel < 3; channel++, at++) {
        const value = (px, py) => bytes[3 * (py * width + px) + channel];
        const above = value(left, top) * (1 - shareX) + value(right, top) * shareX;
        const below = value(left, bottom) * (1 - shareX) + value(right, bottom) * shareX;
        aligned[at] = above * (1 - shareY) + below * shareY + 0.5;
      }
    }
  }
  return aligned;
};

const normalized = (vector) => {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
};

const mirror = (data, width) => {
  const mirrored = data.slice();
  for (let row = 0; row < mirrored.length; row += width) mirrored.subarray(row, row + width).reverse();
  return mirrored;
};

const createWorker = async () => {
  const sessions = { detector: await open(detector), landmarks: await open(landmarks), embedder: await open(embedder) };

  const locate = async (raw, info, box) => {
    const sums = new Float64Array(136);
    for (const shares of task.crops) {
      const crop = cropOf(box, shares, info.width, info.height);
      const [left, top] = crop.map(Math.floor);
      const region = { left, top, width: Math.max(1, Math.floor(crop[2]) - left), height: Math.max(1, Math.floor(crop[3]) - top) };
      const small = await sharp(raw, { raw: info }).extract(region)
        .resize(landmarks.width, landmarks.height, { fit: 'fill', kernel: 'linear' }).raw().toBuffer();
      const gray = new Float32Array(landmarks.width * landmarks.height);
      for (let i = 0; i < gray.length; i++) {
        const light = 0.299 * small[3 * i] + 0.587 * small[3 * i + 1] + 0.114 * small[3 * i + 2];
        gray[i] = (light - landmarks.mean) * landmarks.scale;
      }
      const { output } = await run(sessions.landmarks, landmarks, gray, 1);
      for (let i = 0; i < sums.length; i += 2) {
        sums[i] += crop[0] + output.data[i] * (crop[2] - crop[0]);
        sums[i + 1] += crop[1] + output.data[i + 1] * (crop[3] - crop[1]);
      }
    }
    return fivePoints(sums.map((sum) => sum / task.crops.length));
  };

  const embed = async (raw, info, points) => {
    const input = planes(warp(raw, info.width, info.height, similarity(points, task.template), embedder), embedder, true);
    const vector = normalized((await run(sessions.embedder, embedder, input, 3)).output.data);
    if (!task.flip) return vector;
    const other = normalized((await run(sessions.embedder, embedder, mirror(input, embedder.width), 3)).output.data);
    return normalized(vector.map((value, i) => value + other[i]));
  };

  return async (file) => {
    const { data: raw, info } = await sharp(file).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    const layoutOfPixels = { width: info.width, height: info.height, channels: 3 };
    const small = await sharp(raw, { raw: layoutOfPixels }).resize(detector.width, detector.height, { fit: 'fill', kernel: 'linear' })
      .raw().toBuffer();
    const faces = [];
    for (const box of boxesOf(await run(sessions.detector, detector, planes(small, detector, false), 3), info.width, info.height)) {
      const points = await locate(raw, layoutOfPixels, box);
      faces.push({ box, vector: await embed(raw, layoutOfPixels, points) });
    }
    return faces;
  };
};

const pass = async (workers, files, found) => {
  let next = 0;
  await Promise.all(workers.map(async (read) => {
    while (next < files.length) {
      const index = next++;
      found(index, await read(files[index]));
    }
  }));
};

const workers = [];
for (let i = 0; i < layout.workers; i++) workers.push(await createWorker());
await pass(workers, task.files.slice(0, task.warmUp), () => {});
const first = new Array(task.compared);
let faces = 0;
const start = performance.now();
await pass(workers, task.files, (index, found) => {
  faces += found.length;
  if (index < first.length) first[index] = found.map(({ box, vector }) => ({ box, vector: Array.from(vector) }));
});
const seconds = (performance.now() - start) / 1000;
const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ images: task.files.length, faces, seconds, peakMegabytes, first }));
