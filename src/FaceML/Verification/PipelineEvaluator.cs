using FaceML.Calibration;
using FaceML.Comparison;
using FaceML.Evaluation.Protocols;
using FaceML.Reports;

namespace FaceML.Verification;

/// <summary>
/// Measures a saved verification pipeline on labeled images, compares it with another, and fits its threshold anew. Every image goes
/// through the networks once, every pair through the pipeline's own comparison.
/// </summary>
/// <remarks>Not thread-safe. Dispose it to release the networks.</remarks>
public sealed class PipelineEvaluator : IDisposable
{
    private static readonly string[] Inputs = ["Path1", "Path2"], Outputs = ["Embedding1", "Embedding2", "Score"];

    private readonly MLContext context = new(seed: 1);
    private readonly string file;
    private readonly TransformerChain<ITransformer> chain;
    private readonly DataViewSchema inputSchema;
    private readonly FaceComparisonTransformer comparison;
    private readonly Dictionary<string, float[]?> vectors = new(StringComparer.Ordinal);
    private string? embeddedFrom;

    private PipelineEvaluator(string file, LoadOptions options)
    {
        this.file = file;
        chain = context.Faces.Load(file, out inputSchema, options);
        comparison = chain.OfType<FaceComparisonTransformer>().LastOrDefault()
            ?? throw new EvaluationDataException($"{file} compares nothing. 'faceml inspect {file}' shows what it does.");
        DataViewSchema output = chain.GetOutputSchema(inputSchema);
        if (Inputs.Any(column => inputSchema.GetColumnOrNull(column) is null)
            || Outputs.Any(column => output.GetColumnOrNull(column) is null))
        {
            throw new EvaluationDataException(
                $"{file} is not a verification pipeline from Path1 and Path2 over Embedding1 and Embedding2 to Score.");
        }
    }

    /// <summary>The fitted threshold; null when the pipeline has none.</summary>
    public ThresholdCalibration? Threshold => chain.OfType<FaceThresholdTransformer>().LastOrDefault()?.Calibration;

    /// <summary>The score calibration; null when the pipeline has none.</summary>
    public ScoreCalibration? ScoreCalibration => chain.OfType<FaceScoreCalibrationTransformer>().LastOrDefault()?.Calibration;

    /// <summary>The quality model that judges faces and compensates scores; null when the pipeline has none.</summary>
    public FaceQualityModel? Quality => comparison.Quality;

    /// <summary>Loads a saved verification pipeline.</summary>
    /// <param name="file">The <c>.faceml</c> file.</param>
    /// <param name="options">How it is loaded; null for the defaults.</param>
    /// <exception cref="SavedPipelineException">The file is not a saved pipeline.</exception>
    /// <exception cref="EvaluationDataException">It is not a verification pipeline.</exception>
    public static PipelineEvaluator Load(string file, LoadOptions? options = null) => new(file, options ?? new());

    /// <summary>Measures the pipeline.</summary>
    /// <param name="data">The pairs and images.</param>
    /// <param name="allPairs">Whether every image is compared with every other one too: error rates at low false match rates, searches,
    /// thresholds for galleries.</param>
    /// <param name="groupsFile">A file of groups, to measure error rates by group: lines of a person (or an image's path) and a group,
    /// separated by a tab; null for none.</param>
    /// <param name="intervals">Intervals and false match rates; null for the defaults.</param>
    /// <param name="progress">Told of the share of the images that are embedded, 0 to 1; null for none.</param>
    /// <param name="cancellationToken">Stops the evaluation.</param>
    /// <returns>
    /// Every figure with its interval. Pairs of which an image shows no usable face are left out and counted in
    /// <see cref="EvaluationReport.LeftOut"/>.
    /// </returns>
    /// <exception cref="EvaluationDataException">The pairs lack genuine or impostor ones, or all images are to be compared and the person
    /// of one is unknown.</exception>
    public EvaluationReport Evaluate(
        EvaluationData data, bool allPairs = false, string? groupsFile = null, EvaluationOptions? intervals = null,
        IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        GroupsFile? groups = groupsFile is { } path ? new(path) : null;
        Embed(data, allPairs, progress, cancellationToken);
        var scored = PairScores.Of(data.Pairs, Score(data.Pairs));
        AllPairsEvaluation? all = allPairs ? AllPairsEvaluation.Measure(this, data, cancellationToken) : null;
        cancellationToken.ThrowIfCancellationRequested();
        return EvaluationReport.Of(SourceOf(data, scored, groups, all, intervals ?? new()));
    }

