using FaceML.Loading;
using Microsoft.ML.Data;

namespace FaceML.Bench.Streaming;

/// <summary>
/// <c>embed-stream</c>: images of LFW through the embedding pipeline, files to vectors, as a view that is read once. Memory is looked at
/// early and at the end; the first rows are also computed one by one through a prediction engine and compared.
/// </summary>
internal static class EmbedStreamCommand
{
    private const int Compared = 200;

    public static Command Create()
    {
        Setting<int> rows = new("--rows", 10_000, "Images.");
        Option<FileInfo?> json = Report.FileOption();
        Command command = new("embed-stream",
            "LFW from files to vectors through a data view: speed, memory, batched against row by row.") { rows, json };
        command.SetAction(parsed => Run(parsed.GetValue(rows), parsed.GetValue(json)));
        return command;
    }

    private static void Run(int rows, FileInfo? json)
    {
        var ml = new MLContext(seed: 1);
        IDataView data = ml.Data.TakeRows(ml.Faces.Data.LoadFolders(DataSets.Find("lfw-deepfunneled")), rows);
        using TransformerChain<FaceML.Embedding.FaceEmbeddingTransformer> model = ml.Faces.EmbeddingPipeline().Fit(data);
        FaceSource[] first = [.. ml.Data.CreateEnumerable<FaceImageRow>(data, reuseRowObject: false).Take(Compared)
            .Select(r => new FaceSource { Path = r.Path })];

        List<float[]> batched = [];
        long early = 0;
        int read = 0, faces = 0;
        long start = Stopwatch.GetTimestamp();
        foreach (FaceVector vector in ml.Data.CreateEnumerable<FaceVector>(model.Transform(data), reuseRowObject: true))
        {
            faces += vector.Status == Recognition.FaceStatus.Found ? 1 : 0;
            if (batched.Count < Compared)
            {
                batched.Add([.. vector.Embedding]);
            }

            if (++read == Math.Max(1, rows / 10))
            {
                early = PeakMegabytes();
            }
        }

        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        long late = PeakMegabytes();
        using PredictionEngine<FaceSource, FaceVector> engine =
            ml.Model.CreatePredictionEngine<FaceSource, FaceVector>(model, new PredictionEngineOptions { OwnsTransformer = false });
        float difference = first
            .Zip(batched, (source, vector) => engine.Predict(source).Embedding
            .Zip(vector, (a, b) => float.IsNaN(a) && float.IsNaN(b) ? 0 : MathF.Abs(a - b)).Max()).Max();

        Report report = new("LFW, files to vectors through a data view", "images", "with a face", "images/s", "ms an image",
            "peak MB after 10 %", "peak MB at the end", $"largest difference to row by row, first {Compared}");
        report.Add(read, faces, Text(read / seconds, "0.0"), Text(seconds / read * 1000, "0.00"), early, late, Text(difference, "0.0E+0"));
        report.Print(Console.Out);
        report.Write(json);
    }

    private static long PeakMegabytes()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 >> 20;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
