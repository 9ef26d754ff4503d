using FaceML.Evaluation.Protocols;
using FaceML.Training.Data;
using FaceML.Training.Heads;

namespace FaceML.Training;

/// <summary>
/// From labeled embeddings to a pipeline that decides: a head is chosen and learned on one part of the identities, measured once on the
/// others, kept only where it helps them, and the threshold is fitted to those others too. What <c>faceml train</c> does. Thread-safe.
/// </summary>
public static class FaceTraining
{
    /// <summary>The false match rate whose true match rate decides.</summary>
    public const double DecidingFalseMatchRate = 1e-3;

    private const int Named = 5;

    private sealed class Row
    {
        public float[] Embedding { get; set; } = [];

        public string Identity { get; set; } = "";
    }

    /// <summary>Learns, measures, calibrates.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="embeddings">Embeddings by the networks of <see cref="FaceTrainingOptions.Pipeline"/>.</param>
    /// <param name="identities">Who each shows.</param>
    /// <param name="options">The settings.</param>
    /// <param name="progress">Told of every candidate; null for none.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    /// <exception cref="TrainingDataException">There are too few people; says what is missing.</exception>
    public static FaceTrainingResult Run(
        MLContext ml, IReadOnlyList<float[]> embeddings, IReadOnlyList<string> identities, FaceTrainingOptions options,
        IProgress<HeadCandidate>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        if (options.Shifted is { } shifted && shifted.Count != embeddings.Count)
        {
            throw new ArgumentException(
                $"{nameof(FaceTrainingOptions)}.{nameof(options.Shifted)} must hold one embedding for each of the {embeddings.Count} "
                    + $"faces; it holds {shifted.Count}.", nameof(options));
        }

        (int[] usable, int singles) = WithMates(identities, options.RefuseSingles);
        string[] names = [.. usable.Select(i => identities[i]).Distinct(StringComparer.Ordinal)];
        if (names.Length < 2)
        {
            throw new TrainingDataException(TrainingDataProblem.OneIdentity,
                $"All {usable.Length} usable images show one person, '{names[0]}'; at least two people are needed.");
        }

        (int[] learn, int[] test) = IdentitySplit.Split([.. usable.Select(i => identities[i])], options.TestShare, options.Seed);
        Dictionary<string, int> numbers = names.Index().ToDictionary(name => name.Item, name => name.Index, StringComparer.Ordinal);
        (float[] Embedding, string Identity)[] lessons = [.. learn.Select(AsItIs), .. options.Shifted is null ? [] : learn.Select(AsSeen)];
        EmbeddingSet learning = Set(lessons), heldOut = Set(test.Select(AsItIs)), measured = options.Shifted is null ? heldOut
            : Set(test.GroupBy(i => identities[usable[i]]).SelectMany(rows => rows.Select((i, n) => n % 2 == 0 ? AsItIs(i) : AsSeen(i))));
        if (heldOut.ByIdentity().Count < 2 || learning.ByIdentity().Count < 2)
        {
            throw new TrainingDataException(TrainingDataProblem.OneIdentity,
                $"There are {names.Length} people; two are needed to learn from and two others to measure on. Add people, or change the "
                    + $"share that is measured on.");
        }

        if (options.General is { } others)
        {
            GeneralPeople.CheckDisjoint(learning, others);
        }

        HeadSearchResult? search = null;
        FaceMetricHeadTransformer? head;
        if (options.Loss is { } loss)
        {
            head = ml.Faces.Trainers.MetricHead(new FaceMetricHeadOptions
            {
                CancellationToken = cancellationToken,
                Run = options.Run,
                Training = options.Training with { Loss = HeadSearch.Losses[loss], Seed = options.Seed },
            }).Fit(ml.Data.LoadFromEnumerable(
                lessons.Select(lesson => new Row { Embedding = lesson.Embedding, Identity = lesson.Identity }).ToArray()));
        }
        else
        {
            HeadSearchOptions settings = options.Search with
            {
                Seed = options.Seed,
                MustLearn = options.KeepAnyway,
                KeepGeneral = options.KeepGeneral && options.General is null,
            };
            search = HeadSearch.Run(learning, settings, progress, cancellationToken);
            head = search.Head is null
                ? null
                : new FaceMetricHeadTransformer("Embedding", "Embedding", search.Head, SummaryOf(learning, search, options));
        }

        double weight = search?.Weight ?? 1;
        PairedDifference? change = null;
        if (head is not null && options.General is { } general)
        {
            (MetricHead? drawn, weight, change) =
                GeneralPeople.Keep(head.Head, general, options.MaxGeneralLoss, cancellationToken);
            head = drawn is null
                ? null
                : new FaceMetricHeadTransformer("Embedding", "Embedding", drawn, head.Summary) { Epochs = head.Epochs };
        }

        string chosen = search?.Name ?? options.Loss!;
        TrainingReport? report = head is null ? null : TrainingReport.Measure(
            head,
            measured,
            $"{options.Population}: a head trained by '{chosen}'",
            string.Create(CultureInfo.InvariantCulture,
                $"A projection of the embeddings of {options.Pipeline.Recognition.Embedder}, learned from one part of the people and "
                    + $"measured on the others. Seed {options.Seed}."),
            gain => Verdict(options, Deciding(gain), names.Length));
        bool kept = report is not null && (Deciding(report.Gain).Difference.Low > 0 || options.KeepAnyway);
        var pipeline = FaceTrainedPipeline.Create(
            ml, options.Pipeline, kept ? head : null, measured, options.MaxFalseMatchRate, options.Population);
        return new FaceTrainingResult(pipeline, report)
        {
            Chosen = chosen,
            Candidates = search?.Candidates ?? [],
            Weight = weight,
            GeneralChange = change,
            UnshiftedGain = head is null || options.Shifted is null ? null : HeldOutPairs.Compare(heldOut, head.Head.Transform(heldOut)),
            IsKept = kept,
            Verdict = report?.Verdict ?? (change is null
                ? $"nothing learned was better on held-out people of the {learning.ByIdentity().Count} to learn from: the untrained "
                    + $"pipeline was saved"
                : "no head could be shown to keep the general people: the untrained pipeline was saved"),
            Singles = singles,
            Learned = (learning.ByIdentity().Count, learning.Count),
            Measured = (measured.ByIdentity().Count, measured.Count),
        };

        (float[] Embedding, string Identity) AsItIs(int row) => (embeddings[usable[row]], identities[usable[row]]);

        (float[] Embedding, string Identity) AsSeen(int row) => (options.Shifted[usable[row]], identities[usable[row]]);

        EmbeddingSet Set(IEnumerable<(float[] Embedding, string Identity)> faces) => EmbeddingSet.FromVectors(
            [.. faces.Select(face => face.Embedding)], [.. faces.Select(face => numbers[face.Identity])]);
    }

