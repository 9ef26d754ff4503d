using FaceML.Evaluation.Calibration;
using FaceML.Liveness;
using FaceML.Tests.Support;

namespace FaceML.Bench.Liveness;

/// <summary>
/// <c>liveness</c>: error rates by ISO/IEC 30107-3 on prints and spoof, before training and after training on other people.
/// </summary>
internal static class LivenessCommand
{
    private const int SpoofParts = 6;

    public static Command Create()
    {
        Setting<string> network = new("--network", FaceLivenessDetector.DefaultNetwork, "The liveness network.");
        Option<DirectoryInfo?> further = PathOption.Folder(
            "--further", "A folder of further people in the form of prints: measured with the head learned from all of prints.");
        Setting<FaceLivenessFeatures> features = new("--features", FaceLivenessFeatures.All, "What the heads may go by.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("liveness",
            "APCER and BPCER on prints and spoof, before training and after training on other people.") { network, further, features,
            json };
        command.SetAction(parsed =>
            Run(new Settings(parsed.GetValue(network)!, parsed.GetValue(features)), parsed.GetValue(further), parsed.GetValue(json)));
        return command;
    }

    private sealed record Settings(string Network, FaceLivenessFeatures Features);

    private static void Run(Settings settings, DirectoryInfo? further, FileInfo? json)
    {
        Report report = new("Liveness, 95 % intervals by person", "images", "scores", "live / attacks / people", "no face", "EER",
            "BPCER at APCER 5 %", "BPCER at APCER 1 %", "APCER of decisions", "BPCER of decisions");
        LivenessSet prints = LivenessSet.Prints(), spoof = LivenessSet.Spoof();
        LivenessSet? others = further is null ? null : LivenessSet.Prints(further.FullName);
        foreach (LivenessSet set in ((LivenessSet?[])[prints, spoof, others]).OfType<LivenessSet>())
        {
            Add(report, set.Name, $"{settings.Network} alone, live from 0.5 on", Untrained(set.Faces, settings));
        }

        Add(report, prints.Name, "head learned from the other 4 people", Trained(prints.ByPerson(int.MaxValue), settings));
        Add(report, spoof.Name, $"head learned from other people, {SpoofParts} parts", Trained(spoof.ByPerson(SpoofParts), settings));
        Add(report, spoof.Name, "head learned from prints", Trained([(prints.Faces, spoof.Faces)], settings));
        if (others is not null)
        {
            Add(report, others.Name, "head learned from prints", Trained([(prints.Faces, others.Faces)], settings));
        }

        report.Print(Console.Out);
        report.Write(json);
        Console.Out.WriteLine();
        Console.Out.WriteLine($"A promise from prints: {Promise(prints, settings)}");
    }

    private static LivenessScore[] Untrained(LivenessFace[] faces, Settings settings)
    {
        var ml = new MLContext(seed: 1);
        IDataView images = ml.Data.LoadFromEnumerable(faces);
        using var model = (FaceLivenessTransformer)ml.Faces.AssessLiveness(network: settings.Network).Fit(images);
        LivenessScore[] rows = [.. ml.Data.CreateEnumerable<LivenessScore>(
            model.Transform(images), reuseRowObject: false, ignoreMissingColumns: true)];
        Array.ForEach(rows, row => row.IsLive = row.Liveness >= 0.5f);
        return rows;
    }

    // Every image is scored by a head that has seen nobody of its part.
    private static LivenessScore[] Trained(IEnumerable<(LivenessFace[] Others, LivenessFace[] Part)> parts, Settings settings)
    {
        List<LivenessScore> rows = [];
        foreach ((LivenessFace[] learn, LivenessFace[] test) in parts)
        {
            var ml = new MLContext(seed: 1);
            using FaceLivenessHeadTransformer model =
                ml.Faces.Trainers.Liveness(OptionsOf(settings, null)).Fit(ml.Data.LoadFromEnumerable(learn));
            Console.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture,
                $"learned from {model.Summary.LiveImages} + {model.Summary.Attacks} images of {model.Summary.People} people: "
                    + $"{model.Summary.Features}, ridge {model.Summary.Ridge}, threshold {model.Threshold}"));
            rows.AddRange(ml.Data.CreateEnumerable<LivenessScore>(
                model.Transform(ml.Data.LoadFromEnumerable(test)), reuseRowObject: false, ignoreMissingColumns: true));
        }

        return [.. rows];
    }

    private static string Promise(LivenessSet set, Settings settings)
    {
        var ml = new MLContext(seed: 1);
        try
        {
            using FaceLivenessHeadTransformer model =
                ml.Faces.Trainers.Liveness(OptionsOf(settings, 0.05)).Fit(ml.Data.LoadFromEnumerable(set.Faces));
            return string.Join(" ", model.Promises);
        }
        catch (InsufficientDataException e)
        {
            return "refused. " + e.Message;
        }
    }

    private static FaceLivenessHeadOptions OptionsOf(Settings settings, double? maxApcer) => new()
    {
        Network = settings.Network,
        Features = settings.Features,
        MaxApcer = maxApcer,
    };

    private static void Add(Report report, string set, string scores, LivenessScore[] rows)
    {
        var ml = new MLContext(seed: 1);
        FaceLivenessMetrics metrics = ml.Faces.EvaluateLiveness(ml.Data.LoadFromEnumerable(rows), new FaceLivenessEvaluationOptions
        {
            SpeciesColumnName = nameof(LivenessScore.Species),
            PersonColumnName = nameof(LivenessScore.Identity),
            DecisionColumnName = nameof(LivenessScore.IsLive),
        });
        int without = rows.Count(row => float.IsNaN(row.Liveness));
        report.Add(set, scores, $"{metrics.LiveCount} / {metrics.AttackCount} / {metrics.PersonCount}", without,
            Text(metrics.EqualErrorRate),
            Text(metrics.BpcerAt(0.05).Bpcer), Text(metrics.BpcerAt(0.01).Bpcer), Text(metrics.Apcer!), Text(metrics.Bpcer!));
    }

    private static string Text(Estimate rate) =>
        string.Create(CultureInfo.InvariantCulture, $"{rate.Value * 100:0.0} % [{rate.Low * 100:0.0}, {rate.High * 100:0.0}]");
}
