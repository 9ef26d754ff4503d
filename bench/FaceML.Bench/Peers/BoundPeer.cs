using FaceML.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Bench.Peers;

/// <summary>
/// The bound: ONNX Runtime alone, as many images through each network as FaceML sends through it, on pixels in memory. Each network runs
/// in the layout and the batch size that was best in a trial just before; one network after the other.
/// </summary>
internal static class BoundPeer
{
    private static readonly int[] Batches = [1, 4, 16];

    private static readonly TimeSpan Trial = TimeSpan.FromSeconds(0.4);

    private const int TrialRounds = 2, Inputs = 64;

    public static PeerRun Measure(PeerTask task)
    {
        var options = FaceRecognizerOptions.Preset(task.Preset);
        var catalog = NetworkCatalog.Default();
        NetworkImages runs = task.Runs!;
        List<float[]>[] inputs = InputsOf(options, [.. task.Files.Take(Inputs)]);
        List<PeerStage> stages = [];
        List<string> chosen = [];
        foreach ((string name, long count, int i) in new[]
        {
            (options.Detector, runs.Detector, 0), (options.Landmarker, runs.Landmarks, 1), (options.Embedder, runs.Embedder, 2),
        })
        {
            (double seconds, string layout) = count == 0 ? (0, "none") : Best(catalog.Find(name), inputs[i], count);
            stages.Add(new(name, seconds));
            chosen.Add(layout);
        }

        return new PeerRun(task.Files.Length, 0, stages.Sum(stage => stage.Seconds), PeerRun.OwnPeakMegabytes(), [])
        {
            Stages = [.. stages],
            Chosen = string.Join("; ", chosen),
        };
    }

    private static (double Seconds, string Layout) Best(NetworkEntry entry, List<float[]> inputs, long count)
    {
        Setting[] settings = [.. from layout in new[] { PeerLayout.ImagesSideBySide, PeerLayout.OneImageAtATime }.Distinct()
            from batch in Batches
            select new Setting(entry, layout, batch, inputs)];
        try
        {
            double[] rates = new double[settings.Length];
            for (int round = 0; round < TrialRounds; round++)
            {
                for (int i = 0; i < settings.Length; i++)
                {
                    rates[i] = Math.Max(rates[i], settings[i].Run(long.MaxValue, Trial).PerSecond);
                }
            }

            Setting best = settings[Array.IndexOf(rates, rates.Max())];
            return (count / best.Run(count, TimeSpan.MaxValue).PerSecond, $"{best.Layout}, batch {best.Batch}");
        }
        finally
        {
            Array.ForEach(settings, setting => setting.Dispose());
        }
    }

    // Real pixels: they take longer than a constant.
    private static List<float[]>[] InputsOf(FaceRecognizerOptions options, string[] files)
    {
        List<float[]>[] inputs = [[], [], []];
        using var recognizer = FaceRecognizer.CreateDefault(options);
        TensorSpec[] specs = [.. recognizer.Networks.Select(network => network.InputSpec)];
        foreach (string file in files)
        {
            var image = Image.Load(file);
            PixelTensor.Write(image, specs[0], Add(0));
            foreach (Face face in recognizer.Detect(image).Take(2))
            {
                PixelTensor.Write(image, face.Box, specs[1], Add(1));
                if (recognizer.Embedder.Template.TryAlign(face.Points, out SimilarityTransform imageToAligned))
                {
                    PixelTensor.Write(image, imageToAligned, specs[2], Add(2));
                }
            }
        }

        return inputs;

        float[] Add(int network)
        {
            inputs[network].Add(new float[specs[network].Length]);
            return inputs[network][^1];
        }
    }

    private sealed class Setting : IDisposable
    {
        private readonly InferenceSession session;
        private readonly RunOptions options = new();
        private readonly (OrtIoBinding Binding, OrtValue[] Values, float[] Input)[] workers;
        private readonly List<float[]> inputs;

        public Setting(NetworkEntry entry, PeerLayout layout, int batch, List<float[]> inputs)
        {
            (Layout, Batch, this.inputs) = (layout, batch, inputs);
            NetworkCard card = entry.Card;
            OnnxModel model = ModelGuard.Check(card.Name, File.ReadAllBytes(entry.Path));
            BatchDimension.Free(model);
            using SessionOptions runtime = new() { IntraOpNumThreads = layout.Threads, InterOpNumThreads = 1 };
            session = new(model.ToBytes(), runtime);
            TensorSpec spec = card.Input.ToTensorSpec();
            workers = [.. Enumerable.Range(0, layout.Workers).Select(_ =>
            {
                OrtIoBinding binding = session.CreateIoBinding();
                float[] input = new float[batch * spec.Length];
                var value = OrtValue.CreateTensorValueFromMemory(input, [batch, spec.Channels, spec.Height, spec.Width]);
                binding.BindInput(card.Input.Name, value);
                List<OrtValue> values = [value];
                // Inner values are outputs only in FaceML's sessions.
                foreach (NetworkOutput output in card.Outputs.Where(output => !output.Inner))
                {
                    long[] shape = [batch, .. output.Shape.Select(side => (long)side)];
                    values.Add(OrtValue.CreateTensorValueFromMemory(new float[batch * output.Length], shape));
                    binding.BindOutput(output.Name, values[^1]);
                }

                return (binding, values.ToArray(), input);
            })];
        }

        public PeerLayout Layout { get; }

        public int Batch { get; }

        /// <summary>Runs a number of images, or for some time.</summary>
        public (double PerSecond, long Images) Run(long count, TimeSpan time)
        {
            long taken = 0, done = 0, start = Stopwatch.GetTimestamp();
            Parallel.For(0, workers.Length, new ParallelOptions { MaxDegreeOfParallelism = workers.Length }, worker =>
            {
                (OrtIoBinding binding, _, float[] input) = workers[worker];
                while (Interlocked.Add(ref taken, Batch) - Batch < count && Stopwatch.GetElapsedTime(start) < time)
                {
                    int length = input.Length / Batch;
                    for (int i = 0; i < Batch; i++)
                    {
                        inputs[(int)((taken + i) % inputs.Count)].CopyTo(input.AsSpan(i * length));
                    }

                    session.RunWithBinding(options, binding);
                    Interlocked.Add(ref done, Batch);
                }
            });
            return (done / Stopwatch.GetElapsedTime(start).TotalSeconds, done);
        }

        public void Dispose()
        {
            foreach ((OrtIoBinding binding, OrtValue[] values, _) in workers)
            {
                binding.Dispose();
                Array.ForEach(values, value => value.Dispose());
            }

            options.Dispose();
            session.Dispose();
        }
    }
}
