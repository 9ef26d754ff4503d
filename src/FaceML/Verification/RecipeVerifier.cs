using FaceML.Calibration;

namespace FaceML.Verification;

/// <summary>Verifies by the networks of a recipe and the calibration that comes with it.</summary>
internal sealed class RecipeVerifier : FaceVerifier
{
    private static readonly Lazy<Task> Ahead = new(() => Task.Run(FaceML.Networks.RuntimeStart.LoadRuntime));

    private readonly FaceRecognizer recognizer;
    private readonly FaceVerifierOptions options;
    private readonly RecipeCalibration? calibration;
    private readonly ThresholdCalibration? fitted;
    private readonly bool ownsRecognizer;

    /// <summary>Verifies by networks of its own.</summary>
    public RecipeVerifier(FaceVerifierOptions options)
        : this(options, null)
    {
    }

    /// <summary>Verifies by the networks of a recognizer, which stays the caller's; its options count, not those given.</summary>
    public RecipeVerifier(FaceVerifierOptions options, FaceRecognizer? shared)
    {
        if (!(options.MatedPrior > 0 && options.MatedPrior < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.MatedPrior, "The mated prior must lie between 0 and 1, both excluded.");
        }

        this.options = options = options with { Recognition = shared?.Options ?? options.Recognition };
        ownsRecognizer = shared is null;
        ReadAhead();
        NetworkCatalog catalog = options.Catalog ?? NetworkCatalog.Default();
        calibration = options.Threshold is null
            ? RecipeCalibration.Find(options.Recognition, catalog)
            : RecipeCalibration.FindOrNull(options.Recognition, catalog);
        fitted = options.Threshold is null ? calibration!.At(options.MaxFalseMatchRate) : null;
        recognizer = shared ?? FaceRecognizer.Create(catalog, options.Recognition);
    }

    /// <summary>
    /// Begins to load the runtime of the networks on another thread, while cards and calibration are read. Once a process; whoever asks
    /// again finds it done.
    /// </summary>
    internal static void ReadAhead() => _ = Ahead.Value;

    /// <summary>The threshold, by the metric of the networks.</summary>
    public float Threshold => options.Threshold ?? ByMetric(recognizer.Embedder.Metric, fitted!.Threshold);

    /// <summary>What is promised at the threshold; null for one of one's own.</summary>
    public ThresholdPromise? Promise => fitted?.Promises[0];

    private protected override FaceVerification Decide(string first, string second, CancellationToken cancellationToken)
    {
        Found Read(string file) => Find(Image.Load(file, cancellation: cancellationToken));
        return Decide(() => Read(first), () => Read(second), cancellationToken);
    }

    private protected override FaceVerification Decide(Image first, Image second, CancellationToken cancellationToken) =>
        Decide(() => Find(first), () => Find(second), cancellationToken);

    private FaceVerification Decide(Func<Found> first, Func<Found> second, CancellationToken cancellationToken)
    {
        (Found one, Found two) = SideBySide(first, second, cancellationToken);
        (VerifiedFace a, FaceQualityModel.Assessed? assessed, float[]? vector) = one;
        (VerifiedFace b, FaceQualityModel.Assessed? otherAssessed, float[]? otherVector) = two;
        FaceMetric metric = recognizer.Embedder.Metric;
        var undecided = new FaceVerification
        {
            First = a,
            Second = b,
            Metric = metric,
            Threshold = Threshold,
            Promise = Promise,
            CalibratedOn = fitted is null ? null : calibration!.MeasuredOn,
            Networks = [.. recognizer.Networks.Select(network => network.Card.Name)],
            Recipe = RecipeInWords(),
        };
        if (a.Status != FaceStatus.Found || b.Status != FaceStatus.Found)
        {
            return undecided;
        }

        float score = assessed is { } ours && otherAssessed is { } theirs
            ? FaceQualityModel.Score(ours, theirs)
            : FaceComparison.Compare(metric, vector, otherVector);
        float rising = ByMetric(metric, score);
        bool isMatch = FaceComparison.IsMatch(metric, score, undecided.Threshold);
        return undecided with
        {
            Score = score,
            Decision = isMatch ? MatchDecision.Match : MatchDecision.NoMatch,
            LogLikelihoodRatio = calibration?.Score.LogLikelihoodRatio(rising),
            Probability = calibration?.Score.Probability(rising, options.MatedPrior),
            MatedPrior = calibration is null ? null : options.MatedPrior,
        };
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && ownsRecognizer)
        {
            recognizer.Dispose();
        }
    }

    // A network's run keeps one core busy, so the second image has the next one. Where none is free, this thread takes both in turn.
    private static (Found First, Found Second) SideBySide(Func<Found> first, Func<Found> second, CancellationToken cancellationToken)
    {
        Task<Found> other = Task.Run(second, CancellationToken.None);
        try
        {
            Found one = first();
            cancellationToken.ThrowIfCancellationRequested();
            return (one, other.GetAwaiter().GetResult());
        }
        catch
        {
            // Nothing of this call runs on when it has failed; what the other image met is not told beside it.
            Task.WhenAny(other).Wait(CancellationToken.None);
            _ = other.Exception;
            throw;
        }
    }

    private Found Find(Image image)
    {
        IReadOnlyList<DetectedFace> faces = recognizer.Find(image);
        FaceStatus status = recognizer.Embed(image, faces, options.Selection, out DetectedFace found, out FaceEmbedding? embedded);
        var face = new VerifiedFace { FaceCount = faces.Count, Status = status, Selection = options.Selection };
        if (status is FaceStatus.NoFace or FaceStatus.SeveralFaces)
        {
            return new(face, null, null);
        }

        face = face with { Box = found.Box, DetectorScore = found.Score, Turn = found.Turn };
        if (embedded is null)
        {
            return new(face, null, null);
        }

        float[] vector = embedded.Vector.ToArray();
        FaceQualityModel? model = calibration?.Quality;
        FaceQualityModel.Assessed? assessed = model?.Assess(vector);
        return new(face with
        {
            Quality = assessed?.Quality,
            Components = FaceQualityComponents.Measure(image, embedded),
            Status = assessed is { } judged && !model!.MayDecide(judged.Quality, embedded) ? FaceStatus.NotRecognizable : status,
        }, assessed, vector);
    }

    private string RecipeInWords()
    {
        int passes = recognizer.Options.Landmarks.Passes;
        string points = recognizer.Options.Points == FacePointSource.Detector ? "points of the detector"
            : passes == 1 ? "1 landmark pass"
            : $"{passes} landmark passes";
        return points + (recognizer.Options.Embedding.Flip ? ", flipped face added" : "");
    }

    private sealed record Found(VerifiedFace Face, FaceQualityModel.Assessed? Assessed, float[]? Vector);
}
