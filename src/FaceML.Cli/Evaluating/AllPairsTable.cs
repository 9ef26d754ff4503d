using System.Globalization;
using FaceML.Evaluation;
using Spectre.Console;

namespace FaceML.Cli;

/// <summary>Every comparison among the pictures, streamed, as a table: what false match rates cost, and what the threshold does.</summary>
internal static class AllPairsTable
{
    private const int TailRoom = 1000;

    private static readonly double[] Rates = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6];

    public static void Write(ToolTerminal terminal, PipelineScores pipeline, EvaluationData data, CancellationToken cancellation)
    {
        (string Picture, string? Person)[] usable = [.. data.Pictures.Where(p => pipeline[p.Picture] is not null)];
        if (usable.Length < 2 || usable.Any(p => p.Person is null))
        {
            throw new ToolException("Comparing everything with everything wants to know every picture's person: a pairs file whose paths have a folder a person, or the protocol folders.");
        }

        Dictionary<string, int> people = new(StringComparer.Ordinal);
        int[] person = [.. usable.Select(p => people.TryGetValue(p.Person!, out int n) ? n : people[p.Person!] = people.Count)];
        int dimension = pipeline[usable[0].Picture]!.Length;
        float[] vectors = [.. usable.SelectMany(p => pipeline[p.Picture]!)];
        long all = (long)usable.Length * (usable.Length - 1) / 2;
        AllPairsResult result = AllPairsComparison.Run(vectors, dimension, person, new AllPairsOptions
        {
            Bins = 200_000,
            LargestImpostors = (int)Math.Min(1_000_000, (all / 100) + TailRoom),
        }, cancellation);
        if (result.Genuine.Total == 0 || result.Impostor.Total == 0)
        {
            throw new ToolException($"Among {usable.Length} pictures of {people.Count} people there are {result.Genuine.Total} genuine and {result.Impostor.Total} impostor comparisons; both are needed.");
        }

        ErrorCurve curve = ErrorCurve.Of(result.Genuine, result.Impostor);
        terminal.Rich.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"All pairs: {result.Genuine.Total:N0} genuine and {result.Impostor.Total:N0} impostor comparisons of {usable.Length:N0} pictures, cosine; EER {curve.EqualErrorRate * 100:0.000} %"));
        ToolTable.Write(terminal, ["false match rate", "threshold", "true match rate", "impostors above"], Rates.Where(r => r * result.Impostor.Total >= 1).Select(rate =>
        {
            CurvePoint point = curve.AtFalseMatchRate(rate);
            return (string[])[Text(rate, "0.######"), Text(point.Threshold, "0.0000"), Text(point.TrueMatchRate, "0.00000"), Text(Math.Round(point.FalseMatchRate * result.Impostor.Total), "0")];
        }));
        if (pipeline.Threshold is { } fitted)
        {
            CurvePoint at = curve.Points.LastOrDefault(p => p.Threshold >= fitted.Threshold, curve.Points[0]);
            terminal.Rich.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"At the pipeline's threshold {fitted.Threshold:0.0000}: FMR {at.FalseMatchRate:0.######}, FNMR {at.FalseNonMatchRate:0.######}"));
        }
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