    /// <summary>Compares the pipeline with another on the same pairs: those that both have a score for.</summary>
    /// <param name="other">The other pipeline.</param>
    /// <param name="data">The pairs and images.</param>
    /// <param name="options">Intervals and false match rates; null for the defaults.</param>
    /// <param name="progress">Told of the share of the images that are embedded, 0 to 1; null for none.</param>
    /// <param name="cancellationToken">Stops the comparison.</param>
    /// <returns>The paired figures, and the number of pairs that were left out.</returns>
    /// <exception cref="CalibrationException">One of the pipelines has no fitted threshold.</exception>
    public (PairedComparison Comparison, int LeftOut) CompareWith(
        PipelineEvaluator other, EvaluationData data, EvaluationOptions? options = null, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(data);
        float threshold = RequireThreshold(), otherThreshold = other.RequireThreshold();
        Embed(data, false, new Half(progress, 0), cancellationToken);
        other.Embed(data, false, new Half(progress, 0.5), cancellationToken);
        float[] scores = Score(data.Pairs), otherScores = other.Score(data.Pairs);
        bool Both(int pair) => !float.IsNaN(scores[pair]) && !float.IsNaN(otherScores[pair]);
        PairScores first = PairScores.Of(data.Pairs, scores, Both), second = PairScores.Of(data.Pairs, otherScores, Both);
        return (PairedComparison.Of(first.Scores, second.Scores, threshold, otherThreshold, options), first.LeftOut);
    }

    /// <summary>Fits threshold and score calibration anew and saves the pipeline with them; its networks stay as they are.</summary>
    /// <param name="data">The pairs and images.</param>
    /// <param name="output">The file to write.</param>
    /// <param name="options">What is promised.</param>
    /// <param name="progress">Told of the share of the images that are embedded, 0 to 1; null for none.</param>
    /// <param name="cancellationToken">Stops before the file is written.</param>
    /// <returns>The fitted threshold.</returns>
    /// <exception cref="InsufficientDataException">The pairs cannot support the promise; nothing is written.</exception>
    public FaceThresholdTransformer Calibrate(
        EvaluationData data, string output, PipelineCalibrationOptions options, IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(output);
        ArgumentNullException.ThrowIfNull(options);
        Embed(data, false, progress, cancellationToken);
        float[] scores = Score(data.Pairs);
        IDataView rows = context.Data.LoadFromEnumerable(data.Pairs.Select((pair, i) => RowOf(pair, scores[i])).ToArray());
        var calibrated = context.Faces.CalibrateScore(matedPrior: options.MatedPrior).Fit(rows);
        FaceThresholdTransformer threshold = context.Faces.CalibrateThreshold(new FaceThresholdOptions
        {
            Target = ThresholdTarget.MaxFalseMatchRate(options.MaxFalseMatchRate),
            Bound = new ThresholdOptions { Confidence = options.Confidence },
            Population = options.Population,
            FirstIdentityColumnName = data.HasIdentities ? nameof(ScoredPair.Identity1) : null,
            SecondIdentityColumnName = data.HasIdentities ? nameof(ScoredPair.Identity2) : null,
        }).Fit(rows);
        cancellationToken.ThrowIfCancellationRequested();
        var kept = chain.Where(stage => stage is not (FaceThresholdTransformer or FaceScoreCalibrationTransformer));
        ITransformer fitted = new TransformerChain<ITransformer>([.. kept, calibrated, threshold]);
        context.Faces.Save(fitted, inputSchema, output, new SaveOptions
        {
            Title = "Face verification",
            FittedOn = $"Threshold: {options.FittedOn ?? options.Population}, {threshold.Pairs:N0} pairs",
        });
        return threshold;
    }

    /// <summary>Releases the networks.</summary>
    public void Dispose() => chain.Dispose();

    // The vector of an image that was embedded; null when it shows no usable face.
    internal float[]? VectorOf(string image) => vectors[image];

    // A vector whose inner product with another one is the pipeline's score, where that is a cosine.
    internal float[] Comparable(string image) => Quality is null ? vectors[image]! : Quality.Compensate(vectors[image]);

    private static ScoredPair RowOf(ImagePair pair, float score) =>
        new() { Score = score, Label = pair.IsGenuine, Identity1 = pair.FirstIdentity ?? "", Identity2 = pair.SecondIdentity ?? "" };

    private float RequireThreshold() => Threshold?.Threshold
        ?? throw new CalibrationException($"{file} has no fitted threshold; 'faceml calibrate' gives it one.");

    // Two images a row, through the pipeline's networks.
    private void Embed(EvaluationData data, bool all, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        // Another set may have images of the same names.
        if (embeddedFrom != data.Folder)
        {
            vectors.Clear();
            embeddedFrom = data.Folder;
        }

        IEnumerable<string> images = data.Pairs.SelectMany(pair => new[] { pair.First, pair.Second });
        images = all ? images.Concat(data.Images.Select(image => image.Image)) : images;
        string[] missing = [.. images.Where(image => !vectors.ContainsKey(image)).Distinct()];
        IDataView view = data.ViewOf(context, missing).WithCancellation(cancellationToken);
        int row = 0;
        IDataView embedded = chain.Transform(view);
        foreach (Embedded found in context.Data.CreateEnumerable<Embedded>(embedded, reuseRowObject: false, ignoreMissingColumns: true))
        {
            vectors[missing[2 * row]] = Usable(found.Status1, found.Embedding1);
            if ((2 * row) + 1 < missing.Length)
            {
                vectors[missing[(2 * row) + 1]] = Usable(found.Status2, found.Embedding2);
            }

            row++;
            progress?.Report(Math.Min(1, 2.0 * row / missing.Length));
        }
    }

