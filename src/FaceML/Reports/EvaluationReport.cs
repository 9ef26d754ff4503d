using FaceML.Evaluation.AllPairs;

namespace FaceML.Reports;

/// <summary>
/// What a saved pipeline is worth on labeled images, every figure with its interval; as a page and as JSON it shows curves, histograms,
/// all pairs and the hardest errors too. Immutable.
/// </summary>
public sealed class EvaluationReport
{
    private const int CurvePoints = 400, HistogramBins = 80, CharacteristicRanks = 20;

    private EvaluationReport(ReportContent content, VerificationMetrics metrics, CalibrationQuality? calibration, FoldAccuracy? folds) =>
        (Content, Metrics, Calibration, Folds) = (content, metrics, calibration, folds);

    /// <summary>The title: pipeline and data.</summary>
    public string Title => Content.Title;

    /// <summary>What was measured, on what.</summary>
    public string Description => Content.Description;

    /// <summary>Genuine comparisons.</summary>
    public long GenuineComparisons => Content.GenuineComparisons;

    /// <summary>Impostor comparisons.</summary>
    public long ImpostorComparisons => Content.ImpostorComparisons;

    /// <summary>Pairs that were left out, because an image shows no usable face.</summary>
    public int LeftOut => Content.LeftOut;

    /// <summary>People; 0 when not known.</summary>
    public int Identities => Content.Identities;

    /// <summary>Equal error rate, true match rates, area under the curve, decidability index.</summary>
    public VerificationMetrics Metrics { get; }

    /// <summary>The pipeline's threshold; that of the equal error rate of these very comparisons where it has none.</summary>
    public double Threshold => Content.Threshold.Value;

    /// <summary>FMR at the threshold, on these comparisons.</summary>
    public Estimate FalseMatchRate => Content.Threshold.FalseMatchRate;

    /// <summary>FNMR at the threshold.</summary>
    public Estimate FalseNonMatchRate => Content.Threshold.FalseNonMatchRate;

    /// <summary>What is promised of the threshold, one sentence each; where it came from when nothing is.</summary>
    public IReadOnlyList<string> Promises => Content.Threshold.Promises;

    /// <summary>Accuracy over the folds of the protocol; null where it has none.</summary>
    public FoldAccuracy? Folds { get; }

    /// <summary>The DET and ROC curve, thinned for drawing, by falling threshold.</summary>
    public IReadOnlyList<CurvePoint> Curve => Content.Curve;

    /// <summary>How good the pipeline's score calibration is; null where it has none.</summary>
    public CalibrationQuality? Calibration { get; }

    /// <summary>What discarding images of low quality gains; null where the pipeline has no quality model.</summary>
    public ErrorVersusDiscard? Discard => Content.Discard;

    /// <summary>The cumulative match characteristic from rank 1; null unless all pairs were compared.</summary>
    public IReadOnlyList<Estimate>? CumulativeMatches => Content.CumulativeMatches;

    /// <summary>Error rates by group; null when no groups were given.</summary>
    public GroupReport? Groups => Content.Groups;

    /// <summary>Everything that page and JSON hold.</summary>
    internal ReportContent Content { get; }

    /// <summary>
    /// The report as one HTML page that needs nothing else: no script, no network, light or dark as the reader's system says.
    /// </summary>
    /// <param name="image">Gives the encoded bytes (JPEG, PNG or WebP) of an image of the data, or null when there is none, for the hardest
    /// errors: <see cref="Verification.EvaluationData.ReadImage"/>. Null for no images.</param>
    public string ToHtml(Func<string, byte[]?>? image = null) => EvaluationReportHtml.Write(Content, image);

    /// <summary>
    /// The report as indented JSON: property names in camel case, rates as shares from 0 to 1, numbers that are not finite as the strings
    /// "NaN", "Infinity" and "-Infinity", what is not there left out.
    /// </summary>
    public string ToJson() => EvaluationReportJson.Write(Content);