    /// <summary>The difference that decides whether a head is kept.</summary>
    public static PairedDifference Deciding(PairedComparison gain)
    {
        ArgumentNullException.ThrowIfNull(gain);
        return gain.TrueMatchRateAt(DecidingFalseMatchRate);
    }

    private static FaceTrainingSummary SummaryOf(EmbeddingSet learning, HeadSearchResult search, FaceTrainingOptions options) => new(
        learning.Count, learning.ByIdentity().Count, 0, 0, 0, (float)search.Candidates[0].TrueMatchRate,
        (float)search.Candidates.Single(c => c.Name == search.Name).TrueMatchRate, 0)
    {
        FalseMatchRate = options.Search.FalseMatchRate,
    };

    private static string Verdict(FaceTrainingOptions options, PairedDifference deciding, int people)
    {
        if (deciding.Difference.Low > 0)
        {
            return "people never seen are told apart better: the trained pipeline was saved";
        }

        string found = deciding.Difference.High < 0
            ? "training made it worse"
            : "the gain is not separable from zero" + Needed(deciding.Difference, people);
        return found + (options.KeepAnyway ? "; the trained pipeline was saved anyway, as asked" : "; the untrained pipeline was saved");
    }

    // The width of an interval over identities falls with the square root of their number.
    private static string Needed(Estimate difference, int people)
    {
        double needed = difference.Value > 0
            ? people * Math.Pow((difference.Value - difference.Low) / difference.Value, 2)
            : double.PositiveInfinity;
        return needed < 1e6 ? string.Create(CultureInfo.InvariantCulture,
            $" (a gain of this size needs about {Math.Ceiling(needed / 10) * 10:N0} people; there are {people:N0})") : "";
    }

    private static (int[] Usable, int Singles) WithMates(IReadOnlyList<string> identities, bool refuse)
    {
        Dictionary<string, int> counts = identities.GroupBy(i => i, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        string[] single = [.. counts.Where(c => c.Value < 2).Select(c => c.Key).Order(StringComparer.Ordinal)];
        if (single.Length > 0 && refuse)
        {
            string some = string.Join(", ", single.Take(Named)) + (single.Length > Named ? $" and {single.Length - Named} more" : "");
            throw new TrainingDataException(TrainingDataProblem.TooFewImages,
                $"{single.Length} of {counts.Count} people have fewer than two images with a usable face: {some}.");
        }

        int[] usable = [.. Enumerable.Range(0, identities.Count).Where(i => counts[identities[i]] >= 2)];
        return usable.Length > 0
            ? (usable, single.Length)
            : throw new TrainingDataException(TrainingDataProblem.TooFewImages, "No person has two images with a usable face.");
    }
}
