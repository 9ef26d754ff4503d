using System.Text;
using FaceML.Quality;

namespace FaceML.Calibration;

/// <summary>
/// What is known of a recipe's scores from a public data set, so that a decision has a stated error rate before anybody has fitted
/// anything: thresholds with their promises and the way from score to log-likelihood ratio. The promises are about faces like those of the
/// data set; a threshold fitted on one's own people is better. Immutable and thread-safe.
/// </summary>
public sealed record RecipeCalibration
{
    private const int Format = 5;

    /// <summary>The SHA-256 of the networks' files: detector, landmarks, embedder.</summary>
    public required IReadOnlyList<string> Networks { get; init; }

    /// <summary>The recipe's landmark passes.</summary>
    public required int LandmarkPasses { get; init; }

    /// <summary>Whether the recipe adds the mirrored face.</summary>
    public required bool Flip { get; init; }

    /// <summary>Which people and images the promises are about, as <see cref="ThresholdPromise.Population"/> says it.</summary>
    public required string Population { get; init; }

    /// <summary>The data, and how comparisons were made of them.</summary>
    public required string MeasuredOn { get; init; }

    /// <summary>The command that made it.</summary>
    public required string Command { get; init; }

    /// <summary>
    /// How faces are compared and judged: scores, and with them <see cref="Thresholds"/> and <see cref="Score"/>, are those of
    /// <see cref="FaceQualityModel.Compare"/>, and nothing is decided about a face that is not recognizable. Null where scores are plain
    /// ones of the recipe's metric.
    /// </summary>
    public FaceQualityModel? Quality { get; init; }

    /// <summary>
    /// Thresholds, one for each target false match rate, by falling rate. What the data cannot support is not among them.
    /// </summary>
    public required IReadOnlyList<ThresholdCalibration> Thresholds { get; init; }

    /// <summary>Score to log-likelihood ratio.</summary>
    public required ScoreCalibration Score { get; init; }

    /// <summary>The cost of the log-likelihood ratios in bits on people that the calibration had not seen.</summary>
    public required double Cllr { get; init; }

    /// <summary>The smallest cost that any rising map of those scores reaches.</summary>
    public required double MinimumCllr { get; init; }

    /// <summary>The calibrations that come with FaceML.</summary>
    public static IReadOnlyList<RecipeCalibration> Shipped => [.. ShippedCalibration.All.Select(shipped => shipped.Whole)];

    /// <summary>The shipped calibration of a recognizer's networks and recipe, or null when there is none.</summary>
    public static RecipeCalibration? For(FaceRecognizer recognizer)
    {
        ArgumentNullException.ThrowIfNull(recognizer);
        NetworkCard[] cards = [.. recognizer.Networks.Select(network => network.Card)];
        return ShippedCalibration.Find(recognizer.Options, cards);
    }

    /// <summary>The shipped calibration of a recipe; no network is loaded.</summary>
    /// <param name="recognition">The networks, and how each is used: <see cref="FaceRecognizerOptions.Balanced"/> for example.</param>
    /// <param name="catalog">Where the networks are looked up; null for <see cref="NetworkCatalog.Default"/>.</param>
    /// <exception cref="CalibrationException">There is none.</exception>
    /// <exception cref="NetworkException">A network is not in the catalog.</exception>
    public static RecipeCalibration Find(FaceRecognizerOptions recognition, NetworkCatalog? catalog = null)
    {
        ArgumentNullException.ThrowIfNull(recognition);
        return FindOrNull(recognition, catalog)
            ?? throw new CalibrationException(
                $"No calibration comes with FaceML for {string.Join(", ", CardsOf(recognition, catalog).Select(card => card.Name))} used "
                    + $"this way; "
                + $"there is one for each of the presets {string.Join(", ", FaceRecognizerOptions.Presets)}. Fit one on labeled pairs.");
    }

    /// <summary>The same, or null when there is none.</summary>
    internal static RecipeCalibration? FindOrNull(FaceRecognizerOptions recognition, NetworkCatalog? catalog) =>
        ShippedCalibration.Find(recognition, CardsOf(recognition, catalog));

    /// <summary>The threshold for a target false match rate.</summary>
    /// <exception cref="CalibrationException">There is none for this rate; the message names those there are.</exception>
    public ThresholdCalibration At(double maxFalseMatchRate) =>
        Thresholds.FirstOrDefault(t => Math.Abs(t.Promises[0].Target.Rate - maxFalseMatchRate) <= 1e-9 * maxFalseMatchRate)
        ?? throw new CalibrationException(
            $"The false match rate must be one that the calibration holds "
                + $"({string.Join(", ", Thresholds.Select(t => RateText.Of(t.Promises[0].Target.Rate)))}); it is "
                + $"{RateText.Of(maxFalseMatchRate)}.");

