using FaceML.Calibration;
using FaceML.Clustering;
using FaceML.Evaluation.Calibration;
using FaceML.Training.Clustering;

namespace FaceML.Bench.Training;

/// <summary>
/// <c>cluster</c>: LFW's people with 5 to 20 images each, grouped without being told who is who, at the thresholds of the shipped
/// calibration.
/// </summary>
internal static class ClusterCommand
{
    private const int Fewest = 5, Most = 20;

    private sealed class Row
    {
        public float[] Embedding { get; set; } = [];

        public string Cluster { get; set; } = "";
    }

    public static Command Create()
    {
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("cluster", "B-cubed precision and recall of groups found among LFW's people with 5 to 20 images.") { json };
        command.SetAction(parsed => Run(parsed.GetValue(json)));
        return command;
    }

    private static void Run(FileInfo? json)
    {
        RecipeCalibration calibration;
        using (FaceRecognizer recognizer = FaceRecognizer.CreateDefault())
        {
            calibration = RecipeCalibration.For(recognizer)
                ?? throw new InvalidOperationException("There is no shipped calibration of the default recipe.");
        }

        EmbeddingSet all = ShiftedVectors.Load(FaceShift.Plain);
        int[] rows = [.. Enumerable.Range(0, all.Count).GroupBy(i => all.Labels[i]).Where(g => g.Count() is >= Fewest and <= Most)
            .SelectMany(g => g)];
        int[] people = [.. rows.Select(i => all.Labels[i])];
        var ml = new MLContext(seed: 1);
        IDataView faces = ml.Data.LoadFromEnumerable(rows.Select(i => new Row { Embedding = all.Row(i).ToArray() }).ToArray());
        Report report = new($"{rows.Length} images of {people.Distinct().Count()} people", "method", "false match rate", "threshold",
            "groups", "B-cubed precision", "recall", "F");
        foreach (FaceClusterMethod method in Enum.GetValues<FaceClusterMethod>())
        {
            foreach (ThresholdCalibration threshold in calibration.Thresholds)
            {
                var model = (FaceClusterTransformer)ml.Faces.Cluster(new FaceClusterOptions
                {
                    Threshold = threshold.Threshold,
                    QualityModel = calibration.Quality,
                    Method = method,
                }).Fit(faces);
                string[] found = [.. ml.Data.CreateEnumerable<Row>(model.Transform(faces), reuseRowObject: false).Select(r => r.Cluster)];
                var score = BCubed.Evaluate(
                    [.. found.Select(g => g.Length == 0 ? -1 : int.Parse(g, CultureInfo.InvariantCulture))], people);
                report.Add(method, threshold.Promises[0].Target.Rate, Text(threshold.Threshold), model.ClusterCount, Text(score.Precision),
                    Text(score.Recall), Text(score.F));
            }
        }

        report.Print(Console.Out);
        report.Write(json);
    }

    private static string Text(double value) => value.ToString("0.0000", CultureInfo.InvariantCulture);
}
