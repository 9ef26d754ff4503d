namespace FaceML.Evaluation.AllPairs;

/// <summary>
/// Compares every sample with every other one by the dot product, streaming: memory grows with the samples, not with the comparisons.
/// Counts are exact, and the result does not depend on the number of threads. Thread-safe.
/// </summary>
public static class AllPairsComparison
{
    // Rows a task works on: 20 groups of 6, 245,760 bytes at 512 dimensions, lie in a second-level cache while columns stream past.
    private const int GroupsPerTask = 20;
    private const float UnitTolerance = 1e-3f;
    private const double LongestCompensated = 1.2;

    /// <summary>Runs the comparison: n(n − 1)/2 dot products.</summary>
    /// <param name="embeddings">n rows of <paramref name="dimension"/> numbers, each row of unit length.</param>
    /// <param name="dimension">The length of a row.</param>
    /// <param name="identities">The person of each row; any whole numbers.</param>
    /// <param name="options">What is kept.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="EvaluationDataException">Sizes that do not fit, fewer than two rows, or a row that is not a unit vector (with its
    /// number).</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static unsafe AllPairsResult Run(
        ReadOnlySpan<float> embeddings, int dimension, ReadOnlySpan<int> identities, AllPairsOptions? options = null,
            CancellationToken cancellation = default)
    {
        options ??= new AllPairsOptions();
        options.Validate();
        Check(embeddings, dimension, identities, options.Compensated);
        (int[] people, int[] samples) = Renumber(identities);
        int[] order = [.. Enumerable.Range(0, people.Length)];
        int[] sorted = (int[])people.Clone();
        Array.Sort(sorted, order, Comparer<int>.Default);
        float* rows = null, columns = null;
        try
        {
            rows = DotTile.Pack(embeddings, order, dimension, DotTile.Rows);
            columns = DotTile.Pack(embeddings, order, dimension, DotTile.Columns);
            TileSink total = Compare((nint)rows, (nint)columns, dimension, order, sorted, options, cancellation);
            return new AllPairsResult(
                new ScoreHistogram(options.Low, options.High, total.Genuine),
                new ScoreHistogram(options.Low, options.High, total.Impostor),
                total.Largest.Sorted(), total.Smallest.Sorted(), people, samples);
        }
        finally
        {
            DotTile.Free(rows);
            DotTile.Free(columns);
        }
    }

    private static unsafe TileSink Compare(
        nint rows, nint columns, int dimension, int[] order, int[] people, AllPairsOptions options, CancellationToken cancellation)
    {
        int count = order.Length;
        int tasks = (count + (GroupsPerTask * DotTile.Rows) - 1) / (GroupsPerTask * DotTile.Rows);
        TileSink total = new(order, people, options);
        Lock merging = new();
        long done = 0;
        ParallelOptions parallel = new()
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads,
        };
        Parallel.For(
            0,
            tasks,
            parallel,
            () => new TileSink(order, people, options),
            (task, state, sink) =>
            {
                float* tile = stackalloc float[DotTile.Rows * DotTile.Columns];
                int firstRow = task * GroupsPerTask * DotTile.Rows, lastRow = Math.Min(firstRow + (GroupsPerTask * DotTile.Rows), count);
                for (int column = firstRow / DotTile.Columns * DotTile.Columns; column < count; column += DotTile.Columns)
                {
                    float* columnPanel = (float*)columns + ((nint)column * dimension);
                    for (int row = firstRow; row < lastRow && row < column + DotTile.Columns; row += DotTile.Rows)
                    {
                        DotTile.Multiply((float*)rows + ((nint)row * dimension), columnPanel, dimension, tile);
                        sink.Take(tile, row, column);
                    }
                }

                if (options.Progress is { } progress)
                {
                    // The triangle's rows grow shorter: a task's share is that of its pairs.
                    long pairs = Interlocked.Add(ref done, (lastRow - firstRow) * ((2L * count) - firstRow - lastRow - 1) / 2);
                    progress.Report(2.0 * pairs / ((double)count * (count - 1)));
                }

                cancellation.ThrowIfCancellationRequested();
                return sink;
            },
            sink =>
            {
                sink.Flush();
                lock (merging)
                {
                    for (int i = 0; i < options.Bins; i++)
                    {
                        total.Impostor[i] += sink.Impostor[i];
                        total.Genuine[i] += sink.Genuine[i];
                    }

                    total.Largest.AddAll(sink.Largest);
                    total.Smallest.AddAll(sink.Smallest);
                }
            });
        return total;
    }

    private static (int[] People, int[] Samples) Renumber(ReadOnlySpan<int> identities)
    {
        Dictionary<int, int> dense = [];
        int[] people = new int[identities.Length];
        List<int> samples = [];
        for (int i = 0; i < identities.Length; i++)
        {
            if (!dense.TryGetValue(identities[i], out people[i]))
            {
                people[i] = dense.Count;
                dense.Add(identities[i], people[i]);
                samples.Add(0);
            }

            samples[people[i]]++;
        }

        return (people, [.. samples]);
    }

    private static void Check(ReadOnlySpan<float> embeddings, int dimension, ReadOnlySpan<int> identities, bool compensated)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimension);
        if (identities.Length < 2 || embeddings.Length != (long)identities.Length * dimension)
        {
            throw new EvaluationDataException(
                $"{identities.Length} identities of {dimension} numbers each require at least two rows and "
                    + $"{(long)identities.Length * dimension} numbers; there are {embeddings.Length}.");
        }

        for (int row = 0; row < identities.Length; row++)
        {
            double squares = 0;
            foreach (float x in embeddings.Slice(row * dimension, dimension))
            {
                squares += (double)x * x;
            }

            if (compensated ? !(squares < LongestCompensated) : !(Math.Abs(squares - 1) <= 2 * UnitTolerance))
            {
                throw new EvaluationDataException(
                    $"Row {row} has length {Math.Sqrt(squares)}; the scores are cosines only of vectors of length "
                        + $"1{(compensated ? ", and compensated ones are hardly longer" : "")}.", row);
            }
        }
    }
}