    // Columns of statuses are optional; an embedding of NaN says the same.
    private static float[]? Usable(string status, float[] embedding) =>
        status == nameof(FaceStatus.Found) && !embedding.Any(float.IsNaN) ? embedding : null;

    // By the pipeline's own comparison; NaN where a face is missing.
    private float[] Score(IReadOnlyList<ImagePair> pairs)
    {
        float[] scores = new float[pairs.Count];
        Array.Fill(scores, float.NaN);
        bool HasBoth(int pair) => vectors[pairs[pair].First] is not null && vectors[pairs[pair].Second] is not null;
        int[] usable = [.. Enumerable.Range(0, pairs.Count).Where(HasBoth)];
        IDataView data = context.Data.LoadFromEnumerable(usable.Select(i => new VectorPair
        {
            Embedding1 = vectors[pairs[i].First]!,
            Embedding2 = vectors[pairs[i].Second]!,
        }));
        int at = 0;
        foreach (Scored row in context.Data.CreateEnumerable<Scored>(comparison.Transform(data), reuseRowObject: true))
        {
            scores[usable[at++]] = row.Score;
        }

        return scores;
    }

    private ReportSource SourceOf(
        EvaluationData data, PairScores scored, GroupsFile? groups, AllPairsEvaluation? all, EvaluationOptions intervals)
    {
        ImagePair[] pairs = [.. scored.Pairs];
        int[] folds = [.. pairs.Select(pair => pair.Fold)];
        string folder = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(data.Folder)));
        string protocol = EvaluationProtocols.NameOf(data.Protocol);
        string leftOut = scored.LeftOut == 0 ? "" : $"; {scored.LeftOut} left out, because an image shows no usable face";
        string shared = IdentitySplit.SharedBetweenFolds(pairs).Length switch
        {
            0 => "",
            1 => "; 1 person is in several folds",
            int people => string.Create(CultureInfo.InvariantCulture, $"; {people:N0} people are in several folds"),
        };
        return new ReportSource
        {
            Title = $"{Path.GetFileName(file)} on {folder}",
            Description = string.Create(CultureInfo.InvariantCulture,
                $"Protocol {protocol}, {data.Pairs.Count:N0} pairs{leftOut}{shared}."),
            LeftOut = scored.LeftOut,
            Scores = scored.Scores,
            ModelCard = SavedPipeline.Inspect(file).Card,
            Threshold = Threshold,
            Calibration = ScoreCalibration,
            Qualities = Quality is null ? null : [.. pairs.Select(pair => Math.Min(QualityOf(pair.First), QualityOf(pair.Second)))],
            Folds = folds.Distinct().Count() > 1 ? FoldAccuracy.Measure(scored.Scores.Scores, scored.Scores.IsGenuine, folds) : null,
            AllPairs = all?.Result,
            Identification = all?.Searches,
            Galleries = all?.Galleries ?? [],
            FirstGroups = groups is null ? null : [.. pairs.Select(pair => groups.Of(pair.First, pair.FirstIdentity))],
            SecondGroups = groups is null ? null : [.. pairs.Select(pair => groups.Of(pair.Second, pair.SecondIdentity))],
            Images = [.. pairs.Select(pair => (pair.First, pair.Second))],
            Options = intervals,
        };
    }

    private double QualityOf(string image) => Quality!.Quality(vectors[image]);

    // Half of the work of two pipelines.
    private sealed class Half(IProgress<double>? progress, double from) : IProgress<double>
    {
        public void Report(double value) => progress?.Report(from + (value / 2));
    }

    private sealed class Embedded
    {
        public float[] Embedding1 { get; set; } = [];

        public float[] Embedding2 { get; set; } = [];

        public string Status1 { get; set; } = nameof(FaceStatus.Found);

        public string Status2 { get; set; } = nameof(FaceStatus.Found);
    }

    private sealed class VectorPair
    {
        [VectorType]
        public float[] Embedding1 { get; set; } = [];

        [VectorType]
        public float[] Embedding2 { get; set; } = [];
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }

    private sealed class ScoredPair
    {
        public float Score { get; set; }

        public bool Label { get; set; }

        public string Identity1 { get; set; } = "";

        public string Identity2 { get; set; } = "";
    }
}
