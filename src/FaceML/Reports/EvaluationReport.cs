using FaceML.Evaluation.AllPairs;

namespace FaceML.Reports;

/// <summary>
/// An evaluation as data: everything that the page shows, and what its JSON form holds (<see cref="EvaluationReportJson"/>). Immutable.
/// </summary>
public sealed record EvaluationReport
{
    private const int CurvePoints = 400;
    private const int HistogramBins = 80;
    private const int CharacteristicRanks = 20;

    /// <summary>The version of the JSON form that this version writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>The version of the JSON form.</summary>
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>What was measured, on what, by which command.</summary>
    public required string Description { get; init; }

    /// <summary>Genuine comparisons.</summary>
    public required long GenuineComparisons { get; init; }

    /// <summary>Impostor comparisons.</summary>
    public required long ImpostorComparisons { get; init; }

    /// <summary>Pairs that were left out, because an image shows no usable face.</summary>
    public int LeftOut { get; init; }

    /// <summary>People; 0 when not known.</summary>
    public required int Identities { get; init; }

    /// <summary>The figures, the most asked for first.</summary>
    public required IReadOnlyList<ReportFigure> Figures { get; init; }

    /// <summary>The threshold and what is known about it.</summary>
    public required ReportThreshold Threshold { get; init; }

    /// <summary>The DET and ROC curve, thinned for drawing, by falling threshold; the first threshold is "Infinity".</summary>
    public required IReadOnlyList<CurvePoint> Curve { get; init; }

    /// <summary>The scores' histogram.</summary>
    public required ReportHistogram Histogram { get; init; }

    /// <summary>The score calibration; null when none was given.</summary>
    public ReportReliability? Reliability { get; init; }

    /// <summary>What discarding images of low quality gains; null when no qualities were given.</summary>
    public ErrorVersusDiscard? Discard { get; init; }

    /// <summary>The cumulative match characteristic from rank 1; null when no mated search was given.</summary>
    public IReadOnlyList<Estimate>? CumulativeMatches { get; init; }

    /// <summary>Every comparison among the samples; null when it was not given.</summary>
    public ReportAllPairs? AllPairs { get; init; }

    /// <summary>Thresholds for searches in galleries; empty when none were given.</summary>
    public IReadOnlyList<ReportGallery> Galleries { get; init; } = [];

    /// <summary>The groups; null when none were given.</summary>
    public GroupReport? Groups { get; init; }

    /// <summary>The hardest errors; empty when images were not named.</summary>
    public IReadOnlyList<ReportError> HardestErrors { get; init; } = [];

    /// <summary>The model card; null when none was given.</summary>
    public string? ModelCard { get; init; }

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
        return new EvaluationReport
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