    /// <summary>The threshold for a target false match rate and a confidence.</summary>
    /// <exception cref="CalibrationException">There is none.</exception>
    internal ThresholdCalibration At(double maxFalseMatchRate, double confidence)
    {
        ThresholdCalibration found = At(maxFalseMatchRate);
        double held = found.Promises[0].Confidence;
        return held == confidence
            ? found
            : throw new CalibrationException(
                string.Create(CultureInfo.InvariantCulture, $"The confidence must be the calibration's, {held}; it is {confidence}."));
    }

    /// <summary>
    /// The score of two faces that the thresholds are about: <see cref="FaceQualityModel.Compare"/>, or the cosine where the calibration
    /// has no quality model. Decide on it with <see cref="ThresholdCalibration.Decide"/>.
    /// </summary>
    /// <param name="a">A vector of the recipe, of length 1.</param>
    /// <param name="b">The other.</param>
    /// <returns>Higher is more alike; NaN where one of the faces is not recognizable, which decides nothing.</returns>
    /// <exception cref="ArgumentException">Vectors of different lengths, or of another length than the quality model's.</exception>
    public float Compare(ReadOnlySpan<float> a, ReadOnlySpan<float> b) =>
        Quality is { } quality ? quality.CompareRecognizable(a, b) : FaceComparison.Cosine(a, b);

    /// <summary>Makes sure that a recipe is the one that was measured.</summary>
    /// <exception cref="CalibrationException">It is another one; the message says what differs.</exception>
    internal void RequireRecipe(FaceRecognizerOptions recognition, NetworkCatalog? catalog)
    {
        NetworkCatalog known = catalog ?? NetworkCatalog.Default();
        CalibratedRecipe recipe = new(Networks, LandmarkPasses, Flip);
        if (recipe.Difference(recognition, CardsOf(recognition, known), known) is { } difference)
        {
            throw new CalibrationException(
                $"The calibration must be measured with the pipeline's recipe; it is measured with {difference}.");
        }
    }

    /// <summary>The calibration as JSON.</summary>
    public string ToJson()
    {
        StageWriter file = new(new NetworkShelf());
        file.Set("format", Format);
        file.Set("networks", Networks);
        file.Set("landmarkPasses", LandmarkPasses);
        file.Set("flip", Flip);
        file.Set("population", Population);
        file.Set("measuredOn", MeasuredOn);
        file.Set("command", Command);
        file.SetPart("quality", Quality, FaceQualityJson.Write);
        file.SetParts("thresholds", Thresholds, CalibrationJson.Write);
        file.SetPart("score", Score, ScoreCalibrationJson.Write);
        file.Set("cllr", Cllr);
        file.Set("minimumCllr", MinimumCllr);
        return Encoding.UTF8.GetString(file.ToBytes()) + "\n";
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote; strict: every setting is there once and nothing else is.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What errors call it.</param>
    /// <exception cref="SavedPipelineException">It is not such a text; the message names what is wrong.</exception>
    public static RecipeCalibration FromJson(string json, string name)
    {
        StageReader reader = new(name, "calibration", PipelineJson.Parse(name, name, Encoding.UTF8.GetBytes(json)),
            hash => throw new InvalidOperationException($"A calibration holds no network; asked for {hash}."));
        return reader.Guard(Read);
    }

    private static NetworkCard[] CardsOf(FaceRecognizerOptions recognition, NetworkCatalog? catalog)
    {
        catalog ??= NetworkCatalog.Default();
        return [.. recognition.NetworkNames().Select(name => catalog.Find(name).Card)];
    }

    private static RecipeCalibration Read(StageReader reader)
    {
        RecipeCalibration read = ReadSettings(reader);
        return read with { Thresholds = [.. read.Thresholds.Select(threshold => threshold.MeasuredOn(read.Population))] };
    }

    private static RecipeCalibration ReadSettings(StageReader reader) => new()
    {
        Networks = reader.Int("format") == Format ? reader.Texts("networks") : throw reader.Error($"'format' must be {Format}"),
        LandmarkPasses = reader.Int("landmarkPasses"),
        Flip = reader.Bool("flip"),
        Population = reader.Text("population"),
        MeasuredOn = reader.Text("measuredOn"),
        Command = reader.Text("command"),
        Quality = reader.PartOrNull("quality", FaceQualityJson.Read),
        Thresholds = reader.Parts("thresholds", CalibrationJson.Read) is { Count: > 0 } thresholds
            ? thresholds
            : throw reader.Error("'thresholds' is empty"),
        Score = reader.PartOrNull("score", ScoreCalibrationJson.Read) ?? throw reader.Error("'score' is null"),
        Cllr = reader.Double("cllr"),
        MinimumCllr = reader.Double("minimumCllr"),
    };
}
