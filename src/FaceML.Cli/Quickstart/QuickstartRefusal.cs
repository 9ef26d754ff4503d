using FaceML.Calibration;
using FaceML.Evaluation.AllPairs;
using FaceML.Evaluation.Calibration;

namespace FaceML.Cli;

/// <summary>
/// The attempt to fit a threshold to the few people of the sample images, and why it is refused: the lesson of the quickstart.
/// </summary>
/// <param name="Summary">The refusal in plain words.</param>
/// <param name="Message">The message of the exception.</param>
internal sealed record QuickstartRefusal(string Summary, string Message)
{
    private sealed class ScoredPair
    {
        public float Score { get; set; }

        public bool Label { get; set; }

        public string Identity1 { get; set; } = "";

        public string Identity2 { get; set; } = "";
    }

    /// <summary>Fits a threshold to the labeled pairs.</summary>
    /// <exception cref="InvalidOperationException">The pairs support the rate: then there is no lesson.</exception>
    public static QuickstartRefusal Attempt(MLContext ml, SampleFaces samples, double maxFalseMatchRate)
    {
        ScoredPair[] pairs =
        [
            .. samples.Labeled.Select(pair => new ScoredPair
            {
                Score = pair.Score,
                Label = pair.IsOnePerson,
                Identity1 = pair.First.Person,
                Identity2 = pair.Second.Person,
            }),
        ];
        try
        {
            ml.Faces.CalibrateThreshold(new FaceThresholdOptions
            {
                Target = ThresholdTarget.MaxFalseMatchRate(maxFalseMatchRate),
                FirstIdentityColumnName = nameof(ScoredPair.Identity1),
                SecondIdentityColumnName = nameof(ScoredPair.Identity2),
            }).Fit(ml.Data.LoadFromEnumerable(pairs));
        }
        catch (InsufficientDataException refused)
        {
            int people = samples.Faces.Select(face => face.Person).Distinct().Count(), different = pairs.Count(pair => !pair.Label);
            return new(InWords(refused, maxFalseMatchRate, people, different), refused.Message);
        }

        throw new InvalidOperationException($"{pairs.Length} pairs support a false match rate of {maxFalseMatchRate}.");
    }

    private static string InWords(InsufficientDataException refused, double rate, int people, int pairs)
    {
        string more = refused.MissingIdentities is { } missing
            ? string.Create(CultureInfo.InvariantCulture, $" About {Rounded(missing):N0} more people are needed.")
            : "";
        return string.Create(CultureInfo.InvariantCulture,
            $"{people} people cannot support a promise of 1 in {1 / rate:N0}. It needs at least {refused.NeededComparisons:N0} "
                + $"independent pairs of different people; "
            + $"the {pairs} pairs at hand count as {refused.IndependentComparisons:N0}, because they share people.{more}");
    }

    // Two digits: an extrapolation supports no more.
    private static double Rounded(double number)
    {
        double unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(number)) - 1));
        return Math.Round(number / unit) * unit;
    }
}
