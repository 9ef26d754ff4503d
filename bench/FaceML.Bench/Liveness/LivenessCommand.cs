using System.CommandLine;
using System.Globalization;
using FaceML.Bench.Reports;
using FaceML.Evaluation;
using FaceML.Liveness;
using FaceML.Loading;
using FaceML.Vision;
using Microsoft.ML;

namespace FaceML.Bench.Liveness;

/// <summary><c>liveness</c>: error rates by ISO/IEC 30107-3 on prints and spoof, before and after training on other people.</summary>
internal static class LivenessCommand
{
    private sealed class Scored
    {
        public bool Label { get; set; }

        public string Species { get; set; } = "";

        public string Identity { get; set; } = "";

        public float Liveness { get; set; }

        public bool Live { get; set; }
    }

    public static Command Create()
    {
        Option<string> network = new("--network") { Description = "The liveness network.", DefaultValueFactory = _ => FaceLivenessDetector.DefaultNetwork };
        Option<FileInfo?> json = new("--json") { Description = "Write the figures to this file too." };
        Command command = new("liveness", "APCER and BPCER on prints and spoof, before and after training on other people.") { network, json };
        command.SetAction(parsed => Run(parsed.GetValue(network)!, parsed.GetValue(json)));
        return command;
    }

    private static void Run(string network, FileInfo? json)
    {
        Report report = new("Liveness, 95 % intervals by person", "set", "scores", "live / attacks / people", "no face", "EER", "BPCER at APCER 5 %", "BPCER at APCER 1 %", "APCER of decisions", "BPCER of decisions");
        foreach (LivenessSet set in (LivenessSet[])[LivenessSet.Prints(), LivenessSet.Spoof()])
        {
            Add(report, set.Name, $"network {network}, live from 0.5 on", Untrained(set, network));
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static Scored[] Untrained(LivenessSet set, string network)
    {
        var ml = new MLContext(seed: 1);
        IDataView images = ml.Data.LoadFromEnumerable(set.Rows);
        IDataView scored = Detection(ml).Append(ml.Faces.AssessLiveness(network: network)).Fit(images).Transform(images);
        Scored[] rows = [.. ml.Data.CreateEnumerable<Scored>(scored, reuseRowObject: false, ignoreMissingColumns: true)];
        Array.ForEach(rows, row => row.Live = row.Liveness >= 0.5f);
        return rows;
    }

    private static IEstimator<ITransformer> Detection(MLContext ml) => ml.Faces.LoadImages("Image", nameof(FaceLivenessRow.Path)).Append(ml.Faces.Detect("Faces", "Image"));

    private static void Add(Report report, string set, string scores, Scored[] rows)
    {
        var ml = new MLContext(seed: 1);
        FaceLivenessMetrics metrics = ml.Faces.EvaluateLiveness(ml.Data.LoadFromEnumerable(rows), new FaceLivenessEvaluationOptions
        {
            SpeciesColumnName = nameof(Scored.Species),
            PersonColumnName = nameof(Scored.Identity),
            DecisionColumnName = nameof(Scored.Live),
        });
        int without = rows.Count(row => float.IsNaN(row.Liveness));
        report.Add(set, scores, $"{metrics.LiveCount} / {metrics.AttackCount} / {metrics.PersonCount}", without, Text(metrics.EqualErrorRate),
            Text(metrics.BpcerAt(0.05).Bpcer), Text(metrics.BpcerAt(0.01).Bpcer), Text(metrics.Apcer!), Text(metrics.Bpcer!));
    }

    private static string Text(Estimate rate) => string.Create(CultureInfo.InvariantCulture, $"{rate.Value * 100:0.0} % [{rate.Low * 100:0.0}, {rate.High * 100:0.0}]");
}
