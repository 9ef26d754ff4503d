using System.Diagnostics;

namespace FaceML.Cli;

/// <summary>Times runs of a network in several settings.</summary>
internal sealed class NetworkBench(int runs, IReadOnlyList<int> batches, IReadOnlyList<int> sizes, IReadOnlyList<int> threads)
{
    private const int SmallestExample = 64;

    /// <summary>What one setting costs.</summary>
    /// <param name="Name">The network, or a cascade's stage.</param>
    /// <param name="Width">Columns that it was shown.</param>
    /// <param name="Height">Rows.</param>
    /// <param name="Batch">Images a run.</param>
    /// <param name="Threads">Threads a run.</param>
    /// <param name="Runs">Runs that were timed.</param>
    /// <param name="MedianMs">The median of a run, in milliseconds.</param>
    /// <param name="P95Ms">The 95th percentile (the smallest time that 95 % of the runs do not pass).</param>
    internal sealed record Cost(string Name, int Width, int Height, int Batch, int Threads, int Runs, double MedianMs, double P95Ms);

    /// <summary>
    /// The costs of a network and, for a cascade, of its stages. Settings take turns, so that other load on the machine meets all of them.
    /// </summary>
    /// <exception cref="NetworkException">It does not load or run.</exception>
    public IReadOnlyList<Cost> Measure(NetworkEntry entry, CancellationToken cancellation)
    {
        List<OnnxNetwork> loaded = [];
        List<Setting> settings = [];
        try
        {
            foreach (int count in threads.Distinct())
            {
                loaded.Add(entry.Load(new() { ThreadsPerRun = count }));
                settings.AddRange(Settings(loaded[^1], count, isStage: false)
                    .Concat(loaded[^1].Stages.SelectMany(stage => Settings(stage, count, isStage: true))));
            }

            for (int round = -1; round < runs; round++)
            {
                foreach (Setting setting in settings)
                {
                    cancellation.ThrowIfCancellationRequested();
                    double time = setting.Time();
                    if (round >= 0)
                    {
                        setting.Times.Add(time);
                    }
                }
            }

            return [.. settings.OrderBy(setting => setting.Part).ThenBy(setting => setting.Run.Width * setting.Run.Height).ThenBy(setting =>
                setting.Run.Batch).ThenBy(setting => setting.Threads).Select(setting => setting.Cost())];
        }
        finally
        {
            settings.ForEach(setting => setting.Run.Dispose());
            loaded.ForEach(network => network.Dispose());
        }
    }

    private IEnumerable<Setting> Settings(OnnxNetwork network, int count, bool isStage)
    {
        NetworkInput input = network.Card.Inputs[0];

        // A detector is shown one image after the other; the later stages of a cascade see many squares of one image.
        bool whole = network.Card.Kind == NetworkKind.Detector && !isStage;
        IEnumerable<int> images = network.TakesBatches && !whole ? batches.Distinct() : [1];
        bool example = input.Resizing is null || Math.Min(input.Width, input.Height) >= SmallestExample;
        IEnumerable<(int Width, int Height)> shapes = example ? [(input.Width, input.Height)] : [];
        if (input.Resizing is { } open)
        {
            shapes = shapes.Concat(sizes.Select(side => (side + open.Multiple - 1) / open.Multiple * open.Multiple)
                .Select(side => (side, side)));
        }

        return from shape in shapes.Distinct()
               from batch in images
               select new Setting(network.Card.Name, network.Rent(batch, shape.Width, shape.Height), count);
    }

    private sealed record Setting(string Part, NetworkRun Run, int Threads)
    {
        public List<double> Times { get; } = [];

        public double Time()
        {
            for (int i = 0; i < Run.Batch; i++)
            {
                Run.Input(i).Clear();
            }

            long start = Stopwatch.GetTimestamp();
            Run.Execute();
            return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        public Cost Cost()
        {
            Times.Sort();
            return new(Part, Run.Width, Run.Height, Run.Batch, Threads, Times.Count, Times[(Times.Count - 1) / 2],
                Times[(int)Math.Ceiling(0.95 * Times.Count) - 1]);
        }
    }
}