    /// <summary>Measures everything that <paramref name="source"/> holds.</summary>
    /// <exception cref="EvaluationDataException">Parts that do not fit each other.</exception>
    internal static EvaluationReport Of(ReportSource source)
    {
        ComparisonScores scores = source.Scores;
        ErrorCurve curve = ErrorCurve.Of(scores);
        VerificationMetrics metrics = VerificationMetrics.Measure(scores, source.Options);
        float threshold = source.Threshold?.Threshold ?? curve.EqualErrorThreshold;
        OperatingPoint point = OperatingPoint.At(scores, threshold, source.Options.Confidence);
        IReadOnlyList<string> promises = source.Threshold is { } fitted
            ? [.. fitted.Promises.Select(p => p.ToString())]
            : ["The equal-error threshold of these very comparisons. Nothing is promised about others."];
        if ((source.FirstGroups is null) != (source.SecondGroups is null) || (source.Images is { } images && images.Count != scores.Count))
        {
            throw new EvaluationDataException(
                $"Groups require a first and a second column, and images one pair of names for each of {scores.Count} comparisons.");
        }

        CalibrationQuality? quality = source.Calibration is null
            ? null
            : CalibrationQuality.Measure(source.Calibration, scores, source.Options);
        var content = new ReportContent
        {
            Title = source.Title,
            Description = source.Description,
            GenuineComparisons = scores.GenuineCount,
            ImpostorComparisons = scores.ImpostorCount,
            LeftOut = source.LeftOut,
            Identities = scores.IdentityCount,
            Figures = [.. FiguresOf(source, metrics, quality, threshold)],
            Threshold = new ReportThreshold(threshold, point.FalseMatchRate, point.FalseNonMatchRate, promises),
            Curve = curve.Thin(CurvePoints),
            Histogram = HistogramOf(scores),
            Reliability = quality is null
                ? null
                : new ReportReliability(source.Calibration!.Method.ToString(), quality.Cllr, quality.MinimumCllr, quality.CalibrationLoss,
                    quality.ExpectedCalibrationError, quality.Bins),
            Discard = source.Qualities is { } qualities
                ? ErrorVersusDiscard.Measure(scores, qualities, confidence: source.Options.Confidence)
                : null,
            CumulativeMatches = source.Identification is { MatedCount: > 0 } searches
                ? searches.CumulativeMatches(Math.Min(CharacteristicRanks, searches.GalleryPeople), source.Options.Confidence)
                : null,
            AllPairs = source.AllPairs is null ? null : ReportAllPairs.Of(source.AllPairs, threshold, source.Options),
            Galleries = source.Galleries,
            Groups = source.FirstGroups is null
                ? null
                : GroupReport.Measure(scores, source.FirstGroups, source.SecondGroups!, threshold, source.Options),
            HardestErrors = source.Images is null ? [] : [.. Hardest(source, true), .. Hardest(source, false)],
            ModelCard = source.ModelCard,
        };
        return new EvaluationReport(content, metrics, quality, source.Folds);
    }

    private static IEnumerable<ReportFigure> FiguresOf(
        ReportSource source, VerificationMetrics metrics, CalibrationQuality? quality, float threshold)
    {
        if (source.Folds is { } folds)
        {
            yield return new ReportFigure("Accuracy", folds.Accuracy, true,
                string.Create(CultureInfo.InvariantCulture,
                    $"{folds.Folds.Count} folds, each at the threshold of the others; standard error {folds.StandardError * 100:0.00} %"));
        }

        foreach (MatchRateAt rate in metrics.MatchRates)
        {
            yield return new ReportFigure(
                ReportFigure.NameOf(rate), rate.TrueMatchRate, true,
                rate.IsSupported ? null : "fewer than ten impostor comparisons carry it");
        }

        yield return new ReportFigure("EER", metrics.EqualErrorRate, true, null);
        yield return new ReportFigure("AUC", metrics.AreaUnderCurve, false, null);
        yield return new ReportFigure("d′", metrics.DecidabilityIndex, false, null);
        if (quality is not null)
        {
            yield return new ReportFigure("Cllr", quality.Cllr, false, "bits; 0 is perfect, 1 says nothing");
            yield return new ReportFigure("Minimum Cllr", quality.MinimumCllr, false, "bits; what these scores could tell");
            yield return new ReportFigure("Calibration loss", quality.CalibrationLoss, false, "bits; Cllr less its minimum");
            yield return new ReportFigure("ECE", quality.ExpectedCalibrationError, false, "expected calibration error at prior ½");
        }

        if (source.Identification is { MatedCount: > 0 } searches)
        {
            double confidence = source.Options.Confidence;
            string gallery = string.Create(CultureInfo.InvariantCulture, $"in a gallery of {searches.GalleryPeople:N0} people");
            yield return new ReportFigure("Rank 1", searches.CumulativeMatches(1, confidence)[0], true, gallery);
            IdentificationResults open = searches.WithoutMates();
            yield return new ReportFigure("FPIR", open.FalsePositiveRate(threshold, confidence), true,
                $"{gallery} without the probe’s person, at the threshold below");
            const double target = 0.01;
            float strict = open.ThresholdAt(target);
            yield return new ReportFigure("FNIR at FPIR 1 %", searches.FalseNegativeRate(strict, 1, confidence), true,
                string.Create(CultureInfo.InvariantCulture, $"{gallery}; threshold {strict:0.0000}, chosen on these searches"));
        }
    }

    private static ReportHistogram HistogramOf(ComparisonScores scores)
    {
        float low = Math.Min(scores.Genuine[0], scores.Impostor[0]), high = Math.Max(scores.Genuine[^1], scores.Impostor[^1]);
        high = high > low ? high : low + 1;
        return new ReportHistogram(low, high,
            ScoreHistogram.Of(scores.Genuine, low, high, HistogramBins).Counts.ToArray(),
            ScoreHistogram.Of(scores.Impostor, low, high, HistogramBins).Counts.ToArray());
    }

    private static IEnumerable<ReportError> Hardest(ReportSource source, bool genuine)
    {
        float[] scores = source.Scores.Scores.ToArray();
        bool[] labels = source.Scores.IsGenuine.ToArray();
        return Enumerable.Range(0, scores.Length).Where(i => labels[i] == genuine)
            .OrderBy(i => genuine ? scores[i] : -scores[i]).ThenBy(i => i).Take(source.HardestErrors)
            .Select(i => new ReportError(genuine, scores[i], source.Images![i].First, source.Images[i].Second));
    }
}
