using System.Diagnostics;
using System.Runtime.CompilerServices;
using FaceML.Imaging;
using FaceML.Networks;
using FaceML.Recognition;

namespace FaceML.Bench.Peers;

/// <summary>
/// The same way as <see cref="FaceMLWorker"/>, in steps: the time of each step, and how many images went through each network. What the
/// others are compared with, and what the bound has to run.
/// </summary>
internal static class StagesPeer
{
    private static readonly string[] Names = ["decode", "detect and landmarks", "align and embed"];

    public static PeerRun Measure(PeerTask task)
    {
        Totals totals = new();
        PeerRun run = PeerWorkers.Measure(task, each => new Worker(each, totals));
        return run with
        {
            Stages = [.. Names.Zip(totals.Ticks, (name, ticks) => new PeerStage(name, ticks / (double)Stopwatch.Frequency))],
            Runs = new(totals.Detector, totals.Landmarks, totals.Embedder),
        };
    }

    private sealed class Totals
    {
        // The first files warm up, and are no part of the sums.
        public long[] Ticks { get; } = new long[Names.Length];

        public long Detector, Landmarks, Embedder;
    }

    private sealed class Worker : IPeerWorker
    {
        private readonly PeerTask task;
        private readonly Totals totals;
        private readonly FaceRecognizer recognizer;
        private readonly Counting decoder;
        private long detector, landmarks, embedder;
        private int passes;

        public Worker(PeerTask task, Totals totals)
        {
            (this.task, this.totals) = (task, totals);
            recognizer = FaceRecognizer.CreateDefault(FaceRecognizerOptions.Preset(task.Preset));
            decoder = new(DecoderOf(recognizer.Detector)!);
            DecoderOf(recognizer.Detector) = decoder;
            LandmarkFamilies.Decoder inner = DecodeOf(recognizer.Landmarker);
            DecodeOf(recognizer.Landmarker) = (output, in crop, sums) =>
            {
                landmarks++;
                inner(output, crop, sums);
            };
        }

        public void Run(IEnumerable<PeerFile> files, Action<int, PeerFace[]> found)
        {
            long[] ticks = new long[Names.Length];
            (decoder.Images, landmarks, embedder) = (0, 0, 0);
            foreach (PeerFile file in files)
            {
                long start = Stopwatch.GetTimestamp();
                var image = Image.Load(file.Path);
                long decoded = Stopwatch.GetTimestamp();
                Face[] faces = [.. recognizer.Detect(image).Where(face => recognizer.Embedder.CanAlign(face.Points))];
                long detected = Stopwatch.GetTimestamp();
                float[][] vectors = recognizer.Embedder.Embed([.. faces.Select(face => new FaceInImage(image, face.Points))]);
                long embedded = Stopwatch.GetTimestamp();
                embedder += faces.Length * (task.Flip ? 2 : 1);
                ticks[0] += decoded - start;
                ticks[1] += detected - decoded;
                ticks[2] += embedded - detected;
                found(file.Index, [.. faces.Zip(vectors, (face, vector) => FaceMLWorker.From(new(face, vector)))]);
            }

            detector = decoder.Images;
            if (passes++ > 0)
            {
                Add(ticks);
            }
        }

        public void Dispose() => recognizer.Dispose();

        private void Add(long[] ticks)
        {
            lock (totals)
            {
                for (int i = 0; i < ticks.Length; i++)
                {
                    totals.Ticks[i] += ticks[i];
                }

                totals.Detector += detector;
                totals.Landmarks += landmarks;
                totals.Embedder += embedder;
            }
        }

        // Nothing of the library counts runs, and only this bench has to know.
        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "decoder")]
        private static extern ref IDetectionDecoder? DecoderOf(FaceDetector detector);

        [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "decode")]
        private static extern ref LandmarkFamilies.Decoder DecodeOf(FaceLandmarker landmarker);
    }

    private sealed class Counting(IDetectionDecoder inner) : IDetectionDecoder
    {
        public long Images { get; set; }

        public bool GivesPoints => inner.GivesPoints;

        public void Decode(NetworkRun run, int index, in Box region, float threshold, List<DetectedFace> faces)
        {
            Images++;
            inner.Decode(run, index, region, threshold, faces);
        }
    }
}
